import { noise } from '../api-server';
import { changed } from './accepted';

const d = 'Deployment/shop/pricing: spec';

it.each([
  '',
  'pod.volumes.0.emptyDir = {}',
  'PodDisruptionBudget spec.selector = {}',
  'NetworkPolicy spec.podSelector = {}\nrule = {}',
  'rule.from = [{ namespaceSelector: {} }]',
  'container.env.0.value = ""',
  'Deployment spec.revisionHistoryLimit = 3',
  'Deployment spec.minReadySeconds = 10',
  'pod.restartPolicy = Never',
  'pod.initContainers = [{ name: a, restartPolicy: Always }]',
  'container.readinessProbe.successThreshold = 2',
  '+ { apiVersion: traefik.io/v1alpha1, kind: IngressRoute, metadata: { name: a, namespace: shop }, spec: { tls: {} } }',
])('tells nothing of %s', (changes) => {
  expect(noise(changed(changes))).toEqual([]);
});

it.each([
  ['pod.nodeSelector = null', `${d}.template.spec.nodeSelector is null`],
  ['container.args = [null]', `${d}.template.spec.containers[0].args[0] is null`],
  ['pod.nodeSelector = {}', `${d}.template.spec.nodeSelector is empty`],
  ['Deployment metadata.annotations = {}', 'Deployment/shop/pricing: metadata.annotations is empty'],
  ['pod.tolerations = []', `${d}.template.spec.tolerations is an empty list`],
  ['NetworkPolicy spec.ingress = []', 'NetworkPolicy/shop/pricing: spec.ingress is an empty list'],
  ['container.resources = {}', `${d}.template.spec.containers[0].resources is empty`],
  ['pod.dnsPolicy = ClusterFirst', `${d}.template.spec.dnsPolicy "ClusterFirst" is the default`],
  ['pod.restartPolicy = Always', `${d}.template.spec.restartPolicy "Always" is the default`],
  ['pod.schedulerName = default-scheduler', `${d}.template.spec.schedulerName "default-scheduler" is the default`],
  ['pod.hostNetwork = false', `${d}.template.spec.hostNetwork false is the default`],
  ['Deployment spec.revisionHistoryLimit = 10', `${d}.revisionHistoryLimit 10 is the default`],
  ['Deployment spec.minReadySeconds = 0', `${d}.minReadySeconds 0 is the default`],
  ['Deployment spec.paused = false', `${d}.paused false is the default`],
  [
    'container.readinessProbe.successThreshold = 1',
    `${d}.template.spec.containers[0].readinessProbe.successThreshold 1 is the default`,
  ],
  [
    'container.readinessProbe.initialDelaySeconds = 0',
    `${d}.template.spec.containers[0].readinessProbe.initialDelaySeconds 0 is the default`,
  ],
  [
    'container.terminationMessagePath = /dev/termination-log',
    `${d}.template.spec.containers[0].terminationMessagePath "/dev/termination-log" is the default`,
  ],
  [
    'container.terminationMessagePolicy = File',
    `${d}.template.spec.containers[0].terminationMessagePolicy "File" is the default`,
  ],
  ['pod.volumes.0.emptyDir.medium = ""', `${d}.template.spec.volumes[0].emptyDir.medium "" is the default`],
  [
    '+ { apiVersion: traefik.io/v1alpha1, kind: IngressRoute, metadata: { name: a, namespace: shop }, spec: { routes: [] } }',
    'IngressRoute/shop/a: spec.routes is an empty list',
  ],
])('finds noise in %s', (changes, expected) => {
  expect(noise(changed(changes))).toEqual([expected]);
});
