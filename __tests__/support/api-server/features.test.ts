import { findings } from '../api-server';
import { changed } from './accepted';
import { itAccepts, itRefuses } from './cases';

const d = 'Deployment/shop/pricing: spec.template.spec';
const sidecar =
  'pod.initContainers = [{ name: a, image: a, restartPolicy: Always, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]';
const withoutSleep = 'container.lifecycle =';

describe('fields that came with a version', () => {
  it.each<[string, string, string]>([
    ['', '1.30', 'containers[0].lifecycle.preStop.sleep'],
    [`${withoutSleep}\n${sidecar}`, '1.29', 'initContainers[0].restartPolicy "Always"'],
    [
      'container.securityContext.appArmorProfile = { type: RuntimeDefault }\ncontainer.lifecycle =',
      '1.30',
      'containers[0].securityContext.appArmorProfile',
    ],
    [
      'container.volumeMounts.0.recursiveReadOnly = Disabled',
      '1.31',
      'containers[0].volumeMounts[0].recursiveReadOnly',
    ],
    ['pod.securityContext.supplementalGroupsPolicy = Strict', '1.33', 'securityContext.supplementalGroupsPolicy'],
    ['pod.hostUsers = false', '1.33', 'hostUsers false'],
    ['pod.resources = { requests: { cpu: 1 } }', '1.34', 'resources'],
    ['pod.volumes.1 = { name: model, image: { reference: registry.example/model:1 } }', '1.35', 'volumes[1].image'],
    [
      'pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 1, podAffinityTerm: { topologyKey: zone, labelSelector: {}, matchLabelKeys: [pod-template-hash] } }]',
      '1.31',
      'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.matchLabelKeys',
    ],
  ])('%s: from %s on', (changes, since, path) => {
    const before = `1.${Number(since.slice(2)) - 1}`;
    const sentence = `${d}.${path} needs Kubernetes ${since}, the oldest server is ${before}`;
    expect(findings(changed(changes), { kubernetesVersion: before })).toEqual([sentence]);
    expect(findings(changed(changes), { kubernetesVersion: since })).toEqual([]);
  });

  itAccepts(['Service spec.trafficDistribution = PreferClose'], { kubernetesVersion: '1.31' });
  itAccepts(['Service spec.trafficDistribution = PreferSameNode'], { kubernetesVersion: 'v1.34.2' });
  itRefuses(
    [
      [
        'Service spec.trafficDistribution = PreferSameNode',
        'Service/shop/pricing: spec.trafficDistribution "PreferSameNode" needs Kubernetes 1.34, the oldest server is 1.33',
      ],
    ],
    { kubernetesVersion: '1.33' },
  );
});

describe('kinds that came with a version', () => {
  const claim =
    '+ { apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: { name: gpu, namespace: shop }, spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.example } }] } } } }';
  itAccepts([claim], { kubernetesVersion: '1.34' });
  itRefuses(
    [
      [
        claim,
        'ResourceClaimTemplate/shop/gpu: resource.k8s.io/v1 ResourceClaimTemplate needs Kubernetes 1.34, the oldest server is 1.33',
      ],
    ],
    { kubernetesVersion: '1.33' },
  );
});

describe('without a stated version', () => {
  itAccepts(['', sidecar]);
  itRefuses([['pod.hostUsers = false', `${d}.hostUsers false needs Kubernetes 1.33, the oldest server is 1.30`]]);
});

it('refuses what is no version', () => {
  expect(() => findings([], { kubernetesVersion: 'latest' })).toThrow('not a Kubernetes version: latest');
});
