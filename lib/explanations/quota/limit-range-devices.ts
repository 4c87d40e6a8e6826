import type { Explanation } from '../explanation';

export const limitRangeDevices: Explanation = {
  reason:
    'What a LimitRange sets as the maximum or default of containers, every container without a limit of its own gets, sidecars and jobs too. Of CPU that is meant; of an extended resource such as a GPU each of them then takes as many devices, and most never start.',
  sources: [
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
    'SetDefaults_LimitRangeItem in pkg/apis/core/v1/defaults.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: vision }
spec: { limits: [{ type: Container, max: { nvidia.com/gpu: 8 } }] }`,
    mended: `apiVersion: v1
kind: ResourceQuota
metadata: { name: devices, namespace: vision }
spec: { hard: { requests.nvidia.com/gpu: 8 } }`,
  },
};
