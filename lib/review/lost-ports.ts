import { type Manifest, refOf } from '../manifests/manifest';
import { keyOf, titleOf } from '../manifests/object-ref';
import { callersIn } from '../model/dependencies/callers';
import { serviceCalled } from '../model/dependencies/called-services';
import { endpointsIn } from '../model/dependencies/endpoints';
import { textsOf } from '../model/dependencies/variables';
import { serviceReferences } from '../model/routing/service-references';
import { lastingContainers, type PodGroup } from '../model/selection/pod-groups';
import { hasSelector, podsOfService, servicePort, servicePorts, targetPort } from '../model/selection/service-pods';
import { type JsonObject, objectAt, objectsIn } from '../private/json';
import { show } from '../private/show';
import type { Loss } from './data/losses';
import type { Outcome } from './outcome';
import type { Pairs } from './pairs';
import type { Side } from './side';

/** A Service on both sides. */
interface Kept {
  readonly was: Manifest;
  readonly now: Manifest;
}

/** Ports of Services that are served no more: those that go, and those that lead to no port of pods. */
export function lostPorts({ changed }: Pairs, before: Side, { applied, inCluster }: Outcome): Loss[] {
  const touched = new Set(changed.map(({ after }) => keyOf(after)));
  return applied.set.ofKind('Service', '').flatMap((now) => {
    const was = before.byKey.get(keyOf(now));
    if (!was) return [];
    const kept = { was, now };
    return [
      ...(touched.has(keyOf(now)) ? gonePorts(kept, inCluster) : []),
      ...portsWithoutPods(kept, before, inCluster),
    ];
  });
}

function gonePorts({ was, now }: Kept, after: Side): Loss[] {
  const lost = (message: string, isOutage = false): Loss => ({ object: refOf(now), message, isOutage });
  const ports = isExternalName(now) ? [] : servicePorts(was);
  const gone = ports.filter((port) => !servicePorts(now).some((each) => isSame(each, port)));
  return [
    ...gone.map((port) => {
      const callers = callersOf({ was, now }, port, after);
      const who =
        callers.length === 0
          ? ''
          : `, which ${callers.slice(0, 3).join(', ')} still address${callers.length === 1 ? 'es' : ''}`;
      return lost(`${titleOf(now)} serves its port ${portText(port)} no more${who}`, callers.length > 0);
    }),
    ...goneAddresses({ was, now }).map((what) => lost(`${titleOf(now)} has ${what} no more`)),
  ];
}

function isExternalName({ json }: Manifest): boolean {
  return objectAt(json, 'spec').type === 'ExternalName';
}

function isSame(a: JsonObject, b: JsonObject): boolean {
  return a.port === b.port && protocolOf(a) === protocolOf(b);
}

function protocolOf({ protocol }: JsonObject): string {
  return typeof protocol === 'string' ? protocol : 'TCP';
}

function portText(port: JsonObject): string {
  const protocol = protocolOf(port);
  return `${String(port.port)}${protocol === 'TCP' ? '' : ` (${protocol})`}`;
}

/** Routes and pods that address a port which the Service had, and for which it has no other of that number or name. */
function callersOf({ was, now }: Kept, port: JsonObject, { set }: Side): string[] {
  const routes = serviceReferences(set)
    .filter(({ name, namespaceName }) => name === now.name && namespaceName === now.namespaceName)
    .filter((reference) => servicePort(was, reference.port) === port && !servicePort(now, reference.port))
    .map(({ route }) => titleOf(route));
  const isNamed = (service: Manifest | undefined): boolean => service !== undefined && keyOf(service) === keyOf(now);
  const pods = callersIn(set)
    .filter((group) =>
      textsOf(set, group)
        .flatMap(endpointsIn)
        .filter((endpoint) => isNamed(serviceCalled(set, endpoint, group.namespaceName)?.service))
        .some((endpoint) => endpoint.port === port.port),
    )
    .map(({ manifest }) => titleOf(manifest));
  return [...new Set([...routes, ...pods])];
}

/** Ways in from outside (https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types). */
function goneAddresses({ was, now }: Kept): string[] {
  const [old, spec] = [was, now].map(({ json }) => objectAt(json, 'spec'));
  const addresses = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const external = addresses(old.externalIPs).filter((each) => !addresses(spec.externalIPs).includes(each));
  const isLoadBalancer = old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer';
  return [
    ...(isLoadBalancer ? ['the external address of its load balancer'] : []),
    ...(external.length > 0 ? [`the external addresses ${external.map(String).join(', ')}`] : []),
    ...goneNodePorts(old, spec),
  ];
}

function goneNodePorts(old: JsonObject, spec: JsonObject): string[] {
  if (old.type === 'NodePort' && spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return ['its node ports'];
  const given = ({ ports }: JsonObject): unknown[] =>
    objectsIn(ports).flatMap(({ nodePort }) => (typeof nodePort === 'number' && nodePort !== 0 ? [nodePort] : []));
  const now = given(spec);
  // What the manifest no longer says stays as it was given.
  if (now.length === 0 || now.length < objectsIn(spec.ports).length) return [];
  const gone = given(old).filter((port) => !now.includes(port));
  return gone.length === 0 ? [] : [`node port ${gone.join(', ')}`];
}

/** Ports whose target pods had, and of which no pod behind the Service has it now. */
function portsWithoutPods({ was, now }: Kept, before: Side, after: Side): Loss[] {
  if (!hasSelector(was) || !hasSelector(now)) return [];
  const [old, fresh] = [podsOfService(before.set, was), podsOfService(after.set, now)];
  if (old.length === 0 || fresh.length === 0) return [];
  return servicePorts(now).flatMap((port): Loss[] => {
    const former = servicePorts(was).find((each) => isSame(each, port));
    if (!former || !old.some((group) => targetPort(group, former))) return [];
    const wanted = port.targetPort ?? port.port;
    const text = `target port ${show(wanted)} of port ${portText(port)}`;
    if (!fresh.some((group) => targetPort(group, port))) {
      const message = `${titleOf(now)} has no endpoints for its port ${portText(port)}: no pod has a port named ${show(wanted)}`;
      return [{ object: refOf(now), message, isOutage: true }];
    }
    if (!old.some((group) => declares(group, former)) || fresh.some((group) => mayListen(group, port))) return [];
    const message = `${titleOf(now)} leads to a port that none of its pods declares: ${text}; requests fail unless a program listens there`;
    return [{ object: refOf(now), message, isOutage: false }];
  });
}

function declaredBy({ podSpec }: PodGroup): JsonObject[] {
  return lastingContainers(podSpec).flatMap(({ ports }) => objectsIn(ports));
}

function declares(group: PodGroup, port: JsonObject): boolean {
  const target = targetPort(group, port);
  return declaredBy(group).some(
    (each) => each.containerPort === target?.number && protocolOf(each) === target?.protocol,
  );
}

/** Whether pods declare the port, or none at all. */
function mayListen(group: PodGroup, port: JsonObject): boolean {
  return declares(group, port) || declaredBy(group).length === 0;
}
