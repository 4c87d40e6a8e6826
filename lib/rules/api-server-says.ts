import type { ClusterFacts } from '../cluster/cluster-facts';
import { fieldPath } from '../manifests/field-path';
import type { Manifest } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import { likenessOf } from '../model/alike/first-alike';
import { oncePerSet } from '../model/once-per-set';
import { isCertain, type Refusal, validateObject, type ValidationContext } from '../model/validation';
import type { RuleContext } from './context';
import type { Violation } from './rule';

/** A refusal of the API server as rules say it. */
export interface ApiServerRefusal {
  readonly reason: Refusal['reason'];
  readonly violation: Violation;
}

const bySet = oncePerSet(() => new Map<RuleContext, ApiServerRefusal[]>());

/** What the API server refuses of a set, worked out once: several rules say their part of it. */
export function refusalsOf(set: ManifestSet, context: RuleContext): readonly ApiServerRefusal[] {
  const known = bySet(set);
  let found = known.get(context);
  if (!found) known.set(context, (found = judge(set, context)));
  return found;
}

/** What is known of the API server of a cluster. */
export function validationContextOf(cluster: ClusterFacts): ValidationContext {
  return {
    ...(cluster.kubernetesMinor !== undefined && { minor: cluster.kubernetesMinor }),
    ...(cluster.hpaScaleToZero !== undefined && { hpaScaleToZero: cluster.hpaScaleToZero }),
    oldestMinor: TAKEN_FOR_GRANTED,
    nodePorts: { from: cluster.nodePorts.min, to: cluster.nodePorts.max },
  };
}

function judge(set: ManifestSet, { cluster }: RuleContext): ApiServerRefusal[] {
  const context = validationContextOf(cluster);
  const refusals: ApiServerRefusal[] = [];
  const likeness = likenessOf(set);
  const accepted = new Set<Manifest>();
  for (const manifest of set.manifests) {
    // Whatever the name: what is like an object that is accepted is accepted as well.
    if (accepted.has(likeness.firstOf(manifest))) continue;
    const found = validateObject(manifest.json, context);
    if (found.length === 0) accepted.add(manifest);
    for (const refusal of found) refusals.push(ofManifest(manifest, refusal));
  }
  return refusals;
}

function ofManifest(manifest: Manifest, refusal: Refusal): ApiServerRefusal {
  const { reason, at, message, fix, versions } = refusal;
  return {
    reason,
    violation: {
      manifest,
      at,
      message: `${fieldPath(at) || 'the object'}: ${message}${versions === undefined ? '' : `, in Kubernetes ${versions}`}`,
      ...(fix !== undefined && { fix }),
      ...(!isCertain(refusal) && { severity: 'warning' as const }),
    },
  };
}

/**
 * The version that a ClusterProfile takes for granted: of those before nothing is said to people who declared none, since
 * what they lack is in all that are in use.
 */
const TAKEN_FOR_GRANTED = 30;
