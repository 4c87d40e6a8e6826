import type { ManifestSet } from '../../manifests/manifest-set';
import { podsWhere } from '../../model/alike/alike-pods';
import type { ClusterFacts } from '../../cluster/cluster-facts';
import { fieldPath } from '../../manifests/field-path';
import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { type PodGroup, podGroupsOf } from '../../model/selection/pod-groups';
import { podSecurityRefusals, type PodSecurityLevel } from '../../model/validation';
import { objectAt } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const podSecurity: Rule = {
  id: 'pod-security',
  title: 'pods keep the level of Pod Security that their namespace enforces',
  severity: 'error',
  reason:
    'A Deployment whose pods are below the level of its namespace is created all the same, and none of its pods ever is: the ReplicaSet gets the refusals. Pods are held against the Namespace of the set, in the version that it pins, or else that of the cluster; what only some versions refuse is a warning. Levels that an admission configuration sets for all namespaces are not known, nor whom it exempts.',
  sources: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  example: {
    failing: `apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: baseline } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      hostNetwork: true
      containers: [{ name: main, image: registry.example/iris:1.0.0 }]`,
    mended: `apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: baseline } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check(set, { cluster }) {
    const refusedBy = refusedByLevel(set);
    return set.ofKind('Namespace', '').flatMap((namespace) => {
      const enforced = enforcedBy(namespace, cluster);
      const refused = enforced && refusedBy(enforced);
      if (!refused || refused.size === 0) return [];
      return podGroupsOf(set)
        .inNamespace(namespace.name)
        .filter((group) => refused.has(group))
        .flatMap((group) => violationsOf(group, namespace, enforced));
    });
  },
};

/** The level of a namespace, and the version of Kubernetes whose definition of it holds. */
interface Enforced {
  readonly level: PodSecurityLevel;
  readonly minor: number | undefined;
}

const ENFORCE = 'pod-security.kubernetes.io/enforce';

function enforcedBy({ json }: Manifest, cluster: ClusterFacts): Enforced | undefined {
  const labels = objectAt(json, 'metadata', 'labels');
  const level = labels[ENFORCE];
  if (level !== 'baseline' && level !== 'restricted') return undefined;
  const [, pinned] = /^v1\.(\d+)$/.exec(String(labels[`${ENFORCE}-version`])) ?? [];
  return { level, minor: pinned === undefined ? cluster.kubernetesMinor : Number(pinned) };
}

/** The pods of a set that a namespace of a level refuses, in whatever namespace they are: few levels are in use. */
function refusedByLevel(set: ManifestSet): (enforced: Enforced) => ReadonlySet<PodGroup> {
  const known = new Map<string, ReadonlySet<PodGroup>>();
  return ({ level, minor }) => {
    const title = `${level} ${minor ?? ''}`;
    let refused = known.get(title);
    if (!refused) {
      refused = new Set(podsWhere(set, ({ pod }) => podSecurityRefusals(pod, level, { minor }).length > 0));
      known.set(title, refused);
    }
    return refused;
  };
}

function violationsOf({ manifest, pod, at }: PodGroup, namespace: Manifest, { level, minor }: Enforced): Violation[] {
  const templateAt = at.slice(0, -'/spec'.length);
  const outcome = manifest.kind === 'Pod' ? 'it is refused' : 'its pods are refused one by one';
  return podSecurityRefusals(pod, level, { minor }, templateAt).map((refusal) => ({
    manifest,
    at: refusal.at,
    ...(refusal.versions !== undefined && { severity: 'warning' as const }),
    message: `${fieldPath(refusal.at.slice(templateAt.length))} ${refusal.message}, which ${titleOf(namespace)} enforces${refusal.versions === undefined ? '' : ` ${refusal.versions}`}: ${outcome}`,
    fix: refusal.fix ?? 'change it, or relax the level of the namespace',
    others: [namespace],
  }));
}
