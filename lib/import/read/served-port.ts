import type { Manifest } from '../../manifests/manifest';
import { servicePorts } from '../../model/selection/service-pods';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { ServedPort } from './imported-server';

/** A container with the ports that requests reach it by. */
export interface ServingContainer {
  readonly container: JsonObject;
  readonly port: ServedPort;
  readonly grpcPort: number | undefined;
}

interface Target {
  readonly container: JsonObject;
  readonly number: number;
  readonly name: string | undefined;
  readonly appProtocol: unknown;
}

/** The container of a pod that serves: the one that the Service leads to, else the one that tells of a port. */
export function servingContainer(podSpec: JsonObject, service: Manifest | undefined): ServingContainer | undefined {
  const containers = objectsIn(podSpec.containers);
  if (containers.length === 0) return undefined;
  const led = service ? servicePorts(service).flatMap((port) => targetsOf(containers, port)) : [];
  if (led.length > 0) return ofTargets(led, `Service '${service?.name ?? ''}' leads to it`);
  const told = containers.flatMap((container) => portsOf(container).map((port) => ({ container, ...port })));
  if (told.length > 0) return ofTargets(told, 'its container names it');
  return probed(containers);
}

function ofTargets(targets: readonly Target[], evidence: string): ServingContainer {
  const main = targets.find((target) => !speaksGrpc(target) && !isMetrics(target)) ?? targets[0];
  const own = targets.filter(({ container }) => container === main.container);
  const grpc = own.find((target) => target !== main && speaksGrpc(target) && target.number !== main.number);
  return {
    container: main.container,
    port: { number: main.number, speaks: speaksGrpc(main) ? 'grpc' : 'http', evidence },
    grpcPort: grpc?.number,
  };
}

function targetsOf(containers: readonly JsonObject[], port: JsonObject): Target[] {
  const wanted = port.targetPort ?? port.port;
  if (port.protocol !== undefined && port.protocol !== 'TCP') return [];
  const name = typeof port.name === 'string' ? port.name : undefined;
  for (const container of containers) {
    const found = portsOf(container).find((each) => each.number === wanted || each.name === wanted);
    if (found) return [{ container, number: found.number, name: name ?? found.name, appProtocol: port.appProtocol }];
  }
  // Containers need not tell their ports.
  return typeof wanted === 'number'
    ? [{ container: containers[0], number: wanted, name, appProtocol: port.appProtocol }]
    : [];
}

function portsOf(container: JsonObject): Omit<Target, 'container'>[] {
  return objectsIn(container.ports).flatMap(({ containerPort, name, protocol }) =>
    typeof containerPort === 'number' && (protocol === undefined || protocol === 'TCP')
      ? [{ number: containerPort, name: typeof name === 'string' ? name : undefined, appProtocol: undefined }]
      : [],
  );
}

function probed(containers: readonly JsonObject[]): ServingContainer | undefined {
  for (const container of containers) {
    for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
      for (const handler of ['httpGet', 'grpc', 'tcpSocket']) {
        const { port } = objectAt(container, probe, handler);
        if (!isPlainObject(container[probe]) || typeof port !== 'number') continue;
        const speaks = handler === 'grpc' ? 'grpc' : 'http';
        return { container, port: { number: port, speaks, evidence: `its ${probe} asks it` }, grpcPort: undefined };
      }
    }
  }
  return undefined;
}

function speaksGrpc({ name, appProtocol }: Target): boolean {
  return appProtocol === 'grpc' || appProtocol === 'kubernetes.io/h2c' || /(^|-)grpc(-|$)|^h2c?$/.test(name ?? '');
}

function isMetrics({ name }: Target): boolean {
  return /(^|-)(metrics|prometheus|management|admin)(-|$)/.test(name ?? '');
}
