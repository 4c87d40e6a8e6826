import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { controllersOf, labelsText, PodIndex, type Workload, workloadOf } from '../../model/selection/pod-index';
import { type JsonObject, objectAt } from '../../private/json';
import { LABEL, MANAGED_BY } from '../../private/labels';
import type { Rule } from '../rule';

/** The labels that tell servers apart: Services of ours select by these, unless an override or adopted labels say otherwise. */
const TOLD_BY: readonly string[] = [LABEL.INSTANCE, LABEL.NAME];

export const ownBackends: Rule = {
  id: 'own-backends',
  title: 'the Service of a server or release leads to the pods of that one alone',
  severity: 'error',
  reason:
    'A Service that selects the pods of two models sends the requests for one to the other. A Service that somebody else wrote may mean it: looked at are those that this library makes.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: ranker, namespace: vision, labels: { app.kubernetes.io/managed-by: cdk8s-model-serving } }
spec: { selector: { app.kubernetes.io/name: ranker }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranker-stable, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: ranker-stable } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ranker, app.kubernetes.io/instance: ranker-stable } }
    spec: { containers: [{ name: main, image: registry.example/ranker-stable:1.0.0 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranker, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: ranker } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ranker, app.kubernetes.io/instance: ranker } }
    spec: { containers: [{ name: main, image: registry.example/ranker:1.0.0 }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: ranker, namespace: vision, labels: { app.kubernetes.io/managed-by: cdk8s-model-serving } }
spec: { selector: { app.kubernetes.io/name: ranker }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranker-stable, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: ranker-stable } }
  template:
    metadata: { labels: { app.kubernetes.io/name: ranker, app.kubernetes.io/instance: ranker-stable } }
    spec: { containers: [{ name: main, image: registry.example/ranker-stable:1.0.0 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: other, namespace: vision }
spec:
  selector: { matchLabels: { app.kubernetes.io/instance: other } }
  template:
    metadata: { labels: { app.kubernetes.io/name: other, app.kubernetes.io/instance: other } }
    spec: { containers: [{ name: main, image: registry.example/other:1.0.0 }] }`,
  },
  check(set) {
    const controllers = controllersOf(set);
    const jobs = set.ofKind('Job', 'batch').map((manifest) => ({ ...workloadOf(manifest), selector: {} }));
    const index = jobs.length === 0 ? controllers.index : new PodIndex([...controllers.all, ...jobs]);
    return set.ofKind('Service', '').flatMap((service) => {
      const selector = objectAt(service.json, 'spec', 'selector');
      if (!isOurs(service, selector)) return [];
      const selected = index.select(service.namespaceName, selector);
      const others = selected.map(({ manifest }) => manifest);
      // Where a controller takes the same pods, that has been said by the rule own-pods.
      const isTold = selected.some((workload) => labelsText(workload.selector) === labelsText(selector));
      if (isTold || new Set(selected.map(ownerOf)).size < 2) return [];
      return [
        {
          manifest: service,
          at: '/spec/selector',
          message: `Service '${service.name}' selects ${labelsText(selector)} and sends requests to the pods of ${list(others)}, which belong to different servers`,
          fix: 'the names of servers and releases must differ within a namespace, change the name of one',
          others,
        },
      ];
    });
  },
};

function isOurs({ json }: Manifest, selector: JsonObject): boolean {
  return (
    objectAt(json, 'metadata', 'labels')[LABEL.MANAGED_BY] === MANAGED_BY &&
    Object.keys(selector).every((key) => TOLD_BY.includes(key))
  );
}

const SIDES: { readonly [suffix: string]: string } = {
  '': 'server',
  '-blue': 'blue/green',
  '-green': 'blue/green',
  '-canary': 'canary',
  '-stable': 'canary',
};

/** Whose pods they are: both sides of a release are of one owner, told by what stands behind the name. */
function ownerOf({ manifest, labels }: Workload): string {
  const [name, instance] = [LABEL.NAME, LABEL.INSTANCE].map((key) => String(labels[key]));
  const suffix = instance.startsWith(name) ? instance.slice(name.length) : undefined;
  const isServer =
    /^(Deployment|LeaderWorkerSet)$/.test(manifest.kind) && suffix !== undefined && Object.hasOwn(SIDES, suffix);
  return isServer ? SIDES[suffix] : `${manifest.kind} ${manifest.name}`;
}

function list(manifests: readonly Manifest[]): string {
  const titles = manifests.map(titleOf);
  return `${titles.slice(0, -1).join(', ')} and ${titles[titles.length - 1]}`;
}
