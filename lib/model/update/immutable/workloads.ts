import { byCodeUnit, type JsonObject } from '../../../private/json';
import { asList, asObject, each, fieldAt, ownField, within, without, type Change } from '../fields/fields';
import { differencesAt, fixed, type ImmutableRule, type Versions } from './rule';

/** What of a StatefulSet's spec may change; everything else may not. */
const STATEFUL_SET_MUTABLE: ReadonlySet<string> = new Set([
  'minReadySeconds',
  'ordinals',
  'persistentVolumeClaimRetentionPolicy',
  'replicas',
  'revisionHistoryLimit',
  'template',
  'updateStrategy',
]);

const STATEFUL_SET_FIX =
  'delete the StatefulSet with --cascade=orphan, which leaves its pods and claims, and apply the new version: ' +
  'it takes them over; claims of volumeClaimTemplates are grown one by one';

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/apps/validation/validation.go, `ValidateStatefulSetUpdate` */
export const statefulSetRule: ImmutableRule = function* (versions) {
  const fields = [versions.before, versions.after].flatMap((version) =>
    Object.keys(asObject(ownField(version, 'spec'))),
  );
  for (const field of [...new Set(fields)].sort(byCodeUnit)) {
    if (!STATEFUL_SET_MUTABLE.has(field)) yield* fixed(['spec', field], STATEFUL_SET_FIX)(versions);
  }
};

const JOB_FIX = 'give the Job another name, for instance with a digest of its template, or delete the live one first';

const JOB_FIELDS = [
  'selector',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'successPolicy',
  'managedBy',
] as const;

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/batch/validation/validation.go, `ValidateJobSpecUpdate` */
export const jobRule: ImmutableRule = function* (versions) {
  yield* fixed(['spec', 'template'], JOB_FIX)(isSuspended(versions) ? withoutDirectives(versions) : versions);
  for (const field of JOB_FIELDS) yield* fixed(['spec', field], JOB_FIX)(versions);
  if (!isResizedIndexed(versions)) yield* fixed(['spec', 'completions'], JOB_FIX)(versions);
};

function isSuspended({ before }: Versions): boolean {
  return fieldAt(before, 'spec', 'suspend') === true;
}

/** An indexed Job may grow or shrink: completions and parallelism together. */
function isResizedIndexed({ after }: Versions): boolean {
  const spec = asObject(ownField(after, 'spec'));
  return (
    ownField(spec, 'completionMode') === 'Indexed' && ownField(spec, 'completions') === ownField(spec, 'parallelism')
  );
}

/** As long as a Job is suspended, where its pods go and what they ask for may change. */
function withoutDirectives(versions: Versions): Versions {
  const containers: Change = (spec) =>
    ['containers', 'initContainers'].reduce(
      (stripped, field) => each(stripped, field, (container) => without(container, 'resources')),
      spec,
    );
  const podSpec: Change = (spec) =>
    within(without(containers(spec), 'nodeSelector', 'tolerations', 'schedulingGates'), 'affinity', (affinity) =>
      without(affinity, 'nodeAffinity'),
    );
  const template: Change = (given) =>
    within(
      within(given, 'metadata', (metadata) => without(metadata, 'labels', 'annotations')),
      'spec',
      podSpec,
    );
  const strip = (object: JsonObject): JsonObject =>
    within(object, 'spec', (spec) => within(spec, 'template', template));
  return { ...versions, before: strip(versions.before), after: strip(versions.after) };
}

const POD_FIX =
  'delete the pod and make a new one, or let a Deployment do so; resources change by the subresource resize';

/** Of a pod only images, a shorter deadline and more tolerations are taken; a gated one may be narrowed down. */
export const podRule: ImmutableRule = function* (versions) {
  const isGated = asList(fieldAt(versions.before, 'spec', 'schedulingGates')).length > 0;
  const gated = isGated ? ['schedulingGates', 'nodeSelector', 'affinity'] : [];
  const strip: Change = (object) =>
    within(object, 'spec', (spec) =>
      ['containers', 'initContainers'].reduce(
        (stripped, field) => each(stripped, field, (container) => without(container, 'image')),
        without(spec, 'activeDeadlineSeconds', 'tolerations', ...gated),
      ),
    );
  yield* fixed(['spec'], POD_FIX)({ ...versions, before: strip(versions.before), after: strip(versions.after) });
  if (!keepsTolerations(versions)) yield* fixed(['spec', 'tolerations'], POD_FIX)(versions);
  if (!isShorter(versions)) yield* fixed(['spec', 'activeDeadlineSeconds'], POD_FIX)(versions);
};

function keepsTolerations(versions: Versions): boolean {
  return differencesAt(versions, ['spec', 'tolerations']).every(({ kind }) => kind === 'added');
}

function isShorter({ before, after }: Versions): boolean {
  const [old, now] = [before, after].map((version) => fieldAt(version, 'spec', 'activeDeadlineSeconds'));
  return typeof now === 'number' && (old === undefined || (typeof old === 'number' && now <= old));
}
