import { containersOf } from '../../pod-template';
import { show } from '../manifest';
import { at, optionalNumber, wholeNumber } from '../names';
import { handlerProblems } from './probes';
import type { PodRule } from './pod-rule';

const handlers = ['exec', 'httpGet', 'sleep', 'tcpSocket'];
const defaultGracePeriod = 30;

/** Hooks, and whether the pod is given the time they take. */
export const lifecycleRule: PodRule = function* (pod) {
  const grace = pod.spec.terminationGracePeriodSeconds ?? defaultGracePeriod;
  yield* at(`${pod.specPath}.terminationGracePeriodSeconds`, optionalNumber(pod.spec.terminationGracePeriodSeconds, 0));
  for (const { container, path, role } of containersOf(pod)) {
    if (!container.lifecycle) continue;
    if (role === 'init') yield `${path}.lifecycle is for containers that keep running, not for an init container`;
    for (const hook of ['postStart', 'preStop'] as const) {
      const handler = container.lifecycle[hook];
      if (!handler) continue;
      const where = `${path}.lifecycle.${hook}`;
      const given = handlers.filter((kind) => handler[kind as 'exec'] !== undefined);
      if (given.length !== 1) yield `${where} must have one of ${handlers.join(', ')}, got ${show(given)}`;
      if (handler.tcpSocket) yield `${where}.tcpSocket is not carried out by any kubelet`;
      for (const kind of given) yield* handlerProblems(`${where}.${kind}`, kind, handler[kind as 'exec'], container);
      if (handler.sleep) yield* at(`${where}.sleep.seconds`, wholeNumber(handler.sleep.seconds, 1, grace));
      const seconds = sleepOf(handler.exec?.command ?? []);
      if (hook === 'preStop' && seconds !== undefined && seconds > grace) {
        yield `${where} sleeps ${seconds} seconds, longer than terminationGracePeriodSeconds ${grace}`;
      }
    }
  }
};

/** The seconds that a command sleeps: `sleep 15`, or a shell that begins with it. */
function sleepOf(command: readonly string[]): number | undefined {
  const seconds = /(?:^|[\s/])sleep (\d+)s?(?:$|[\s;&])/.exec(command.join(' '))?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
