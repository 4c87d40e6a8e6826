import { groupOf } from '../../../manifests/object-ref';
import { isPlainObject, type JsonObject } from '../../../private/json';
import { atFirstUse } from '../../../private/first-use';
import { show } from '../../../private/show';
import { childOrEmpty, text } from '../fields';
import { Refusals, step, type ValidationContext } from '../refusal';
import { podPlaceOf } from './pod-place';
import type { Remark } from './remark';
import { withoutEffect } from './without-effect';

/** A field, or one value of it, that has an effect from a version on, by default. */
interface Feature {
  /** Steps from the spec; `*` is any key. */
  readonly path: readonly string[];
  readonly since: number;
  readonly value?: unknown;
}

/** Sources: the stages of https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/ */
const ofContainers = (): readonly Feature[] => [
  feature('lifecycle.preStop.sleep', 30),
  feature('lifecycle.postStart.sleep', 30),
  feature('securityContext.appArmorProfile', 30),
  feature('volumeMounts.*.recursiveReadOnly', 31),
  feature('resizePolicy', 33),
  feature('restartPolicyRules', 35),
];
const ofPods = atFirstUse((): readonly Feature[] => [
  ...['containers', 'initContainers'].flatMap((list) =>
    ofContainers().map((each) => ({ ...each, path: [list, '*', ...each.path] })),
  ),
  feature('initContainers.*.restartPolicy', 29, 'Always'),
  feature('containers.*.restartPolicy', 35),
  feature('securityContext.appArmorProfile', 30),
  ...['podAffinity', 'podAntiAffinity'].flatMap((rules) => [
    feature(`affinity.${rules}.*.*.matchLabelKeys`, 31),
    feature(`affinity.${rules}.*.*.podAffinityTerm.matchLabelKeys`, 31),
  ]),
  feature('securityContext.supplementalGroupsPolicy', 33),
  feature('hostUsers', 33, false),
  feature('resources', 34),
  feature('resourceClaims', 34),
  feature('volumes.*.image', 35),
]);
/** By group and kind: other groups have kinds of these names too. */
const ofKinds = atFirstUse(
  () =>
    new Map<string, readonly Feature[]>([
      ['/Service', [feature('trafficDistribution', 31)]],
      [
        'batch/Job',
        [
          feature('backoffLimitPerIndex', 29),
          feature('podReplacementPolicy', 29),
          feature('successPolicy', 31),
          feature('managedBy', 32),
        ],
      ],
      [
        'autoscaling/HorizontalPodAutoscaler',
        [feature('behavior.scaleUp.tolerance', 35), feature('behavior.scaleDown.tolerance', 35)],
      ],
      ['/PersistentVolumeClaim', [feature('volumeAttributesClassName', 34)]],
    ]),
);
/**
 * Fields of an object that are accepted and have no effect: the version of the server knows them and has them switched
 * off by default, or the rest of the object leaves nothing for them to do. A version that does not know a field at all
 * refuses it, see `validateObject`.
 */
export function ignoredFields(object: JsonObject, context: ValidationContext = {}): Remark[] {
  const out = new Refusals(context);
  const spec = childOrEmpty(object, 'spec');
  for (const each of ofKinds().get(`${groupOf(text(object, 'apiVersion'))}/${text(object, 'kind')}`) ?? [])
    if (isWritten(spec, each, 0)) visit('/spec', spec, each, 0, out);
  const pods = podPlaceOf(object);
  if (pods) for (const each of ofPods()) if (isWritten(pods.spec, each, 0)) visit(pods.at, pods.spec, each, 0, out);
  const off = out.all.map(({ at, message, versions }) => ({
    at,
    message,
    ...(versions !== undefined && { versions }),
  }));
  return [...off, ...withoutEffect(object)];
}

function feature(path: string, since: number, value?: unknown): Feature {
  return { path: path.split('.'), since, value };
}

/** Whether a feature is in a value: most are in none, and places need not be spelled out for those. */
function isWritten(value: unknown, each: Feature, depth: number): boolean {
  if (value === undefined || value === null) return false;
  if (depth === each.path.length) return true;
  const key = each.path[depth];
  if (Array.isArray(value)) return key === '*' && value.some((item) => isWritten(item, each, depth + 1));
  if (!isPlainObject(value)) return false;
  if (key !== '*') return Object.hasOwn(value, key) && isWritten(value[key], each, depth + 1);
  return Object.values(value).some((item) => isWritten(item, each, depth + 1));
}

function visit(at: string, value: unknown, each: Feature, depth: number, out: Refusals): void {
  if (value === undefined || value === null) return;
  if (depth === each.path.length) {
    if (each.value !== undefined && each.value !== value) return;
    const what = each.value === undefined ? '' : `${show(each.value)} `;
    out.invalid(at, `${what}has an effect from Kubernetes 1.${each.since} on`, undefined, { to: each.since - 1 });
    return;
  }
  const key = each.path[depth];
  if (key !== '*') {
    if (isPlainObject(value) && Object.hasOwn(value, key)) visit(`${at}/${key}`, value[key], each, depth + 1, out);
  } else if (Array.isArray(value) || isPlainObject(value)) {
    for (const [name, item] of Object.entries(value)) visit(step(at, name), item, each, depth + 1, out);
  }
}
