import { objectAt, objectsIn } from '../../private/json';
import { Quantity } from '../../private/quantity';
import { show } from '../../private/show';
import type { Manifest } from '../../manifests/manifest';
import type { Rule, Violation } from '../rule';

export const limitRangeDevices: Rule = {
  id: 'limit-range-devices',
  title: 'no LimitRange gives devices to containers that ask for none',
  severity: 'warning',
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
  check: (set) => set.ofKind('LimitRange', '').flatMap(violationsOf),
};

function violationsOf(manifest: Manifest): Violation[] {
  return objectsIn(objectAt(manifest.json, 'spec').limits).flatMap((item, index) => {
    if (item.type !== 'Container') return [];
    const given = { ...objectAt(item, 'max'), ...objectAt(item, 'default') };
    return Object.entries(given)
      .filter(([name, amount]) => name.includes('/') && Quantity.read(amount)?.isZero === false)
      .map(([name, amount]) => ({
        manifest,
        at: `/spec/limits/${index}`,
        message: `gives every container without a limit of its own ${show(amount)} of ${name}`,
        fix: `count the devices in a ResourceQuota, as 'requests.${name}'`,
      }));
  });
}
