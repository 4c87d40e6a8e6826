import type { IHorizontalPodAutoscalerSpec } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerSpec';
import { isNegative, parseQuantity } from '../quantity-oracle';
import { isRecord, show, specOf } from './manifest';
import { at, dns1123Label, optionalNumber, pathSegment, qualifiedName, wholeNumber } from './names';
import { isKind, type ObjectRule } from './rules';

const sources: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** HorizontalPodAutoscalers by themselves. */
export const autoscalerRule: ObjectRule = function* (manifest, { versions }) {
  if (!isKind(manifest, 'HorizontalPodAutoscaler', 'autoscaling') || manifest.apiVersion !== 'autoscaling/v2') return;
  const spec = specOf<IHorizontalPodAutoscalerSpec>(manifest);
  const { minReplicas = 1, maxReplicas = 0 } = spec;
  const scalesToZero =
    versions.oldest >= 37 && (spec.metrics ?? []).some(({ type }) => /^(External|Object)$/.test(type));
  yield* at('spec.minReplicas', wholeNumber(minReplicas, scalesToZero ? 0 : 1));
  yield* at('spec.maxReplicas', wholeNumber(maxReplicas, 1));
  if (minReplicas > maxReplicas)
    yield `spec.minReplicas ${minReplicas} must not be above spec.maxReplicas ${maxReplicas}`;
  if ((spec.metrics ?? []).length === 0) yield 'spec.metrics must hold a metric';
  for (const [index, metric] of (spec.metrics ?? []).entries()) yield* metricProblems(`spec.metrics[${index}]`, metric);
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    const rules = spec.behavior?.[direction];
    const where = `spec.behavior.${direction}`;
    yield* at(`${where}.stabilizationWindowSeconds`, optionalNumber(rules?.stabilizationWindowSeconds, 0, 3600));
    const selects: string = rules?.selectPolicy ?? 'Max';
    if (!['Disabled', 'Max', 'Min'].includes(selects)) {
      yield `${where}.selectPolicy must be Max, Min or Disabled, got ${show(selects)}`;
    }
    if (rules?.policies?.length === 0) yield `${where}.policies must hold a policy`;
    for (const [index, policy] of (rules?.policies ?? []).entries()) {
      yield* at(`${where}.policies[${index}].value`, wholeNumber(policy.value, 1));
      yield* at(`${where}.policies[${index}].periodSeconds`, wholeNumber(policy.periodSeconds, 1, 1800));
      const type: string = policy.type;
      if (type !== 'Pods' && type !== 'Percent') {
        yield `${where}.policies[${index}].type must be Pods or Percent, got ${show(type)}`;
      }
    }
  }
};

function* metricProblems(where: string, metric: object): Generator<string> {
  const { type, ...given } = metric as Record<string, unknown>;
  const field = sources[String(type)] ?? '';
  const source = given[field];
  if (!isRecord(source) || Object.keys(given).length !== 1) {
    yield `${where} of the type ${String(type)} must have the field ${field} and no other`;
    return;
  }
  yield* metricNames(`${where}.${field}`, source);
  const target = isRecord(source.target) ? source.target : {};
  const value = { Utilization: 'averageUtilization', Value: 'value', AverageValue: 'averageValue' }[
    String(target.type)
  ];
  if (value === undefined || target[value] === undefined) {
    yield `${where}.${field}.target must have a type and the value of that type, got ${show(target)}`;
    return;
  }
  if (value === 'averageUtilization') {
    if (!/resource$/i.test(field)) yield `${where}.${field}.target.type Utilization is for resources`;
    yield* at(`${where}.${field}.target.${value}`, wholeNumber(target[value], 1));
  } else {
    const amount = parseQuantity(target[value]);
    if (!amount || isNegative(amount) || amount.numerator === 0n) {
      yield `${where}.${field}.target.${value} must be a quantity above 0, got ${show(target[value])}`;
    }
  }
}

/** What a metric is called, and what it is a metric of. */
function* metricNames(where: string, source: Record<string, unknown>): Generator<string> {
  const { name, container, metric, describedObject } = source;
  if (typeof name === 'string' && !['cpu', 'memory', 'ephemeral-storage'].includes(name)) {
    if (name.includes('/')) yield* at(`${where}.name`, qualifiedName(name));
    else yield `${where}.name must be a resource, got ${show(name)}`;
  }
  if (container !== undefined) yield* at(`${where}.container`, dns1123Label(container));
  if (isRecord(metric)) yield* at(`${where}.metric.name`, pathSegment(metric.name));
  if (!isRecord(describedObject)) return;
  yield* at(`${where}.describedObject.kind`, pathSegment(describedObject.kind));
  yield* at(`${where}.describedObject.name`, pathSegment(describedObject.name));
}
