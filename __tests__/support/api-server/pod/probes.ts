import type { IContainer } from 'kubernetes-models/v1/Container';
import { containersOf } from '../../pod-template';
import { isRecord, show } from '../manifest';
import { at, optionalNumber } from '../names';
import type { PodRule } from './pod-rule';

const handlers = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** Startup, readiness and liveness probes. */
export const probeRule: PodRule = function* (pod) {
  for (const { container, path, role } of containersOf(pod)) {
    for (const kind of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
      const probe = container[kind];
      if (!probe) continue;
      const where = `${path}.${kind}`;
      if (role === 'init') yield `${where} is for containers that keep running, not for an init container`;
      const given = handlers.filter((handler) => probe[handler as 'exec'] !== undefined);
      if (given.length !== 1) yield `${where} must have one of ${handlers.join(', ')}, got ${show(given)}`;
      yield* at(`${where}.initialDelaySeconds`, optionalNumber(probe.initialDelaySeconds, 0));
      yield* at(`${where}.timeoutSeconds`, optionalNumber(probe.timeoutSeconds, 1));
      yield* at(`${where}.periodSeconds`, optionalNumber(probe.periodSeconds, 1));
      yield* at(`${where}.failureThreshold`, optionalNumber(probe.failureThreshold, 1));
      const most = kind === 'readinessProbe' ? Infinity : 1;
      yield* at(`${where}.successThreshold`, optionalNumber(probe.successThreshold, 1, most));
      if (probe.terminationGracePeriodSeconds !== undefined) {
        if (kind === 'readinessProbe') yield `${where}.terminationGracePeriodSeconds must be absent: nothing is ended`;
        else
          yield* at(`${where}.terminationGracePeriodSeconds`, optionalNumber(probe.terminationGracePeriodSeconds, 1));
      }
      for (const handler of given) {
        yield* handlerProblems(`${where}.${handler}`, handler, probe[handler as 'exec'], container);
      }
    }
  }
};

/** A handler of a probe or of a lifecycle hook: what it calls has to exist in the same container. */
export function* handlerProblems(
  where: string,
  kind: string,
  handler: unknown,
  container: IContainer,
): Generator<string> {
  if (!isRecord(handler)) return;
  if (kind === 'exec') {
    if (!Array.isArray(handler.command) || handler.command.length === 0) yield `${where}.command is required`;
    return;
  }
  if (kind === 'sleep') return;
  yield* portReferenceProblems(`${where}.port`, handler.port, container);
  if (kind !== 'httpGet') return;
  if (typeof handler.path === 'string' && !/^\/\S*$/.test(handler.path)) {
    yield `${where}.path must begin with a slash and hold no space, got ${show(handler.path)}`;
  }
  const headers = Array.isArray(handler.httpHeaders) ? handler.httpHeaders : [];
  for (const header of headers) {
    const name = isRecord(header) ? header.name : undefined;
    if (!/^[-A-Za-z0-9]+$/.test(String(name))) yield `${where}.httpHeaders has no header name: ${show(name)}`;
  }
}

/** A port by number or name, as probes and hooks refer to it. */
function* portReferenceProblems(where: string, port: unknown, container: IContainer): Generator<string> {
  const ports = container.ports ?? [];
  if (typeof port === 'number') {
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      yield* at(where, `must be a whole number from 1 to 65535, got ${show(port)}`);
    } else if (!ports.some((each) => each.containerPort === port)) {
      yield `${where} ${port} is not among the container's ports`;
    }
  } else if (!ports.some((each) => each.name === port)) {
    yield `${where} ${show(port)} is not among the names of the container's ports`;
  }
}
