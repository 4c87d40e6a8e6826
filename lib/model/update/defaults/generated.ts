import { isPlainObject, type JsonObject } from '../../../private/json';
import { asObject, at, fieldAt, fill, ownField, within, type Change } from '../fields/fields';

/** Stands for what the API server made up when the Job was created. */
const GENERATED = 'generated';

/**
 * The labels and the selector that the API server gives a Job when it is created: they are live though no manifest has
 * them.
 *
 * Source: `generateSelector` of https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/registry/batch/job/strategy.go
 */
export function withGenerated(job: JsonObject): JsonObject {
  const spec = asObject(ownField(job, 'spec'));
  if (ownField(spec, 'manualSelector') === true) return job;
  const name = ownField(ownField(job, 'metadata'), 'name') ?? '';
  const unique = { 'batch.kubernetes.io/controller-uid': GENERATED };
  const labels = {
    ...unique,
    'controller-uid': GENERATED,
    'batch.kubernetes.io/job-name': name,
    'job-name': name,
  };
  const addLabels: Change = (metadata) =>
    within(fill(metadata, { labels: {} }), 'labels', (given) => ({ ...given, ...labels }));
  return at(['spec'], (given) =>
    at(['template'], (template) => at(['metadata'], addLabels)(fill(template, { metadata: {} })))({
      ...given,
      selector: isPlainObject(given.selector) ? given.selector : { matchLabels: unique },
    }),
  )(job);
}

/** A Job or ReplicationController without labels of its own gets those of its pods. */
export function withPodLabels(object: JsonObject): JsonObject {
  const own = asObject(fieldAt(object, 'metadata', 'labels'));
  const pods = fieldAt(object, 'spec', 'template', 'metadata', 'labels');
  if (Object.keys(own).length > 0 || !isPlainObject(pods)) return object;
  return { ...object, metadata: { ...asObject(ownField(object, 'metadata')), labels: pods } };
}
