import { parseAllDocuments, parse } from 'yaml';
import { isRecord } from './manifest';

/** A small set that an API server accepts as it stands: the base that each case of the tests changes in one place. */
export const accepted = `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { pod-security.kubernetes.io/enforce: restricted }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: pricing, namespace: shop }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata: { name: pricing, namespace: shop }
spec:
  selector: { app: pricing }
  ports: [{ name: http, port: 80, targetPort: http }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: pricing, namespace: shop, labels: { app: pricing } }
spec:
  replicas: 2
  selector: { matchLabels: { app: pricing } }
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  template:
    metadata: { labels: { app: pricing, tier: model } }
    spec:
      serviceAccountName: pricing
      terminationGracePeriodSeconds: 45
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: server
          image: registry.example/pricing:1.4.0
          env: [{ name: HOME, value: /tmp }]
          ports: [{ name: http, containerPort: 8000 }]
          resources:
            requests: { cpu: 500m, memory: 1Gi }
            limits: { cpu: "1", memory: 1Gi }
          readinessProbe: { httpGet: { path: /ready, port: http }, periodSeconds: 5 }
          lifecycle: { preStop: { sleep: { seconds: 15 } } }
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
          volumeMounts: [{ name: tmp, mountPath: /tmp }]
      volumes: [{ name: tmp, emptyDir: { sizeLimit: 1Gi } }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: pricing, namespace: shop }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: pricing } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: pricing, namespace: shop }
spec:
  podSelector: { matchLabels: { app: pricing } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 8000 }] }]
  egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }], ports: [{ port: 53, protocol: UDP }] }]
`;

/** Shortens the paths that many cases go to. */
const shortcuts: Readonly<Record<string, string>> = {
  pod: 'Deployment spec.template.spec',
  container: 'Deployment spec.template.spec.containers.0',
  rollout: 'Deployment spec.strategy.rollingUpdate',
  rule: 'NetworkPolicy spec.ingress.0',
  peer: 'NetworkPolicy spec.ingress.0.from.0',
  port: 'Service spec.ports.0',
};

/**
 * The accepted set with changes, one a line:
 * - `Kind a.b.0.c = yaml` sets a field of the object of that kind, `Kind a.b =` removes it (`~` is a dot in a key);
 * - `+ yaml` adds an object;
 * - `copy Kind name` adds a copy of the object of that kind under another name.
 */
export function changed(changes: string): object[] {
  const objects = manifestsOf(accepted);
  for (const line of changes.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    if (line.startsWith('+ ')) {
      objects.push(parse(line.slice(2)) as Fields);
    } else if (line.startsWith('copy ')) {
      const [, kind = '', name = ''] = line.split(' ');
      const copy = structuredClone(ofKind(objects, kind));
      objects.push({ ...copy, metadata: { ...(copy.metadata as Fields), name } });
    } else {
      change(objects, line);
    }
  }
  return objects;
}

/** The objects of a YAML text. */
export function manifestsOf(yaml: string): Fields[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as Fields);
}

type Fields = Record<string, unknown>;

function change(objects: readonly Fields[], line: string): void {
  const parts = /^(\S+)(?: (\S+))? =(.*)$/.exec(line);
  if (!parts) throw new Error(`not a change: ${line}`);
  const [, first = '', second = '', text = ''] = parts;
  const [head = '', ...tail] = first.split('.');
  const [kind = '', place = ''] = (shortcuts[head] ?? head).split(' ');
  const steps = [...place.split('.'), ...tail, ...second.split('.')].filter((step) => step !== '');
  const last = keyOf(steps.pop() ?? '');
  let parent = ofKind(objects, kind);
  for (const step of steps) {
    const next = parent[keyOf(step)] ?? {};
    if (!isRecord(next) && !Array.isArray(next)) throw new Error(`${step} of ${line} is no object`);
    parent = parent[keyOf(step)] = next as Fields;
  }
  if (text.trim() === '') Reflect.deleteProperty(parent, last);
  else parent[last] = parse(text) as unknown;
}

/** Keys may hold dots, written as `~` in a path. */
function keyOf(step: string): string {
  return step.replaceAll('~', '.');
}

function ofKind(objects: readonly Fields[], kind: string): Fields {
  const found = objects.filter((each) => each.kind === kind).pop();
  if (!found) throw new Error(`no ${kind} in the set`);
  return found;
}
