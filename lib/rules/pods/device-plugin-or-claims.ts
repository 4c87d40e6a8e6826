import { inPods } from '../in-pods';
import { type DeviceVendor, vendorOfClass, vendorOfResource } from '../../cluster/device-names';
import { acceleratorsOf, type ContainerAccelerators, deviceClaimsIn } from '../../model/scaling/accelerators';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const devicePluginOrClaims: Rule = {
  id: 'device-plugin-or-claims',
  title: 'the devices of a pod come from a device plugin or by claims, never both',
  severity: 'error',
  reason:
    "A device plugin and a DRA driver know nothing of each other: a pod that asks for GPUs of NVIDIA by nvidia.com/gpu and by a claim of gpu.nvidia.com needs a node on which both hand out the same hardware, and there both may hand out the same GPU. AWS offers its chips under several names too (aws.amazon.com/neuron, neuroncore): whoever asks for two of them asks for more than one node has. NVIDIA's channels between nodes (compute-domain-*.nvidia.com) are no GPUs, and go together with a device plugin.",
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
    'https://github.com/NVIDIA/k8s-dra-driver-gpu',
    'https://awsdocs-neuron.readthedocs-hosted.com/en/latest/containers/kubernetes-getting-started.html',
  ],
  example: {
    kubernetesMinor: 34,
    failing: `apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: { name: gpu, namespace: vision }
spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com } }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]
  containers:
    - name: main
      image: registry.example/llama:1.0.0
      resources: { claims: [{ name: gpu }], limits: { nvidia.com/gpu: 1 } }`,
    mended: `apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: { name: gpu, namespace: vision }
spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com } }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]
  containers:
    - name: main
      image: registry.example/llama:1.0.0
      resources: { claims: [{ name: gpu }] }`,
  },
  check: (set) =>
    inPods(set, ({ manifest, namespaceName, podSpec, at }) => {
      const asked = acceleratorsOf(podSpec, deviceClaimsIn(set, namespaceName));
      const found = asked.length < 2 ? undefined : twoWays(asked);
      if (!found) return [];
      const [first, second] = found;
      return [
        {
          manifest,
          at: `${at}/containers`,
          message: `asks for the same devices by two ways, ${wayOf(first)} and ${wayOf(second)}: no node has both to give`,
          fix: second.isClaimed ? 'remove the resource from requests and limits, or the claim' : 'remove one of them',
        },
      ];
    }),
};

function vendorOf({ isClaimed, resource }: ContainerAccelerators): DeviceVendor | undefined {
  return isClaimed ? vendorOfClass(resource) : vendorOfResource(resource);
}

/** Two names for the same hardware. */
function twoWays(
  asked: readonly ContainerAccelerators[],
): readonly [ContainerAccelerators, ContainerAccelerators] | undefined {
  for (const first of asked.filter(({ isClaimed }) => !isClaimed)) {
    const vendor = vendorOf(first);
    const second = asked.find(
      (each) => vendor !== undefined && vendorOf(each) === vendor && (each.isClaimed || isOtherName(first, each)),
    );
    if (second) return [first, second];
  }
  return undefined;
}

/** Slices of several sizes are devices of their own; chips and their cores are not. */
function isOtherName(first: ContainerAccelerators, second: ContainerAccelerators): boolean {
  return first.resource !== second.resource && first.resource.startsWith('aws.amazon.com/');
}

function wayOf({ container, resource, isClaimed }: ContainerAccelerators): string {
  return `container ${show(container.name)} by ${isClaimed ? `a claim of the DeviceClass ${show(resource)}` : `the resource ${show(resource)}`}`;
}
