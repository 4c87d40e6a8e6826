import type { IServicePort } from 'kubernetes-models/v1/ServicePort';
import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
import { canonicalCidrProblem } from './cidr';
import { labelProblems } from './labels';
import { duplicates, show, specOf } from './manifest';
import { at, dns1123Label, dns1123Subdomain, optionalNumber, portName, qualifiedName, wholeNumber } from './names';
import { isKind, type Context, type ObjectRule } from './rules';

type Spec = Partial<IServiceSpec>;

/** Services by themselves. */
export const serviceRule: ObjectRule = function* (manifest, context) {
  if (!isKind(manifest, 'Service', '')) return;
  const spec = specOf<IServiceSpec>(manifest);
  const type: string = spec.type ?? 'ClusterIP';
  const isHeadless = spec.clusterIP === 'None';
  if (isHeadless && (type === 'NodePort' || type === 'LoadBalancer')) yield `spec.clusterIP None is not for ${type}`;
  if (type === 'ExternalName') yield* at('spec.externalName', dns1123Subdomain(spec.externalName));
  else if ((spec.ports ?? []).length === 0 && !isHeadless) yield 'spec.ports must hold a port';
  yield* labelProblems('spec.selector', spec.selector);
  yield* portProblems(spec, type, context);
  yield* affinityProblems(spec);
  yield* exposureProblems(spec, type);
};

function* portProblems(spec: Spec, type: string, { options }: Context): Generator<string> {
  const ports = spec.ports ?? [];
  const { from, to } = options.nodePortRange ?? { from: 30000, to: 32767 };
  for (const [index, port] of ports.entries()) {
    const where = `spec.ports[${index}]`;
    yield* at(`${where}.port`, wholeNumber(port.port, 1, 65535));
    const target: unknown = port.targetPort;
    if (typeof target === 'string') yield* at(`${where}.targetPort`, portName(target));
    else if (target !== undefined) yield* at(`${where}.targetPort`, wholeNumber(target, 1, 65535));
    if (port.name !== undefined) yield* at(`${where}.name`, dns1123Label(port.name));
    else if (ports.length > 1) yield `${where}.name is required where there are several ports`;
    if (port.appProtocol !== undefined) yield* at(`${where}.appProtocol`, qualifiedName(port.appProtocol));
    if (port.nodePort === undefined) continue;
    if (type !== 'NodePort' && type !== 'LoadBalancer') yield `${where}.nodePort is not for ${type}`;
    yield* at(`${where}.nodePort`, wholeNumber(port.nodePort, from, to));
  }
  for (const name of duplicates(ports.flatMap((port) => port.name ?? []))) yield `spec.ports has two named ${name}`;
  const protocolOf = (port: IServicePort): string => port.protocol ?? 'TCP';
  for (const port of duplicates(ports.map((each) => `${each.port}/${protocolOf(each)}`))) {
    yield `spec.ports has ${port} twice`;
  }
  const nodePorts = ports.filter((port) => port.nodePort !== undefined);
  for (const port of duplicates(nodePorts.map((each) => `${each.nodePort}/${protocolOf(each)}`))) {
    yield `spec.ports has the node port ${port} twice`;
  }
}

function* affinityProblems({ sessionAffinity, sessionAffinityConfig }: Spec): Generator<string> {
  if (sessionAffinity === 'ClientIP') {
    const timeout = sessionAffinityConfig?.clientIP?.timeoutSeconds;
    if (timeout !== undefined) {
      yield* at('spec.sessionAffinityConfig.clientIP.timeoutSeconds', wholeNumber(timeout, 1, 86400));
    }
  } else if (sessionAffinityConfig !== undefined) {
    yield 'spec.sessionAffinityConfig is for the session affinity ClientIP';
  }
}

function* exposureProblems(spec: Spec, type: string): Generator<string> {
  const isBalanced = type === 'LoadBalancer';
  const isExternal = isBalanced || type === 'NodePort' || (spec.externalIPs ?? []).length > 0;
  for (const field of ['loadBalancerSourceRanges', 'loadBalancerClass', 'allocateLoadBalancerNodePorts'] as const) {
    if (spec[field] !== undefined && !isBalanced) yield `spec.${field} is for the type LoadBalancer`;
  }
  for (const [index, range] of (spec.loadBalancerSourceRanges ?? []).entries()) {
    yield* at(`spec.loadBalancerSourceRanges[${index}]`, canonicalCidrProblem(range));
  }
  if (spec.externalTrafficPolicy !== undefined && !isExternal) {
    yield 'spec.externalTrafficPolicy is for the types NodePort and LoadBalancer';
  }
  yield* at('spec.healthCheckNodePort', optionalNumber(spec.healthCheckNodePort, 1, 65535));
  if (spec.loadBalancerClass !== undefined) yield* at('spec.loadBalancerClass', qualifiedName(spec.loadBalancerClass));
  if (spec.healthCheckNodePort && !(isBalanced && spec.externalTrafficPolicy === 'Local')) {
    yield 'spec.healthCheckNodePort is for the type LoadBalancer with externalTrafficPolicy Local';
  }
  const distribution = spec.trafficDistribution;
  if (distribution !== undefined && !['PreferClose', 'PreferSameZone', 'PreferSameNode'].includes(distribution)) {
    yield `spec.trafficDistribution must be PreferSameZone, PreferSameNode or PreferClose, got ${show(distribution)}`;
  }
}
