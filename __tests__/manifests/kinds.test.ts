import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  isClusterScoped,
  isClusterScopedResource,
  isKubernetesGroup,
  isServed,
  kindsOfGroup,
  knownGroups,
  podSpecPath,
  resourceOf,
} from '../../lib/manifests/kinds';
import { rolesFor } from '../../lib/tenant/access/roles';

const MINORS = Array.from({ length: 10 }, (_, index) => 28 + index);
const KINDS = knownGroups().flatMap(kindsOfGroup);
const inWords = (group: string, version: string, kind: string) =>
  `${group === '' ? '' : `${group}/`}${version} ${kind}`;

/** The minor versions that serve something, as `28..31`. */
function servedBy(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const minors = MINORS.filter((minor) => isServed(group, version, kind, minor));
  return minors.length === 0 ? 'never' : `${minors[0]}..${minors.at(-1)}`;
}

test.each([
  ['v1', 'Pod', '28..37'],
  ['apps/v1', 'Deployment', '28..37'],
  ['apps/v1beta2', 'Deployment', 'never'],
  ['extensions/v1beta1', 'Ingress', 'never'],
  ['policy/v1beta1', 'PodSecurityPolicy', 'never'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', '28..37'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'never'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', '28..28'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', '28..31'],
  ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', '29..37'],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', '30..37'],
  ['admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', '36..37'],
  ['networking.k8s.io/v1beta1', 'ServiceCIDR', '31..36'],
  ['networking.k8s.io/v1', 'IPAddress', '33..37'],
  ['resource.k8s.io/v1alpha2', 'ResourceClaim', '28..30'],
  ['resource.k8s.io/v1alpha3', 'ResourceClaim', '31..33'],
  ['resource.k8s.io/v1beta1', 'ResourceClaim', '32..37'],
  ['resource.k8s.io/v1', 'ResourceClaim', '34..37'],
  ['storage.k8s.io/v1', 'VolumeAttributesClass', '34..37'],
  ['scheduling.k8s.io/v1alpha1', 'Workload', '35..35'],
  ['scheduling.k8s.io/v1beta1', 'PodGroup', '37..37'],
  ['certificates.k8s.io/v1beta1', 'PodCertificateRequest', '35..37'],
])('%s %s is served by the minor versions %s', (apiVersion, kind, minors) => {
  expect(servedBy(apiVersion, kind)).toBe(minors);
});

test('nothing is said of versions of custom resources, and a group of Kubernetes has no others than are known', () => {
  expect(isServed('argoproj.io', 'v1alpha1', 'Rollout', 30)).toBeUndefined();
  expect(isServed('example.com', 'v1', 'Model', 30)).toBeUndefined();
  expect(isServed('apps', 'v1', 'Model', 30)).toBe(false);
});

/** What is part of an address only, or no object at all; cdk8s-plus-28 has but one class for both kinds of Event. */
const NO_OBJECTS =
  /^(meta\/v1 |v1 (Status|DeleteOptions)$|policy\/v1 Eviction|authentication\.k8s\.io\/v1 TokenRequest|autoscaling\/v1 Scale$)|List$|Options$/;

test('what cdk8s-plus-28 knows of Kubernetes 1.28 is what is served there, neither more nor less', () => {
  const text = readFileSync(join(dirname(require.resolve('cdk8s-plus-28')), 'imports', 'k8s.js'), 'utf8');
  const theirs = [...text.matchAll(/apiVersion: '([^']+)',\s+kind: '(\w+)'/g)]
    .map(([, apiVersion, kind]) => `${apiVersion} ${kind}`)
    .filter((name) => !NO_OBJECTS.test(name));
  const ours = KINDS.filter(({ group, kind }) => group !== 'metrics.k8s.io' && `${group}/${kind}` !== '/Event').flatMap(
    ({ group, kind, versions = {} }) =>
      Object.keys(versions)
        .filter((version) => isServed(group, version, kind, 28))
        .map((version) => inWords(group, version, kind)),
  );
  expect(ours.sort()).toEqual([...new Set(theirs)].sort());
});

test('the stable versions that kubernetes-models has classes for are served', () => {
  const root = dirname(require.resolve('kubernetes-models/package.json'));
  const folders = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  const classes = folders.flatMap((file) => {
    const found = /"apiVersion": "([^"]+)";\s+"kind": "(\w+)"/.exec(readFileSync(join(root, file), 'utf8'));
    return found ? [`${found[1]} ${found[2]}`] : [];
  });
  const named = [...new Set(classes)].filter((name) => /\bv\d+ /.test(name) && !NO_OBJECTS.test(name));
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((name) => servedBy(...(name.split(' ') as [string, string])) === 'never')).toEqual([]);
});

test('every kind is served by a supported version, none by one before its own first', () => {
  for (const { group, kind, versions = {} } of KINDS) {
    for (const [version, { since = 28, until = 37 }] of Object.entries(versions)) {
      expect([group, kind, version, MINORS.includes(since), MINORS.includes(until), since <= until]).toEqual([
        group,
        kind,
        version,
        true,
        true,
        true,
      ]);
    }
  }
});

test('no two kinds of a group share a plural', () => {
  const names = KINDS.map(({ group, plural }) => `${plural}.${group}`);
  expect(names).toHaveLength(new Set(names).size);
});

test.each([
  ['', 'Endpoints', 'endpoints'],
  ['networking.k8s.io', 'Ingress', 'ingresses.networking.k8s.io'],
  ['networking.k8s.io', 'NetworkPolicy', 'networkpolicies.networking.k8s.io'],
  ['metrics.k8s.io', 'PodMetrics', 'pods.metrics.k8s.io'],
  ['gateway.networking.k8s.io', 'Gateway', 'gateways.gateway.networking.k8s.io'],
  ['example.com', 'Batch', 'batches.example.com'],
])('%s %s is the resource %s', (group, kind, resource) => {
  expect(resourceOf(group, kind)).toBe(resource);
});

test.each([
  ['', 'Namespace', true],
  ['', 'ConfigMap', false],
  ['cert-manager.io', 'ClusterIssuer', true],
  ['cert-manager.io', 'Issuer', false],
  ['example.com', 'ClusterRole', false],
])('whether %s %s lives in no namespace: %p', (group, kind, expected) => {
  expect(isClusterScoped(group, kind)).toBe(expected);
});

test('signers have permissions and no objects, and live in no namespace', () => {
  expect(isClusterScopedResource('certificates.k8s.io', 'signers')).toBe(true);
  expect(isClusterScopedResource('', 'signers')).toBe(false);
});

test.each([
  ['', 'Pod', 'spec'],
  ['', 'PodTemplate', 'template.spec'],
  ['apps', 'Deployment', 'spec.template.spec'],
  ['batch', 'CronJob', 'spec.jobTemplate.spec.template.spec'],
  ['keda.sh', 'ScaledJob', 'spec.jobTargetRef.template.spec'],
  ['example.com', 'Model', 'spec.template.spec'],
  ['', 'ConfigMap', undefined],
  ['argoproj.io', 'ApplicationSet', undefined],
])('%s %s has its pod spec in %s', (group, kind, path) => {
  expect(podSpecPath(group, kind)?.join('.')).toBe(path);
});

test('the roles of a tenant name resources that are known', () => {
  const named = Object.values(rolesFor(undefined, [])).flatMap((rules) =>
    rules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) => resources.map((resource) => [group, resource.split('/')[0]] as const)),
    ),
  );
  for (const [group, resource] of named) expect(kindsOfGroup(group).map(({ plural }) => plural)).toContain(resource);
});

test('groups of Kubernetes come before others, so that a plural in several means theirs', () => {
  const own = knownGroups().filter(isKubernetesGroup);
  expect(knownGroups().slice(0, own.length)).toEqual(own);
});
