import { hasStrictSchemas } from '../strict-schemas';
import { findings } from '../api-server';
import { changed } from './accepted';
import { itAccepts, itRefuses } from './cases';

const long = (length: number): string => 'a'.repeat(length);

describe('names', () => {
  itAccepts([
    'copy PodDisruptionBudget pricing.v2\nPodDisruptionBudget spec.selector.matchLabels = { app: other }\n' +
      '+ { apiVersion: v1, kind: Pod, metadata: { name: 1.other, namespace: shop, labels: { app: other } }, spec: ' +
      '{ securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [{ name: a, ' +
      'image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }] } }',
    '+ { apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: "shop:Reader" }, rules: ' +
      '[{ apiGroups: [""], resources: [pods], verbs: [get] }] }',
  ]);
  itRefuses([
    [
      'Service metadata.name = 1pricing',
      'Service/shop/1pricing: metadata.name must be a DNS-1035 label, got "1pricing"',
    ],
    [
      'Service metadata.name = pricing.v1',
      'Service/shop/pricing.v1: metadata.name must be a DNS-1035 label, got "pricing.v1"',
    ],
    [
      `Service metadata.name = ${long(64)}`,
      `Service/shop/${long(64)}: metadata.name must be at most 63 characters, got 64`,
    ],
    [
      'PodDisruptionBudget metadata.name = Upper_Case',
      'PodDisruptionBudget/shop/Upper_Case: metadata.name must be a DNS-1123 subdomain, got "Upper_Case"',
    ],
    [
      `PodDisruptionBudget metadata.name = ${long(254)}`,
      `PodDisruptionBudget/shop/${long(254)}: metadata.name must be at most 253 characters, got 254`,
    ],
    [
      '+ { apiVersion: v1, kind: Namespace, metadata: { name: a.b } }',
      'Namespace/-/a.b: metadata.name must be a DNS-1123 label, got "a.b"',
    ],
    [
      '+ { apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: a/b, namespace: shop }, rules: ' +
        '[{ apiGroups: [""], resources: [pods], verbs: [get] }] }',
      'Role/shop/a/b: metadata.name must be a path segment (not . or .., without / and %), got "a/b"',
    ],
    [
      'PodDisruptionBudget metadata.name =',
      'PodDisruptionBudget/-/?: metadata.name is required (a generated name is a new object at every apply)',
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
      'Deployment/shop/pricing: metadata.labels key must be a qualified name, got "a b"',
    ],
    [
      'Deployment metadata.labels = { a/b/c: d }',
      'Deployment/shop/pricing: metadata.labels key must be a qualified name, got "a/b/c"',
    ],
    [
      'Deployment metadata.labels = { Example.com/a: b }',
      'Deployment/shop/pricing: metadata.labels key must have a prefix that is a DNS-1123 subdomain, got "Example.com/a"',
    ],
    [
      `Deployment metadata.labels = { ${long(64)}: b }`,
      'Deployment/shop/pricing: metadata.labels key must have a name part of at most 63 characters, got 64',
    ],
    [
      'Deployment metadata.labels = { a: b c }',
      'Deployment/shop/pricing: metadata.labels["a"] must be a label value, got "b c"',
    ],
    [
      `Deployment metadata.labels = { a: ${long(64)} }`,
      'Deployment/shop/pricing: metadata.labels["a"] must be at most 63 characters, got 64',
    ],
    ['Deployment metadata.labels = { a: 1 }', 'Deployment/shop/pricing: metadata.labels.a must be string'],
    [
      'Deployment spec.template.metadata.labels.tier = a/b',
      'Deployment/shop/pricing: spec.template.metadata.labels["tier"] must be a label value, got "a/b"',
    ],
    [
      'Deployment spec.template.metadata.annotations = { "?": a }',
      'Deployment/shop/pricing: spec.template.metadata.annotations key must be a qualified name, got "?"',
    ],
    [
      `Deployment metadata.annotations.a = ${long(262144)}`,
      'Deployment/shop/pricing: metadata.annotations must be at most 262144 bytes together, got 262145',
    ],
  ]);
});

describe('scope and ownership', () => {
  itRefuses([
    [
      'Namespace metadata.namespace = shop',
      'Namespace/shop/shop: metadata.namespace must be absent, a Namespace belongs to the cluster',
    ],
    [
      'copy ServiceAccount other\nServiceAccount metadata.namespace =',
      'ServiceAccount/-/other: metadata.namespace is required',
    ],
    [
      'ServiceAccount metadata.resourceVersion = "1"',
      "ServiceAccount/shop/pricing: metadata.resourceVersion is the server's to write",
    ],
    [
      'ServiceAccount metadata.creationTimestamp = "2026-01-01T00:00:00Z"',
      "ServiceAccount/shop/pricing: metadata.creationTimestamp is the server's to write",
    ],
    ['Deployment status = { replicas: 1 }', "Deployment/shop/pricing: status is the server's to write"],
  ]);
});

describe('structure', () => {
  itAccepts([
    'Deployment spec.paused = null',
    'pod.nodeSelector = null',
    '+ { apiVersion: models.example/v1, kind: Model, metadata: { name: a, namespace: shop }, spec: { any: thing } }',
  ]);
  itRefuses([
    ['Deployment metadata.labels = { a: null }', 'Deployment/shop/pricing: metadata.labels.a must be string'],
    ['Deployment spec.replicas = "3"', 'Deployment/shop/pricing: spec.replicas must be integer'],
    [
      'Deployment spec.strategy.type = Rolling',
      'Deployment/shop/pricing: spec.strategy.type must be one of ["Recreate","RollingUpdate"]',
    ],
    ['Deployment spec.selector =', 'Deployment/shop/pricing: spec must have required property selector'],
    ['container.args = [a, null]', 'Deployment/shop/pricing: spec.template.spec.containers[0].args[1] must be string'],
    [
      'container.resources.limits.memory = 1GiB',
      'Deployment/shop/pricing: spec.template.spec.containers[0].resources.limits.memory must be number or must match format "quantity"',
    ],
    ['Deployment apiVersion = apps/v1beta1', 'Deployment/shop/pricing: no kind Deployment is served by apps/v1beta1'],
    ['Deployment apiVersion =', '?/-/?: apiVersion and kind are required, got nothing and "Deployment"'],
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
    const set = changed(`Service spec.type = NodePort\n${field} = ${value}`);
    expect(findings(set)).toEqual([expect.stringMatching(/^\w+\/shop\/pricing: [\w.[\]]+ must be one of \[".*"\]$/)]);
  });
  it.each(['{ key: a, operator: Is }', '{ key: a, operator: Exists, effect: Never }'])(
    'knows all values of the toleration %s',
    (toleration) => {
      expect(findings(changed(`pod.tolerations = [${toleration}]`))).toEqual([
        expect.stringContaining('must be one of'),
      ]);
    },
  );
  (hasStrictSchemas ? describe : describe.skip)('with strict schemas', () => {
    itRefuses([
      ['Deployment spec.replica = 3', 'Deployment/shop/pricing: spec.replica is no field of a Deployment'],
      [
        'container.imagePullpolicy = Always',
        'Deployment/shop/pricing: spec.template.spec.containers[0].imagePullpolicy is no field of a Deployment',
      ],
      ['Service extra = 1', 'Service/shop/pricing: extra is no field of a Service'],
      [
        '+ { apiVersion: traefik.io/v1alpha1, kind: Middleware, metadata: { name: a, namespace: shop }, spec: { strip: {} } }',
        'Middleware/shop/a: spec.strip is no field of a Middleware',
      ],
      [
        '+ { apiVersion: traefik.io/v1alpha1, kind: Middleware, metadata: { name: a, namespace: shop }, spec: { chain: 1 } }',
        'Middleware/shop/a: spec.chain must be object',
      ],
    ]);
  });
});
