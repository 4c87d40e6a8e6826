import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { addressBlock } from './addresses';
import { between, portNumber, portReference } from './counts';
import { child, childOrEmpty, children, has, number, optionalText, repeated, text, texts } from './fields';
import { labels, qualifiedName } from './label-syntax';
import { dnsLabel, dnsSubdomain, oneOf } from './names';
import { PROTOCOLS } from './pod/container-ports';
import { address } from './pod/dns';
import type { Refusals } from './refusal';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const MAX_AFFINITY_SECONDS = 86400;
/** From this version on traffic can be kept to the same zone or node by name. */
const SAME_ZONE_OR_NODE = 34;
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

/** Services. */
export function service(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  const type = text(spec, 'type') || 'ClusterIP';
  out.problem('/spec/type', oneOf(type, TYPES));
  const isHeadless = clusterIps(spec)[0] === 'None';
  if (children(spec, 'ports').length === 0 && !isHeadless && type !== 'ExternalName') {
    out.invalid('/spec/ports', 'must hold a port');
  }
  servicePorts(children(spec, 'ports'), type, isHeadless, out);
  if (has(spec, 'selector')) labels('/spec/selector', spec.selector, out);
  addresses(spec, type, out);
  affinity(spec, out);
  balancing(spec, type, out);
  traffic(spec, type, out);
}

function servicePorts(ports: readonly JsonObject[], type: string, isHeadless: boolean, out: Refusals): void {
  ports.forEach((port, index) => {
    servicePort(`/spec/ports/${index}`, port, ports.length > 1, type, isHeadless, out);
  });
  if (ports.length < 2) return;
  const protocolOf = (port: JsonObject): string => text(port, 'protocol') || 'TCP';
  for (const [index, name] of repeated(ports.map((port) => text(port, 'name')))) {
    if (name !== '') out.invalid(`/spec/ports/${index}/name`, `there is a port ${show(name)} already`);
  }
  for (const [index, port] of repeated(ports.map((port) => `${number(port, 'port') ?? 0}/${protocolOf(port)}`))) {
    out.invalid(`/spec/ports/${index}`, `there is a port ${port} already`);
  }
  const nodePorts = ports.map((port, index) => `${number(port, 'nodePort') || `none of ${index}`}/${protocolOf(port)}`);
  for (const [index, port] of repeated(nodePorts)) {
    out.invalid(`/spec/ports/${index}/nodePort`, `there is a node port ${port} already`);
  }
}

function servicePort(
  at: string,
  port: JsonObject,
  needsName: boolean,
  type: string,
  isHeadless: boolean,
  out: Refusals,
): void {
  const name = text(port, 'name');
  if (name !== '') out.problem(`${at}/name`, dnsLabel(name));
  else if (needsName) out.invalid(`${at}/name`, 'is missing or empty, each of several ports needs a name');
  out.problem(`${at}/port`, portNumber(number(port, 'port') ?? 0));
  const protocol = text(port, 'protocol');
  if (protocol !== '') out.problem(`${at}/protocol`, oneOf(protocol, PROTOCOLS));
  // What is left open, or 0, is the port.
  const target = port.targetPort;
  if (target !== 0 && target !== '' && has(port, 'targetPort')) out.problem(`${at}/targetPort`, portReference(target));
  const application = optionalText(port, 'appProtocol');
  if (application !== undefined) out.problem(`${at}/appProtocol`, qualifiedName(application));
  const nodePort = number(port, 'nodePort') ?? 0;
  if (nodePort === 0) return;
  if (type === 'ClusterIP' || type === 'ExternalName' || isHeadless) {
    out.invalid(`${at}/nodePort`, `is for the types NodePort and LoadBalancer, not ${type}`);
  } else {
    const { from, to } = out.context.nodePorts ?? { from: 1, to: 65535 };
    out.problem(`${at}/nodePort`, between(nodePort, from, to));
  }
}

function clusterIps(spec: JsonObject): readonly string[] {
  const list = texts(spec, 'clusterIPs');
  const single = text(spec, 'clusterIP');
  return list.length > 0 || single === '' ? list : [single];
}

function addresses(spec: JsonObject, type: string, out: Refusals): void {
  const at = texts(spec, 'clusterIPs').length > 0 ? '/spec/clusterIPs/0' : '/spec/clusterIP';
  const [first = ''] = clusterIps(spec);
  if (type === 'ExternalName') {
    if (first !== '') out.invalid(at, 'is not for the type ExternalName');
    const name = text(spec, 'externalName').replace(/\.$/, '');
    out.problem('/spec/externalName', dnsSubdomain(name));
  } else if (first === 'None') {
    if (type !== 'ClusterIP') out.invalid(at, `must not be 'None' with the type ${type}`);
  } else if (first !== '' && address(first) !== undefined) {
    out.invalid(at, `must be empty, 'None' or an IP address, got ${show(first)}`);
  }
  const [single, list] = [text(spec, 'clusterIP'), texts(spec, 'clusterIPs')];
  if (single !== '' && list.length > 0 && list[0] !== single) {
    out.invalid('/spec/clusterIPs', `must begin with clusterIP ${show(single)}, got ${show(list[0])}`);
  }
  texts(spec, 'externalIPs').forEach((ip, index) => {
    out.problem(`/spec/externalIPs/${index}`, address(ip));
  });
  const policy = optionalText(spec, 'ipFamilyPolicy');
  if (policy !== undefined) {
    out.problem('/spec/ipFamilyPolicy', oneOf(policy, ['SingleStack', 'PreferDualStack', 'RequireDualStack']));
  }
  texts(spec, 'ipFamilies').forEach((family, index) => {
    out.problem(`/spec/ipFamilies/${index}`, oneOf(family, ['IPv4', 'IPv6']));
  });
}

function affinity(spec: JsonObject, out: Refusals): void {
  const kind = text(spec, 'sessionAffinity') || 'None';
  const config = child(spec, 'sessionAffinityConfig');
  out.problem('/spec/sessionAffinity', oneOf(kind, ['ClientIP', 'None']));
  // With 'None' the server drops what is configured.
  if (kind === 'ClientIP' && config) {
    const seconds = number(childOrEmpty(config, 'clientIP'), 'timeoutSeconds');
    out.problem('/spec/sessionAffinityConfig/clientIP/timeoutSeconds', between(seconds, 1, MAX_AFFINITY_SECONDS));
  }
}

function balancing(spec: JsonObject, type: string, out: Refusals): void {
  const isBalanced = type === 'LoadBalancer';
  for (const field of ['loadBalancerSourceRanges', 'loadBalancerClass', 'allocateLoadBalancerNodePorts']) {
    if (has(spec, field) && !isBalanced && !(Array.isArray(spec[field]) && spec[field].length === 0)) {
      out.invalid(`/spec/${field}`, `is for the type LoadBalancer, not ${type}`);
    }
  }
  if (isBalanced) {
    texts(spec, 'loadBalancerSourceRanges').forEach((range, index) => {
      out.problem(`/spec/loadBalancerSourceRanges/${index}`, addressBlock(range.trim()));
    });
    const loadBalancer = optionalText(spec, 'loadBalancerClass');
    if (loadBalancer !== undefined) out.problem('/spec/loadBalancerClass', qualifiedName(loadBalancer));
  }
}

function traffic(spec: JsonObject, type: string, out: Refusals): void {
  const isExternal = type === 'LoadBalancer' || type === 'NodePort' || texts(spec, 'externalIPs').length > 0;
  const external = text(spec, 'externalTrafficPolicy');
  if (external !== '' && !isExternal) {
    out.invalid('/spec/externalTrafficPolicy', 'is for the types NodePort and LoadBalancer, or with externalIPs');
  } else if (external !== '') out.problem('/spec/externalTrafficPolicy', oneOf(external, ['Cluster', 'Local']));
  const check = number(spec, 'healthCheckNodePort') ?? 0;
  if (check !== 0 && !(type === 'LoadBalancer' && external === 'Local')) {
    out.invalid('/spec/healthCheckNodePort', "is for the type LoadBalancer with externalTrafficPolicy 'Local'");
  } else out.problem('/spec/healthCheckNodePort', between(check, 0, 65535));
  const internal = optionalText(spec, 'internalTrafficPolicy');
  if (internal !== undefined) out.problem('/spec/internalTrafficPolicy', oneOf(internal, ['Cluster', 'Local']));
  const distribution = optionalText(spec, 'trafficDistribution');
  if (distribution === undefined) return;
  const problem = oneOf(distribution, DISTRIBUTIONS);
  out.problem('/spec/trafficDistribution', problem);
  if (problem !== undefined || distribution === 'PreferClose') return;
  const before = `must be 'PreferClose', got ${show(distribution)}`;
  out.invalid('/spec/trafficDistribution', before, undefined, { to: SAME_ZONE_OR_NODE - 1 });
}
