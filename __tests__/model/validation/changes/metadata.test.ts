import { itAccepts, itRefuses, refusedAfter } from './changes';

const long = (length: number): string => 'a'.repeat(length);

describe('names', () => {
  itAccepts([
    `+ { apiVersion: v1, kind: ConfigMap, metadata: { name: ${long(253)}, namespace: shop } }`,
    'copy PodDisruptionBudget pricing.v2\nPodDisruptionBudget spec.selector.matchLabels = { app: other }\n' +
      '+ { apiVersion: v1, kind: Pod, metadata: { name: 1.other, namespace: shop, labels: { app: other } }, spec: ' +
      '{ securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: a, ' +
      'image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }] } }',
    '+ { apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: "shop:Reader" }, rules: ' +
      '[{ apiGroups: [""], resources: [pods], verbs: [get] }] }',
  ]);
  itRefuses([
    [
      `+ { apiVersion: v1, kind: ConfigMap, metadata: { name: ${long(254)}, namespace: shop } }`,
      'ConfigMap /metadata/name must have at most 253 characters, got 254',
    ],
    [
      'Service metadata.name = 1pricing',
      "Service /metadata/name must be lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit, got '1pricing' [before 1.36]",
    ],
    [
      '+ { apiVersion: v1, kind: Namespace, metadata: { name: a.b } }',
      "Namespace /metadata/name must be lower-case letters, digits and '-', beginning and ending with a letter or digit, got 'a.b'",
    ],
  ]);
});

describe('labels and annotations', () => {
  itAccepts([
    'Deployment metadata.labels = { example.com/Team_1: "", app: a.b-c_d }',
    'Deployment metadata.annotations = { Example.com/What: "any text, of any {length}" }',
    `Deployment metadata.annotations.a = ${long(262143)}`,
  ]);
  itRefuses([
    [
      'Deployment metadata.labels = { "a b": c }',
      "Deployment /metadata/labels/a b label key must be '[prefix/]name' with a name of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'a b'",
    ],
    [
      'Deployment metadata.labels = { a/b/c: d }',
      "Deployment /metadata/labels/a~1b~1c label key must be '[prefix/]name' with one '/' at most, got 'a/b/c'",
    ],
    [
      `Deployment metadata.labels = { ${long(64)}: b }`,
      'Deployment /metadata/labels/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa label key must have a name of at most 63 characters, got 64',
    ],
    [
      'Deployment spec.template.metadata.annotations = { "?": a }',
      "Deployment /spec/template/metadata/annotations/? annotation key must be '[prefix/]name' with a name of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got '?'",
    ],
    [
      `Deployment metadata.annotations.a = ${long(262144)}`,
      'Deployment /metadata/annotations must have at most 262144 bytes in all, got 262145',
    ],
  ]);
});

describe('structure', () => {
  itAccepts([
    'Deployment spec.paused = null',
    'pod.nodeSelector = null',
    '+ { apiVersion: models.example/v1, kind: Model, metadata: { name: a, namespace: shop }, spec: { any: thing } }',
  ]);
  itRefuses([
    [
      'Deployment spec.strategy.type = Rolling',
      "Deployment /spec/strategy/type must be one of 'Recreate', 'RollingUpdate', got 'Rolling'",
    ],
    ['Deployment apiVersion =', 'Deployment /apiVersion must be a text that is not empty, got nothing'],
  ]);
  it.each([
    ['Deployment spec.strategy.type', 'Rolling'],
    ['container.imagePullPolicy', 'Sometimes'],
    ['container.ports.0.protocol', 'HTTP'],
    ['container.readinessProbe.httpGet.scheme', 'http'],
    ['pod.dnsPolicy', 'Cluster'],
    ['pod.restartPolicy', 'Sometimes'],
    ['pod.securityContext.fsGroupChangePolicy', 'Never'],
    ['pod.securityContext.seccompProfile.type', 'Default'],
    ['Service spec.type', 'Public'],
    ['Service spec.sessionAffinity', 'Cookie'],
    ['Service spec.externalTrafficPolicy', 'Near'],
    ['Service spec.internalTrafficPolicy', 'Near'],
    ['port.protocol', 'HTTP'],
    ['PodDisruptionBudget spec.unhealthyPodEvictionPolicy', 'Always'],
    ['rule.ports.0.protocol', 'HTTP'],
    ['NetworkPolicy spec.policyTypes.0', 'ingress'],
  ])('knows all values of %s', (field, value) => {
    expect(refusedAfter(`Service spec.type = NodePort\n${field} = ${value}`)).toEqual([
      expect.stringMatching(/^\w+ [\w/]+ must be one of '/),
    ]);
  });
  it.each(['{ key: a, operator: Is }', '{ key: a, operator: Exists, effect: Never }'])(
    'knows all values of the toleration %s',
    (toleration) => {
      expect(refusedAfter(`pod.tolerations = [${toleration}]`)).toEqual([expect.stringContaining('must be one of')]);
    },
  );
});
