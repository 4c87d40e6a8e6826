import type { ITopologySpreadConstraint } from 'kubernetes-models/v1/TopologySpreadConstraint';
import { labelProblems, selectorMatches, selectorProblems, type LabelSelector } from '../labels';
import { duplicates } from '../manifest';
import { at, labelValue, optionalNumber, qualifiedName, wholeNumber } from '../names';
import type { PodRule, PodView } from './pod-rule';

/** Where pods may run: node selector, tolerations, topology spread. */
export const schedulingRule: PodRule = function* (pod) {
  yield* labelProblems(`${pod.specPath}.nodeSelector`, pod.spec.nodeSelector);
  yield* tolerationProblems(pod);
  const constraints = pod.spec.topologySpreadConstraints ?? [];
  for (const [index, constraint] of constraints.entries()) {
    yield* spreadProblems(`${pod.specPath}.topologySpreadConstraints[${index}]`, constraint, pod);
  }
  const keys = constraints.map((each) => `${each.topologyKey} with ${each.whenUnsatisfiable}`);
  for (const key of duplicates(keys)) yield `${pod.specPath}.topologySpreadConstraints holds ${key} twice`;
};

function* tolerationProblems(pod: PodView): Generator<string> {
  for (const [index, toleration] of (pod.spec.tolerations ?? []).entries()) {
    const where = `${pod.specPath}.tolerations[${index}]`;
    const { key = '', operator = 'Equal', value = '', effect, tolerationSeconds } = toleration;
    if (key !== '') yield* at(`${where}.key`, qualifiedName(key));
    if (key === '' && operator !== 'Exists') yield `${where}.operator must be Exists when there is no key`;
    if (operator === 'Exists' && value !== '') yield `${where}.value must be absent with the operator Exists`;
    if (operator === 'Equal') yield* at(`${where}.value`, labelValue(value));
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      yield `${where}.tolerationSeconds is for the effect NoExecute`;
    }
  }
}

function* spreadProblems(where: string, constraint: ITopologySpreadConstraint, pod: PodView): Generator<string> {
  const { maxSkew, minDomains, topologyKey, whenUnsatisfiable, matchLabelKeys = [] } = constraint;
  yield* at(`${where}.maxSkew`, wholeNumber(maxSkew, 1));
  yield* at(`${where}.topologyKey`, qualifiedName(topologyKey));
  yield* at(`${where}.minDomains`, optionalNumber(minDomains, 1));
  if (minDomains !== undefined && whenUnsatisfiable !== 'DoNotSchedule') {
    yield `${where}.minDomains is for DoNotSchedule`;
  }
  const selector = constraint.labelSelector as LabelSelector | undefined;
  yield* selectorProblems(`${where}.labelSelector`, selector);
  if (!selector) yield `${where}.labelSelector is required: without it no pod is counted`;
  else if (!selectorMatches(selector, pod.labels)) yield `${where}.labelSelector does not match the pod's own labels`;
  for (const key of matchLabelKeys) {
    yield* at(`${where}.matchLabelKeys`, qualifiedName(key));
    if (selector?.matchLabels?.[key] !== undefined) yield `${where} has ${key} in labelSelector and matchLabelKeys`;
  }
}
