import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
import { isEmptySelector, type LabelSelector } from './labels';
import { specOf } from './manifest';
import type { SetRule } from './rules';

const group = 'networking.k8s.io';

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
