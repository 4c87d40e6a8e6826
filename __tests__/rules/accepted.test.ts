import { manifestOf } from '../../lib/manifests/manifest';
import { ManifestSet } from '../../lib/manifests/manifest-set';
import type { JsonObject } from '../../lib/private/json';
import { UNDECLARED } from '../../lib/cluster/cluster-facts';
import { NO_CONTEXT } from '../../lib/rules/context';
import { runRules } from '../../lib/rules/run-rules';
import { changed } from '../support/api-server/accepted';

/** All findings after changes to a set that nothing is said of: rule, kind, place, and the sentence. */
function found(changes: string, kubernetesMinor?: number): string[] {
  const manifests = changed(changes).map((object, index) => manifestOf(object as JsonObject, { index }));
  const context = { ...NO_CONTEXT, cluster: { ...UNDECLARED, kubernetesMinor } };
  return runRules(new ManifestSet(manifests), context).map(
    ({ rule, severity, object, at, message }) => `${severity} ${rule} ${object.kind} ${at ?? ''} ${message}`,
  );
}

const pod = '/spec/template/spec';
const main = `${pod}/containers/0`;
const secured = 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }';
const spread = 'maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway';
const role = (rule: string, kind = 'Role'): string =>
  `+ { apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: { name: reader, namespace: shop }, rules: [${rule}] }`;
const range = (item: string): string =>
  `+ { apiVersion: v1, kind: LimitRange, metadata: { name: limits, namespace: shop }, spec: { limits: [${item}] } }`;
const affinity = (term: string): string =>
  `pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 1, podAffinityTerm: { ${term} } }]`;
const preferred = `${pod}/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm`;
const claims = (terms: string): string =>
  `pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms = [{ matchExpressions: [${terms}] }]`;

test('nothing is found in the set before it is changed', () => {
  expect(found('')).toEqual([]);
});

describe('what a server takes with a warning', () => {
  test.each<[changes: string, place: string, sentence: string]>([
    ['container.env.1 = { name: HOME, value: /srv }', `${main}/env/1`, "'HOME' is set before"],
    ['container.env.1 = { name: HOME, value: $(HOME) }', `${main}/env/1`, "'HOME' is set before"],
    [
      'container.env.1 = { name: HOME, valueFrom: { fieldRef: { fieldPath: status.podIP } } }',
      `${main}/env/1`,
      "'HOME' is set before",
    ],
    [
      'container.resources.requests.memory = 100m',
      `${main}/resources/requests/memory`,
      "is no whole number of bytes, got '100m'",
    ],
    [
      'container.resources.limits.ephemeral-storage = 0.5',
      `${main}/resources/limits/ephemeral-storage`,
      'is no whole number of bytes, got 0.5',
    ],
    [
      'container.ports.1 = { name: again, containerPort: 8000 }',
      `${main}/ports/1`,
      '8000/TCP is a port of the pod already (containers/0/ports/0)',
    ],
    [
      `pod.initContainers = [{ name: a, image: a, restartPolicy: Always, ${secured}, ports: [{ containerPort: 8000 }] }]`,
      `${main}/ports/0`,
      '8000/TCP is a port of the pod already (initContainers/0/ports/0)',
    ],
    ['pod.imagePullSecrets = [{ name: a }, { name: b }, { name: a }]', `${pod}/imagePullSecrets/2/name`, "'a' is in"],
    [
      'pod.volumes.1 = { name: a, configMap: { name: a, items: [{ key: a, path: b }, { key: c, path: b }] } }',
      `${pod}/volumes/1/configMap/items/1/path`,
      "'b' is written already",
    ],
    [
      'pod.volumes.1 = { name: a, projected: { sources: [{ secret: { name: a, items: [{ key: a, path: b/c }] } }, { serviceAccountToken: { path: b } }] } }',
      `${pod}/volumes/1/projected/sources/1/serviceAccountToken/path`,
      "'b' is in the way of 'b/c'",
    ],
    [
      `pod.topologySpreadConstraints = [{ ${spread} }]`,
      `${pod}/topologySpreadConstraints/0/labelSelector`,
      'is missing',
    ],
    [affinity('topologyKey: zone'), `${preferred}/labelSelector`, 'is missing'],
    [
      'pod.terminationGracePeriodSeconds = -1\ncontainer.lifecycle =',
      `${pod}/terminationGracePeriodSeconds`,
      'is taken for 1, got -1',
    ],
    [
      '+ { apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: a, namespace: shop }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1.5 } } } }',
      '/spec/resources/requests/storage',
      'is no whole number of bytes, got 1.5',
    ],
  ])('%s', (changes, place, sentence) => {
    expect(found(changes)).toContainEqual(expect.stringMatching(new RegExp(`^warning server-warnings \\w+ ${place} `)));
    expect(found(changes).join('\n')).toContain(sentence);
  });

  test.each([
    'container.env = [{ name: PATH, value: /bin }, { name: PATH, value: "$(PATH):/opt" }]',
    'container.ports.1 = { name: udp, containerPort: 8000, protocol: UDP }',
    'container.resources = { requests: { cpu: 0.5, memory: 1.5Gi } }',
    'pod.volumes.1 = { name: a, configMap: { name: a, items: [{ key: a, path: b/c }, { key: c, path: b/d }] } }',
    affinity('topologyKey: zone, labelSelector: {}'),
    'pod.terminationGracePeriodSeconds = 0\ncontainer.lifecycle =',
  ])('nothing of %s', (changes) => {
    expect(found(changes).filter((line) => line.includes('server-warnings'))).toEqual([]);
  });
});

describe('what has no effect', () => {
  test.each<[changes: string, place: string, sentence: string]>([
    [
      'Namespace metadata.labels.pod-security~kubernetes~io/enforced = restricted',
      'Namespace /metadata/labels/pod-security.kubernetes.io~1enforced',
      'is no label that Pod Security reads',
    ],
    [
      'Service spec.sessionAffinityConfig.clientIP.timeoutSeconds = 60',
      'Service /spec/sessionAffinityConfig',
      "with the sessionAffinity 'ClientIP' only",
    ],
    [
      'NetworkPolicy spec.policyTypes = [Ingress]',
      'NetworkPolicy /spec/egress',
      "policyTypes is ['Ingress'], so that egress is not limited",
    ],
    [
      'NetworkPolicy spec.policyTypes = [Egress]',
      'NetworkPolicy /spec/ingress',
      "policyTypes is ['Egress'], so that ingress is not limited",
    ],
    ['PodDisruptionBudget spec.selector =', 'PodDisruptionBudget /spec/selector', 'the budget selects no pods'],
    [
      'container.lifecycle.preStop = { tcpSocket: { port: http } }',
      `Deployment ${main}/lifecycle/preStop/tcpSocket`,
      'no kubelet carries it out',
    ],
    [
      role('{ apiGroups: [apps/v1], resources: [deployments], verbs: [get] }'),
      'Role /rules/0/apiGroups/0',
      "'apps/v1' is a group with a version",
    ],
    [
      role('{ apiGroups: [apps], resources: [deployments, Deployment], verbs: [get] }'),
      'Role /rules/0/resources/1',
      "'Deployment' is no name of a resource",
    ],
    [
      role('{ apiGroups: [""], resources: [pods], verbs: [get, lst] }'),
      'Role /rules/0/verbs/1',
      "'lst' is no verb that a request has",
    ],
    [
      role('{ apiGroups: [example.com], resources: [things], verbs: [Get] }'),
      'Role /rules/0/verbs/0',
      "'Get' is no verb that a request has",
    ],
    ['pod.hostUsers = false', `Deployment ${pod}/hostUsers`, 'it is dropped before 1.33'],
  ])('%s', (changes, place, sentence) => {
    expect(found(changes)).toContainEqual(expect.stringMatching(new RegExp(`^warning ignored-fields ${place} `)));
    expect(found(changes).join('\n')).toContain(sentence);
  });

  test('a version that is declared drops a field or not', () => {
    expect(found('pod.hostUsers = false', 32)).toEqual([expect.stringContaining('from Kubernetes 1.33 on')]);
    expect(found('pod.hostUsers = false', 33)).toEqual([]);
  });

  test.each([
    'Namespace metadata.labels = { pod-security.kubernetes.io/warn-version: latest }',
    'Service spec.sessionAffinity = ClientIP\nService spec.sessionAffinityConfig.clientIP.timeoutSeconds = 60',
    'NetworkPolicy spec.policyTypes =',
    'NetworkPolicy spec.policyTypes = [Ingress]\nNetworkPolicy spec.egress = []',
    'PodDisruptionBudget spec.selector = {}',
    role('{ apiGroups: ["*"], resources: ["*", "*/scale"], verbs: ["*"] }'),
    role('{ apiGroups: [example.com], resources: [things], verbs: [sync] }'),
    role('{ apiGroups: [authentication.k8s.io], resources: [users], verbs: ["impersonate:user-info"] }'),
    role('{ nonResourceURLs: [/metrics], verbs: [get] }', 'ClusterRole').replace(', namespace: shop', ''),
  ])('nothing of %s', (changes) => {
    expect(found(changes).filter((line) => line.includes('ignored-fields'))).toEqual([]);
  });
});

describe('what never starts', () => {
  const other = 'Namespace metadata.labels =\n';
  test.each<[changes: string, place: string, sentence: string]>([
    ['container.workingDir = srv', `${main}/workingDir`, "must be an absolute path, got 'srv'"],
    [
      `${other}pod.securityContext.runAsUser = 0`,
      `${main}/securityContext/runAsNonRoot`,
      'forbids the user 0 that runAsUser asks for',
    ],
    [
      `${other}container.securityContext = { runAsNonRoot: true, runAsUser: 0 }\npod.securityContext =`,
      `${main}/securityContext/runAsNonRoot`,
      'forbids the user 0',
    ],
    [
      'container.env.1 = { name: A, valueFrom: { configMapKeyRef: { name: A, key: a } } }',
      `${main}/env/1/valueFrom/configMapKeyRef/name`,
      'no object can be called so',
    ],
    [
      'container.envFrom = [{ secretRef: { name: A_B } }]',
      `${main}/envFrom/0/secretRef/name`,
      'no object can be called so',
    ],
    [
      'pod.volumes.1 = { name: a, configMap: { name: A } }',
      `${pod}/volumes/1/configMap/name`,
      'no object can be called so',
    ],
    [
      'pod.volumes.1 = { name: a, projected: { sources: [{ secret: { name: A } }] } }',
      `${pod}/volumes/1/projected/sources/0/secret/name`,
      'no object can be called so',
    ],
    [
      'pod.volumes.1 = { name: a, persistentVolumeClaim: { claimName: a_b } }',
      `${pod}/volumes/1/persistentVolumeClaim/claimName`,
      'no object can be called so',
    ],
    ['pod.volumes.0.emptyDir.medium = Disk', `${pod}/volumes/0/emptyDir/medium`, "'Memory' or 'HugePages', got 'Disk'"],
    [
      'container.env.1 = { name: A, valueFrom: { resourceFieldRef: { resource: limits.cpu, containerName: other } } }',
      `${main}/env/1/valueFrom/resourceFieldRef/containerName`,
      "must be a container of the pod, which has ['server'], got 'other'",
    ],
    [
      claims('{ key: cores, operator: Gt, values: [eight] }'),
      `${pod}/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/values`,
      "must be a whole number with the operator Gt, got 'eight'",
    ],
  ])('%s', (changes, place, sentence) => {
    expect(found(changes)).toContainEqual(
      expect.stringMatching(new RegExp(`^error startable-pods Deployment ${place} .*, and its pods never start$`)),
    );
    expect(found(changes).join('\n')).toContain(sentence);
  });

  test.each([
    `${other}pod.securityContext.runAsUser = 0\ncontainer.securityContext.runAsUser = 10001`,
    `${other}pod.securityContext.runAsUser = 0\ncontainer.securityContext.runAsNonRoot = false`,
    'container.env.1 = { name: A, valueFrom: { secretKeyRef: { name: A, key: a, optional: true } } }',
    'pod.volumes.0.emptyDir.medium = HugePages-2Mi',
    claims('{ key: cores, operator: Gt, values: ["8"] }'),
  ])('nothing of %s', (changes) => {
    expect(found(changes).filter((line) => line.includes('startable-pods'))).toEqual([]);
  });
});

describe('variables that come too early', () => {
  test.each<[changes: string, sentence: string]>([
    [
      'container.env = [{ name: A, value: "$(B)/x" }, { name: B, value: b }]',
      "variable 'A' of container 'server' refers to 'B', which is set after it: the text $(...) stays as it is",
    ],
    ['container.env = [{ name: A, value: "$(A)" }]', "refers to 'A', which is itself"],
  ])('%s', (changes, sentence) => {
    expect(found(changes)).toEqual([expect.stringMatching(/^warning variable-order Deployment .*\/env\/0\/value /)]);
    expect(found(changes)[0]).toContain(sentence);
  });

  test.each([
    'container.env = [{ name: B, value: b }, { name: A, value: "$(B)/x" }]',
    'container.env = [{ name: A, value: "$$(B)" }, { name: B }]',
    'container.env = [{ name: A, value: "$(ELSEWHERE_SERVICE_HOST)" }]',
    'container.envFrom = [{ configMapRef: { name: a } }]\ncontainer.env = [{ name: A, value: "$(B)" }, { name: B }]',
  ])('nothing of %s', (changes) => {
    expect(found(changes)).toEqual([]);
  });
});

test('pods that are spread among others than themselves', () => {
  const constraint = (app: string): string =>
    `pod.topologySpreadConstraints = [{ ${spread}, labelSelector: { matchLabels: { app: ${app} } } }]`;
  expect(found(constraint('pricing'))).toEqual([]);
  expect(found(constraint('other'))).toEqual([
    `warning spread-own-pods Deployment ${pod}/topologySpreadConstraints/0/labelSelector the spread over 'kubernetes.io/hostname' selects other labels than its own pods have, ['app', 'tier']: they are not counted`,
  ]);
});

test('a LimitRange that gives devices to every container', () => {
  expect(found(range('{ type: Container, max: { nvidia.com/gpu: 8 } }'))).toEqual([
    'warning limit-range-devices LimitRange /spec/limits/0 gives every container without a limit of its own 8 of nvidia.com/gpu',
  ]);
  for (const item of ['{ type: Container, max: { nvidia.com/gpu: 0 } }', '{ type: Container, max: { cpu: 8 } }'])
    expect(found(range(item))).toEqual([]);
});

test('a budget without a number, which lets no pod go', () => {
  expect(found('PodDisruptionBudget spec.maxUnavailable =')).toEqual([
    "warning drainable-budget PodDisruptionBudget /spec neither maxUnavailable nor minAvailable is set, which keeps the pods of Deployment 'pricing' in namespace 'shop' from being evicted: a drain of their nodes never ends",
  ]);
});
