import { HPA_SCALES_TO_ZERO_FROM } from '../../cluster/kubernetes-version';
import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { parseAmount } from './amount';
import { between, notNegative, positive } from './counts';
import { child, childOrEmpty, children, has, number, optionalText, text } from './fields';
import { labelSelector } from './label-syntax';
import { dnsLabel, oneOf, pathSegment } from './names';
import type { Refusals } from './refusal';

const SOURCES: { readonly [type: string]: string } = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};
const MAX_STABILIZATION = 3600;
const MAX_PERIOD = 1800;

/** HorizontalPodAutoscalers of both versions. */
export function autoscaler(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  const minimum = number(spec, 'minReplicas') ?? 1;
  const maximum = number(spec, 'maxReplicas') ?? 0;
  if (minimum === 0) noPods(spec, out);
  else out.problem('/spec/minReplicas', between(minimum, 1, Infinity) && `must be 1 or more, got ${minimum}`);
  if (maximum < 1)
    out.invalid('/spec/maxReplicas', `must be 1 or more, got ${has(spec, 'maxReplicas') ? maximum : 'nothing'}`);
  if (maximum < minimum) out.invalid('/spec/maxReplicas', `must be at least minReplicas ${minimum}, got ${maximum}`);
  const target = childOrEmpty(spec, 'scaleTargetRef');
  scaleTarget('/spec/scaleTargetRef', target, out);
  targetGroup('/spec/scaleTargetRef/apiVersion', target, out);
  if (has(spec, 'targetCPUUtilizationPercentage')) {
    out.problem('/spec/targetCPUUtilizationPercentage', positive(number(spec, 'targetCPUUtilizationPercentage')));
  }
  children(spec, 'metrics').forEach((metric, index) => {
    oneMetric(`/spec/metrics/${index}`, metric, out);
  });
  const behaviour = childOrEmpty(spec, 'behavior');
  for (const direction of ['scaleUp', 'scaleDown']) {
    const rules = child(behaviour, direction);
    if (rules) scalingRules(`/spec/behavior/${direction}`, rules, out);
  }
}

/**
 * A minimum of 0, where the feature gate HPAScaleToZero is on: `ValidateHorizontalPodAutoscaler` in
 * pkg/apis/autoscaling/validation of kubernetes/kubernetes.
 */
function noPods(spec: JsonObject, out: Refusals): void {
  const { hpaScaleToZero } = out.context;
  const at = '/spec/minReplicas';
  if (hpaScaleToZero !== true) {
    const before = hpaScaleToZero === false ? undefined : { to: HPA_SCALES_TO_ZERO_FROM - 1 };
    out.invalid(at, 'must be 1 or more, got 0', 'no pods at all takes Kubernetes 1.37, or KEDA', before);
  }
  if (hpaScaleToZero === false) return;
  // What pods say is gone with the last of them.
  if (children(spec, 'metrics').some((metric) => ['External', 'Object'].includes(text(metric, 'type')))) return;
  out.invalid(
    at,
    "must be 1 or more without a metric of the type 'External' or 'Object', got 0",
    'add a metric that is there without pods',
    hpaScaleToZero === true ? undefined : { from: HPA_SCALES_TO_ZERO_FROM },
  );
}

function scaleTarget(at: string, ref: JsonObject, out: Refusals): void {
  out.problem(`${at}/kind`, pathSegment(text(ref, 'kind')));
  out.problem(`${at}/name`, pathSegment(text(ref, 'name')));
}

/** What can be scaled is in a group of its own; the only kind of the core group that can is on its way out. */
function targetGroup(at: string, target: JsonObject, out: Refusals): void {
  const [apiVersion, kind] = [text(target, 'apiVersion'), text(target, 'kind')];
  if (/^[^/]+\/[^/]+$/.test(apiVersion) || (kind === 'ReplicationController' && !apiVersion.includes('/'))) return;
  out.invalid(at, `must be a group and a version, got ${show(apiVersion)}`, "for a Deployment write 'apps/v1'");
}

function oneMetric(at: string, metric: JsonObject, out: Refusals): void {
  const type = text(metric, 'type');
  out.problem(`${at}/type`, oneOf(type, Object.keys(SOURCES)));
  if (!Object.hasOwn(SOURCES, type)) return;
  const wanted = SOURCES[type];
  const source = child(metric, wanted);
  if (!source) out.invalid(`${at}/${wanted}`, `is missing, the type '${type}' needs it`);
  for (const field of Object.values(SOURCES)) {
    if (!has(metric, field)) continue;
    if (field !== wanted) out.invalid(`${at}/${field}`, `is not for the type '${type}'`);
  }
  if (source) metricSource(`${at}/${wanted}`, wanted, source, out);
}

function metricSource(at: string, field: string, source: JsonObject, out: Refusals): void {
  const isResource = field === 'resource' || field === 'containerResource';
  if (isResource && text(source, 'name') === '') out.invalid(`${at}/name`, 'is missing or empty');
  if (field === 'containerResource') out.problem(`${at}/container`, dnsLabel(text(source, 'container')));
  if (field === 'object') {
    const described = childOrEmpty(source, 'describedObject');
    scaleTarget(`${at}/describedObject`, described, out);
  }
  if (!isResource) {
    const metric = childOrEmpty(source, 'metric');
    out.problem(`${at}/metric/name`, pathSegment(text(metric, 'name')));
    labelSelector(`${at}/metric/selector`, child(metric, 'selector'), out);
  }
  metricTarget(`${at}/target`, field, childOrEmpty(source, 'target'), out);
}

function metricTarget(at: string, field: string, target: JsonObject, out: Refusals): void {
  const type = text(target, 'type');
  out.problem(`${at}/type`, oneOf(type, ['Utilization', 'Value', 'AverageValue']));
  out.problem(`${at}/averageUtilization`, positive(number(target, 'averageUtilization')));
  for (const name of ['value', 'averageValue']) {
    const amount = has(target, name) ? parseAmount(target[name]) : undefined;
    if (amount !== undefined && amount <= 0n)
      out.invalid(`${at}/${name}`, `must be above 0, got ${show(target[name])}`);
  }
  const allowed = {
    resource: ['averageUtilization', 'averageValue'],
    containerResource: ['averageUtilization', 'averageValue'],
    pods: ['averageValue'],
  }[field] ?? ['averageValue', 'value'];
  const given = allowed.filter((name) => has(target, name));
  if (given.length === 0) out.invalid(`${at}/${allowed[0]}`, `is missing: one of ${allowed.join(', ')} is needed`);
  if (given.length > 1) out.invalid(`${at}/${given[1]}`, `cannot be set together with ${given[0]}`);
}

function scalingRules(at: string, rules: JsonObject, out: Refusals): void {
  const window = number(rules, 'stabilizationWindowSeconds');
  out.problem(`${at}/stabilizationWindowSeconds`, notNegative(window) ?? between(window, 0, MAX_STABILIZATION));
  const select = optionalText(rules, 'selectPolicy');
  if (select !== undefined) out.problem(`${at}/selectPolicy`, oneOf(select, ['Max', 'Min', 'Disabled']));
  const tolerance = has(rules, 'tolerance') ? parseAmount(rules.tolerance) : undefined;
  if (tolerance !== undefined && tolerance < 0n)
    out.invalid(`${at}/tolerance`, `must be 0 or more, got ${show(rules.tolerance)}`);
  const policies = children(rules, 'policies');
  // Where nothing is said, the server fills its own policies in.
  if (policies.length === 0 && Array.isArray(rules.policies)) out.invalid(`${at}/policies`, 'must hold a policy');
  policies.forEach((policy, index) => {
    const where = `${at}/policies/${index}`;
    out.problem(`${where}/type`, oneOf(text(policy, 'type'), ['Percent', 'Pods']));
    out.problem(`${where}/value`, positive(number(policy, 'value') ?? 0));
    const period = number(policy, 'periodSeconds') ?? 0;
    out.problem(`${where}/periodSeconds`, positive(period) ?? between(period, 1, MAX_PERIOD));
  });
}
