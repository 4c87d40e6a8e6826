import { fieldPath } from '../manifests/field-path';
import type { ManifestSet } from '../manifests/manifest-set';
import { oncePerSet } from '../model/once-per-set';
import { type Refusal, validateObject, type ValidationContext } from '../model/validation';
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

function judge(set: ManifestSet, { cluster }: RuleContext): ApiServerRefusal[] {
  const context: ValidationContext = {
    ...(cluster.kubernetesMinor !== undefined && { minor: cluster.kubernetesMinor }),
    nodePorts: { from: cluster.nodePorts.min, to: cluster.nodePorts.max },
  };
  return set.manifests.flatMap((manifest) =>
    validateObject(manifest.json, context)
      .filter(isOfInterest)
      .map(({ reason, at, message, fix, versions }) => ({
        reason,
        violation: {
          manifest,
          at,
          message: `${fieldPath(at) || 'the object'}: ${message}${versions === undefined ? '' : `, in Kubernetes ${versions}`}`,
          ...(fix !== undefined && { fix }),
          ...(versions !== undefined && { severity: 'warning' as const }),
        },
      })),
  );
}

/** The version that a ClusterProfile takes for granted. */
const TAKEN_FOR_GRANTED = 30;

/** Of versions before that one nothing is said to people who declared none: what they lack is in all that are in use. */
function isOfInterest({ versions }: Refusal): boolean {
  const before = /^before 1\.(\d+)$/.exec(versions ?? '');
  return before === null || Number(before[1]) > TAKEN_FOR_GRANTED;
}
