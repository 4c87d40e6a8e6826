import type { INodeSelectorTerm } from 'kubernetes-models/v1/NodeSelectorTerm';
import type { IPodAffinityTerm } from 'kubernetes-models/v1/PodAffinityTerm';
import { selectorProblems } from '../labels';
import { show } from '../manifest';
import { at, dns1123Label, labelValue, qualifiedName, wholeNumber } from '../names';
import type { PodRule } from './pod-rule';

/** Node affinity, pod affinity and pod anti-affinity. */
export const affinityRule: PodRule = function* (pod) {
  const { nodeAffinity, podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const path = `${pod.specPath}.affinity`;
  const required = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required) {
    const where = `${path}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
    if (required.nodeSelectorTerms.length === 0) yield `${where} must hold a term`;
    for (const [index, term] of required.nodeSelectorTerms.entries()) yield* nodeTerm(`${where}[${index}]`, term);
  }
  for (const [index, term] of (nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
    const where = `${path}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
    yield* at(`${where}.weight`, wholeNumber(term.weight, 1, 100));
    yield* nodeTerm(`${where}.preference`, term.preference);
  }
  for (const [name, affinity] of Object.entries({ podAffinity, podAntiAffinity })) {
    for (const [index, term] of (affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      yield* podTerm(`${path}.${name}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`, term);
    }
    for (const [index, term] of (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      const where = `${path}.${name}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`;
      yield* at(`${where}.weight`, wholeNumber(term.weight, 1, 100));
      yield* podTerm(`${where}.podAffinityTerm`, term.podAffinityTerm);
    }
  }
};

function* podTerm(where: string, term: IPodAffinityTerm): Generator<string> {
  yield* at(`${where}.topologyKey`, qualifiedName(term.topologyKey));
  yield* selectorProblems(`${where}.labelSelector`, term.labelSelector);
  yield* selectorProblems(`${where}.namespaceSelector`, term.namespaceSelector);
  if (!term.labelSelector) yield `${where}.labelSelector is required: without it no pod is meant`;
  for (const namespace of term.namespaces ?? []) yield* at(`${where}.namespaces`, dns1123Label(namespace));
}

function* nodeTerm(where: string, term: INodeSelectorTerm): Generator<string> {
  for (const { key, operator, values = [] } of [...(term.matchExpressions ?? []), ...(term.matchFields ?? [])]) {
    yield* at(`${where} key`, qualifiedName(key));
    if (operator !== 'Gt' && operator !== 'Lt')
      for (const value of values) yield* at(`${where} ${key}`, labelValue(value));
    const wanted: Record<string, boolean> = {
      In: values.length > 0,
      NotIn: values.length > 0,
      Exists: values.length === 0,
      DoesNotExist: values.length === 0,
      Gt: values.length === 1 && /^-?\d+$/.test(values[0] ?? ''),
      Lt: values.length === 1 && /^-?\d+$/.test(values[0] ?? ''),
    };
    if (!wanted[operator]) yield `${where} asks ${key} ${operator} ${show(values)}, which no node can answer`;
  }
}
