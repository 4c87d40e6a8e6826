import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
import { canonicalCidrProblem, contains, parseCidr } from './cidr';
import { isEmptySelector, selectorProblems, type LabelSelector } from './labels';
import { show, specOf } from './manifest';
import { at, portName, wholeNumber } from './names';
import { isKind, type ObjectRule, type SetRule } from './rules';

const group = 'networking.k8s.io';

/** NetworkPolicies by themselves: what is refused, and what is accepted but says something else than it seems to. */
export const networkPolicyRule: ObjectRule = function* (manifest) {
  if (!isKind(manifest, 'NetworkPolicy', group)) return;
  const spec = specOf<INetworkPolicySpec>(manifest);
  yield* selectorProblems('spec.podSelector', spec.podSelector);
  const types: readonly string[] = spec.policyTypes ?? [];
  if (types.length === 0) yield 'spec.policyTypes is missing, which lets the rules decide what is isolated';
  for (const [field, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    const rules = (spec[field] ?? []) as readonly Rule[];
    const type = field === 'ingress' ? 'Ingress' : 'Egress';
    if (rules.length > 0 && types.length > 0 && !types.includes(type)) {
      yield `spec.${field} has no effect, spec.policyTypes does not hold ${type}`;
    }
    for (const [index, rule] of rules.entries()) {
      const where = `spec.${field}[${index}]`;
      if (rule[peers]?.length === 0)
        yield `${where}.${peers} is empty, which lets everybody in: leave it out to say so`;
      if (rule.ports?.length === 0) yield `${where}.ports is empty, which means every port: leave it out to say so`;
      for (const [peer, value] of (rule[peers] ?? []).entries()) {
        yield* peerProblems(`${where}.${peers}[${peer}]`, value);
      }
      for (const [port, value] of (rule.ports ?? []).entries()) yield* portProblems(`${where}.ports[${port}]`, value);
    }
  }
};

interface Rule {
  readonly from?: readonly INetworkPolicyPeer[];
  readonly to?: readonly INetworkPolicyPeer[];
  readonly ports?: readonly INetworkPolicyPort[];
}

function* peerProblems(where: string, peer: INetworkPolicyPeer): Generator<string> {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (!ipBlock && !namespaceSelector && !podSelector) {
    yield `${where} must have a podSelector, a namespaceSelector or an ipBlock`;
  }
  yield* selectorProblems(`${where}.namespaceSelector`, namespaceSelector);
  yield* selectorProblems(`${where}.podSelector`, podSelector);
  if (!ipBlock) return;
  if (namespaceSelector ?? podSelector) yield `${where} must not have an ipBlock and a selector`;
  yield* at(`${where}.ipBlock.cidr`, canonicalCidrProblem(ipBlock.cidr));
  const block = parseCidr(ipBlock.cidr);
  for (const [index, text] of (ipBlock.except ?? []).entries()) {
    yield* at(`${where}.ipBlock.except[${index}]`, canonicalCidrProblem(text));
    const inner = parseCidr(text);
    if (block && inner && (!contains(block, inner) || contains(inner, block))) {
      yield `${where}.ipBlock.except[${index}] must be strictly inside ${ipBlock.cidr}, got ${show(text)}`;
    }
  }
}

function* portProblems(where: string, port: INetworkPolicyPort): Generator<string> {
  const number: unknown = port.port;
  if (typeof number === 'string') yield* at(`${where}.port`, portName(number));
  else if (number !== undefined) yield* at(`${where}.port`, wholeNumber(number, 1, 65535));
  if (port.endPort !== undefined) {
    if (typeof number !== 'number') yield `${where}.endPort needs a port that is a number`;
    else yield* at(`${where}.endPort`, wholeNumber(port.endPort, number, 65535));
  }
}

/** Policies and the pods they are for: rules name the pods' own ports, not those of a Service. */
export const networkPolicyTargetRule: SetRule = function* (set) {
  for (const policy of set.ofKind('NetworkPolicy', group)) {
    const spec = specOf<INetworkPolicySpec>(policy);
    const selector = spec.podSelector as LabelSelector | undefined;
    if (!selector || isEmptySelector(selector)) continue;
    const { namespace = 'default' } = policy.metadata;
    const pods = set.podIndex.select(namespace, selector);
    if (pods.length === 0) yield [policy, `selects the pods of no workload in ${namespace}`];
    const listening = pods.flatMap((pod) => pod.containerPorts);
    for (const [index, rule] of (spec.ingress ?? []).entries()) {
      for (const { port, endPort, protocol = 'TCP' } of rule.ports ?? []) {
        if (port === undefined || pods.length === 0) continue;
        const isOpen = listening.some((each) => {
          if ((each.protocol ?? 'TCP') !== protocol) return false;
          if (typeof port === 'string') return each.name === port;
          return each.containerPort >= port && each.containerPort <= (endPort ?? port);
        });
        if (!isOpen) yield [policy, `spec.ingress[${index}] opens ${protocol} ${port}, where no selected pod listens`];
      }
    }
  }
};
