import { fieldAt } from '../fields/fields';
import type { UpdateRefusal } from '../verdict';
import { IMMUTABLE_FIELDS } from './fields';
import { inferenceServiceRule } from './inference-service';
import { fixed, type ImmutableRule, type Versions } from './rule';
import { serviceRule } from './service';
import { claimRule, dataRule, volumeRule } from './storage';
import { jobRule, podRule, statefulSetRule } from './workloads';

/** A cluster of one family may get a second one; what was there first stays. */
const serviceCidrRule: ImmutableRule = function* (versions) {
  const [old, now] = [versions.before, versions.after].map((version) => fieldAt(version, 'spec', 'cidrs'));
  const isWidened =
    Array.isArray(old) && Array.isArray(now) && old.length === 1 && now.length === 2 && old[0] === now[0];
  if (!isWidened) yield* fixed(['spec', 'cidrs'], 'make a second ServiceCIDR beside it')(versions);
};

const RULES: ReadonlyMap<string, ImmutableRule> = new Map([
  ['ConfigMap', dataRule],
  ['InferenceService.serving.kserve.io', inferenceServiceRule],
  ['Job.batch', jobRule],
  ['PersistentVolume', volumeRule],
  ['PersistentVolumeClaim', claimRule],
  ['Pod', podRule],
  ['Secret', dataRule],
  ['Service', serviceRule],
  ['ServiceCIDR.networking.k8s.io', serviceCidrRule],
  ['StatefulSet.apps', statefulSetRule],
]);

/** What of a change is refused because it cannot change in a live object. */
export function immutableRefusals(versions: Versions): UpdateRefusal[] {
  const { qualified } = versions.kind;
  const rules = [...(IMMUTABLE_FIELDS.get(qualified) ?? []), ...(RULES.has(qualified) ? [RULES.get(qualified)] : [])];
  return rules.flatMap((rule) => (rule ? [...rule(versions)] : []));
}
