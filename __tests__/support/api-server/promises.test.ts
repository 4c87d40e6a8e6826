import { changed } from './accepted';
import type { Manifest } from './manifest';
import { promiseBreaks } from './promises';

const broken = (changes: string): string[] =>
  (changed(changes) as Manifest[]).flatMap((manifest) => [...promiseBreaks(manifest)]);
const c = 'spec.template.spec.containers[0]';
const role = (rules: string): string =>
  `+ { apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: a, namespace: shop }, rules: [${rules}] }`;

it.each([
  '',
  'Deployment spec.strategy = { type: Recreate }',
  'Deployment spec.replicas = 1\nrollout = { maxSurge: 0, maxUnavailable: 1 }',
  'container.volumeMounts.1 = { name: tmp, mountPath: /tmp/inner }',
  'container.readinessProbe = { tcpSocket: { port: 8000 } }',
  'rule = {}',
])('is kept by %s', (changes) => {
  expect(broken(changes)).toEqual([]);
});

it.each([
  ['Namespace metadata.namespace = shop', 'metadata.namespace is not for what belongs to the cluster'],
  ['ServiceAccount metadata.namespace =', 'metadata.namespace is left to whoever applies it'],
  ['ServiceAccount metadata.resourceVersion = "1"', "metadata.resourceVersion is the server's to write"],
  ['Deployment status = { replicas: 1 }', "status is the server's to write"],
  ['NetworkPolicy spec.podSelector =', 'spec.podSelector is missing, which means all pods'],
  ['NetworkPolicy spec.policyTypes =', 'spec.policyTypes is missing, which lets the rules decide what is isolated'],
  ['rule.from = []', 'a rule with an empty list from means everything: it is left out to say so'],
  ['rule.ports = []', 'a rule with an empty list ports means everything: it is left out to say so'],
  [
    'rule.from = [{ ipBlock: { cidr: 10.0.0.1/8 } }]',
    'the block of a rule must not have bits set behind its prefix, got "10.0.0.1/8"',
  ],
  [
    'rule.from = [{ ipBlock: { cidr: "fd00::/8", except: ["fd00::1/16"] } }]',
    'the block of a rule must not have bits set behind its prefix, got "fd00::1/16"',
  ],
  [
    'Deployment spec.replicas = 1\nrollout = { maxSurge: 0, maxUnavailable: 50% }',
    'spec.strategy.rollingUpdate comes to nothing of 1',
  ],
  ['pod.serviceAccount = pricing', 'spec.template.spec.serviceAccount is called serviceAccountName'],
  ['pod.volumes.1 = { name: none }', 'spec.template.spec.volumes: none has no source'],
  [
    'container.volumeMounts.1 = { name: tmp, mountPath: cache }',
    `${c}.volumeMounts: cache is no absolute path without a colon`,
  ],
  [
    'container.volumeMounts.1 = { name: tmp, mountPath: /tmp/ }',
    `${c}.volumeMounts: one volume hides another at /tmp/`,
  ],
  ['container.readinessProbe.httpGet.port = 8001', `${c}.readinessProbe asks port 8001, which is not declared`],
  ['container.readinessProbe.httpGet.path = ready', `${c}.readinessProbe asks no absolute path`],
  ['container.readinessProbe.timeoutSeconds = 0', `${c}.readinessProbe has a 0 that the server replaces`],
  [role(''), 'rules grants nothing'],
  [
    '+ { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: a, namespace: shop }, spec: {} }',
    'spec.metrics is left to the server',
  ],
])('is broken by %s', (changes, ...breaks) => {
  expect(broken(changes)).toEqual(breaks);
});
