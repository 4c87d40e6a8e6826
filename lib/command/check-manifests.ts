import { clusterProblems, type DeclaredCluster } from '../cluster/declared-cluster';
import { withoutControlled } from '../manifests/controlled-objects';
import { manifestOf } from '../manifests/manifest';
import { ManifestSet } from '../manifests/manifest-set';
import { objectProblems } from '../manifests/object-problems';
import { UsageError } from '../private/errors';
import { show } from '../private/show';
import { acknowledge } from '../rules/acknowledgements';
import type { Finding } from '../rules/finding';
import { ENGINE } from './engine';

/** What `checkManifests` may be told. */
export interface CheckManifestsOptions {
  /**
   * Facts of the cluster.
   *
   * @default - nothing is known of it
   */
  readonly cluster?: DeclaredCluster;
  /**
   * Ids of rules that are left out.
   *
   * @default - none
   */
  readonly disable?: readonly string[];
}

/**
 * Finds what a cluster refuses, and what breaks once it is applied, in plain objects: what `cdk8s-model-serving check`
 * finds in files. The `origin` of a finding is the index of its object. What a controller makes of another of the objects,
 * which its `ownerReferences` name, is left out.
 *
 * @param objects Kubernetes objects, each with `apiVersion` and `kind`
 * @throws Error when one is no Kubernetes object, a rule that is left out does not exist, or a fact is none
 */
export function checkManifests(objects: readonly object[], options: CheckManifestsOptions = {}): Finding[] {
  const { cluster = {}, disable = [] } = options;
  const problems = [
    ...objectProblems('objects', objects),
    ...disable.flatMap(ruleProblem),
    ...clusterProblems('cluster', options.cluster),
  ];
  if (problems.length > 0) throw new UsageError(problems);
  const given = objects.map((object, index) => manifestOf(object as { [key: string]: unknown }, { index }));
  const { applied: manifests } = withoutControlled(given);
  const ruleIds = new Set(ENGINE.rules.map(({ id }) => id));
  const ran = new Set([...ruleIds].filter((id) => !disable.includes(id)));
  const { findings } = acknowledge(ENGINE.run(manifests, cluster), new ManifestSet(manifests), ruleIds, ran);
  return findings.filter(({ rule }) => !disable.includes(rule));
}

function ruleProblem(rule: string): string[] {
  return ENGINE.rules.some(({ id }) => id === rule) ? [] : [`there is no rule ${show(rule)} to disable`];
}
