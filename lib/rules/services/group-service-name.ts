import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { objectAt } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const groupServiceName: Rule = {
  id: 'group-service-name',
  title: 'no Service is called like a LeaderWorkerSet, whose controller makes one of that name',
  severity: 'error',
  reason:
    'The pods of a group find each other by a Service without address that the controller makes, of the name of the LeaderWorkerSet, or with `UniquePerReplica` of each of its groups. Where a Service of that name is there already it makes none, and the names of the pods are never resolved: workers wait for their leader for good. A Service without address, which resolves them, may be there.',
  sources: [
    'reconcileHeadlessServices in pkg/controllers/leaderworkerset_controller.go and CreateHeadlessServiceIfNotExists in pkg/utils/controller of kubernetes-sigs/lws',
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields',
  ],
  example: {
    failing: exampleOf('llama'),
    mended: exampleOf('llama-leader'),
  },
  check: (set) =>
    set.ofKind('LeaderWorkerSet', 'leaderworkerset.x-k8s.io').flatMap((groups) => violationsOf(set, groups)),
};

function violationsOf(set: ManifestSet, groups: Manifest): Violation[] {
  const isOneEach = objectAt(groups.json, 'spec', 'networkConfig').subdomainPolicy === 'UniquePerReplica';
  const isTaken = (name: string): boolean =>
    isOneEach
      ? name.startsWith(`${groups.name}-`) && /^\d+$/.test(name.slice(groups.name.length + 1))
      : name === groups.name;
  return set
    .ofKind('Service', '')
    .filter(({ name, namespaceName }) => namespaceName === groups.namespaceName && isTaken(name))
    .filter(({ json }) => objectAt(json, 'spec').clusterIP !== 'None')
    .map((service) => ({
      manifest: service,
      at: '/metadata/name',
      message: `has the name by which the pods of ${titleOf(groups)} find each other, and an address of its own: the controller makes no Service of that name then, and workers never find their leader`,
      fix: `call it otherwise, for example '${groups.name}-leader'`,
      others: [groups],
    }));
}

function exampleOf(serviceName: string): string {
  return `apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: llama, namespace: vision }
spec:
  replicas: 1
  leaderWorkerTemplate:
    size: 2
    workerTemplate:
      metadata: { labels: { app: llama } }
      spec: { containers: [{ name: main, image: registry.example/llama:1.0.0, ports: [{ name: http, containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${serviceName}, namespace: vision }
spec:
  selector: { leaderworkerset.sigs.k8s.io/name: llama, leaderworkerset.sigs.k8s.io/worker-index: "0" }
  ports: [{ name: http, port: 80, targetPort: http }]`;
}
