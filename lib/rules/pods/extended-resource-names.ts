import type { PodGroup } from '../../model/selection/pod-groups';
import { inPods } from '../in-pods';
import { resourceMeantBy } from '../../cluster/extended-resources';
import { containersOf } from '../../model/quota/pod-charge';
import { isPlainObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const extendedResourceNames: Rule = {
  id: 'extended-resource-names',
  title: 'accelerators are asked for by names that device plugins offer',
  severity: 'warning',
  reason:
    'The API server takes any name of an extended resource. Where no node offers it, its pods stay pending, and a quota by it counts nothing: of nvidia.com/gpus, nvidia.com/GPU or gpu.intel.com/i915s there are none anywhere. Looked at is what reads like a resource of a known device plugin; plugins that are told to rename what they offer may have any name.',
  sources: [
    'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/',
    'https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/',
    'https://github.com/NVIDIA/k8s-device-plugin#configuration-option-details',
    'https://docs.nvidia.com/datacenter/cloud-native/kubernetes/latest/index.html',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { nvidia.com/gpus: 1 } } }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { nvidia.com/gpu: 1 } } }]`,
  },
  check: (set) => [...inPods(set, ofPods), ...set.ofKind('ResourceQuota', '').flatMap(ofQuota)],
};

function ofPods({ manifest, podSpec, at }: PodGroup): Violation[] {
  return containersOf(podSpec).flatMap(({ container }) => {
    const { limits, requests } = objectAt(container, 'resources');
    const names = new Set([limits, requests].flatMap((map) => (isPlainObject(map) ? Object.keys(map) : [])));
    return [...names].flatMap((name) => {
      const meant = resourceMeantBy(name);
      return meant === undefined
        ? []
        : [
            {
              manifest,
              at: `${at}/containers`,
              message: `container ${show(container.name)} asks for ${show(name)}, which no device plugin offers: its pods stay pending`,
              fix: `ask for ${show(meant)}`,
            },
          ];
    });
  });
}

function ofQuota(manifest: Violation['manifest']): Violation[] {
  return Object.keys(objectAt(manifest.json, 'spec', 'hard')).flatMap((key) => {
    const meant = key.startsWith('requests.') ? resourceMeantBy(key.slice('requests.'.length)) : undefined;
    return meant === undefined
      ? []
      : [
          {
            manifest,
            at: '/spec/hard',
            message: `hard[${show(key)}] counts ${show(key.slice('requests.'.length))}, which no device plugin offers: nothing is limited`,
            fix: `use ${show(`requests.${meant}`)}`,
          },
        ];
  });
}
