import type { JsonObject } from '../../../private/json';
import { at, chain, each, fieldAt, fill, fillZero, isUnset, ownField, within, type Change } from '../fields/fields';
import { podTemplate } from './pod-spec';
import { claimSpec } from './volume';

const template: Change = at(['template'], podTemplate);
const withTemplate: Change = (spec) => template(fill(spec, { template: {} }));

/** A strategy of the type `RollingUpdate` (where none is given) with its counts. */
function rolling(field: string, counts: { readonly [count: string]: unknown }): Change {
  return (spec) =>
    within(fill(spec, { [field]: {} }), field, (strategy) => {
      const typed = fillZero(strategy, { type: 'RollingUpdate' });
      if (typed.type !== 'RollingUpdate') return typed;
      return within(fill(typed, { rollingUpdate: {} }), 'rollingUpdate', (update) => fill(update, counts));
    });
}

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/apps/v1/defaults.go */
export const deployment: Change = chain(
  (spec) => fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
  rolling('strategy', { maxUnavailable: '25%', maxSurge: '25%' }),
  withTemplate,
);

export const daemonSet: Change = chain(
  (spec) => fill(spec, { revisionHistoryLimit: 10 }),
  rolling('updateStrategy', { maxUnavailable: 1, maxSurge: 0 }),
  withTemplate,
);

export const statefulSet: Change = chain(
  (spec) => fillZero(spec, { podManagementPolicy: 'OrderedReady' }),
  (spec) => fill(spec, { replicas: 1, revisionHistoryLimit: 10, persistentVolumeClaimRetentionPolicy: {} }),
  at(['persistentVolumeClaimRetentionPolicy'], (policy) =>
    fillZero(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
  ),
  partitioned,
  (spec) => each(spec, 'volumeClaimTemplates', claimTemplate),
  withTemplate,
);

/** Where the type is spelled out and its counts are not, nothing is filled in. */
function partitioned(spec: JsonObject): JsonObject {
  const isTyped = !isUnset(fieldAt(spec, 'updateStrategy', 'type'));
  const hasCounts = !isUnset(fieldAt(spec, 'updateStrategy', 'rollingUpdate'));
  return isTyped && !hasCounts ? spec : rolling('updateStrategy', { partition: 0 })(spec);
}

const claimTemplate: Change = (claim) => ({
  ...at(['spec'], claimSpec)(fill(claim, { metadata: {}, spec: {} })),
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
});

export const replicaSet: Change = chain((spec) => fill(spec, { replicas: 1 }), withTemplate);

/** The oldest of the workloads selects the labels of its pods unless it says otherwise. */
export const replicationController: Change = chain(replicaSet, (spec) => {
  const labels = fieldAt(spec, 'template', 'metadata', 'labels');
  return isUnset(labels) ? spec : fill(spec, { selector: labels });
});

/** Conditions of a rule about failed pods hold when they are true, unless it says otherwise. */
const failurePolicy: Change = at(['podFailurePolicy'], (policy) =>
  each(policy, 'rules', (rule) =>
    each(rule, 'onPodConditions', (condition) => fillZero(condition, { status: 'True' })),
  ),
);

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/batch/v1/defaults.go */
export const job: Change = chain(
  (spec) => {
    const countsOne = isUnset(ownField(spec, 'completions')) && isUnset(ownField(spec, 'parallelism'));
    return countsOne ? fill(spec, { completions: 1, parallelism: 1 }) : fill(spec, { parallelism: 1 });
  },
  (spec) =>
    fill(spec, {
      backoffLimit: isUnset(ownField(spec, 'backoffLimitPerIndex')) ? 6 : 2147483647,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: isUnset(ownField(spec, 'podFailurePolicy')) ? 'TerminatingOrFailed' : 'Failed',
    }),
  failurePolicy,
  withTemplate,
);

export const cronJob: Change = chain(
  (spec) => fillZero(spec, { concurrencyPolicy: 'Allow' }),
  (spec) => fill(spec, { suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1, jobTemplate: {} }),
  at(['jobTemplate'], (inner) => at(['spec'], chain(failurePolicy, withTemplate))(fill(inner, { spec: {} }))),
);
