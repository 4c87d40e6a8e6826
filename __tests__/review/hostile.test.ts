import fc from 'fast-check';
import { Manifests } from 'cdk8s-model-serving/testing';
import { copyOf, isPlainObject, type JsonObject } from '../../lib/private/json';
import { capacityChanges } from '../../lib/review/capacity';
import { pairsOf } from '../../lib/review/pairs';
import { permissionChanges } from '../../lib/review/permissions';
import { reachChanges } from '../../lib/review/reach';
import { securityChanges } from '../../lib/review/security';
import { sideOf } from '../../lib/review/side';
import { topologyOf } from '../../lib/review/topology';
import { setOf } from '../support/findings';

const BASE = Manifests.fromYaml(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1 } }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      hostNetwork: true
      serviceAccountName: iris
      containers: [{ name: main, image: x, ports: [{ name: http, containerPort: 80 }], resources: { limits: { cpu: 1 } } }]
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { type: LoadBalancer, externalIPs: [192.0.2.1], loadBalancerSourceRanges: [10.0.0.0/8], selector: { app: iris }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: iris, namespace: vision }
spec: { tls: [{ hosts: [a.example.com] }], rules: [{ host: a.example.com, http: { paths: [{ path: /, backend: { service: { name: iris, port: { number: 80 } } } }] } }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchExpressions: [{ key: app, operator: In, values: [iris] }] }
  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] } }, { namespaceSelector: { matchLabels: { team: web } }, podSelector: {} }], ports: [{ port: http }, { port: 1, endPort: 9 }] }]
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { requests.cpu: 1 }, scopes: [NotBestEffort] }
---
apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: restricted, team: web } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: more, labels: { rbac.authorization.k8s.io/aggregate-to-view: "true" } }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: b } }] }
rules: [{ apiGroups: [""], resources: [secrets], resourceNames: [a], verbs: [get] }, { nonResourceURLs: ["/metrics*"], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: dev, namespace: vision }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: Group, name: dev }, { kind: ServiceAccount, name: iris }]
`).all;

/** Every place in a value, as a path. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  const children = Array.isArray(value) || isPlainObject(value) ? Object.entries(value) : [];
  return [
    ...(path.length > 0 ? [[...path]] : []),
    ...children.flatMap(([key, item]) => placesIn(item, [...path, key])),
  ];
}
const places = BASE.flatMap((object, index) =>
  placesIn(object)
    .filter(([first]) => !['apiVersion', 'kind'].includes(first))
    .map((path) => [String(index), ...path]),
);
const value = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '__proto__',
    '*',
    '\n',
    -1,
    0.5,
    1e30,
    true,
    [],
    {},
    [null],
    [[]],
    ['*'],
    undefined,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const damages = fc.array(fc.tuple(fc.constantFrom(...places), value), { maxLength: 4 });

function damaged(list: readonly (readonly [readonly string[], unknown])[]): object[] {
  const objects = copyOf(BASE) as JsonObject[];
  for (const [path, put] of list) {
    const holder = path.slice(0, -1).reduce<unknown>((at, key) => (at as JsonObject | undefined)?.[key], objects);
    if (typeof holder === 'object' && holder !== null) (holder as JsonObject)[path.at(-1) ?? ''] = put;
  }
  return objects;
}

it('says what a change of manifests does whatever stands in their fields', () => {
  fc.assert(
    fc.property(damages, damages, (one, other) => {
      const [before, after] = [one, other].map((list) => sideOf('side', setOf(damaged(list)).manifests));
      const pairs = pairsOf(before, after, { apply: 'client-side' });
      const reach = reachChanges(before, after);
      const own = [capacityChanges(pairs, before, after), permissionChanges(before, after), reach];
      expect(JSON.stringify(own)).not.toContain('[object Object]');
      expect(securityChanges(pairs, before, after)).toBeInstanceOf(Array);
      expect(topologyOf(pairs, before, after, reach).nodes).toBeInstanceOf(Array);
    }),
    { numRuns: 150 },
  );
});
