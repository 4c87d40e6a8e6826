import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { keyOf, titleOf } from '../../manifests/object-ref';
import { poolLabels, poolsOf, targetPortsOf } from '../../model/pools/inference-pool';
import { podsOfPool } from '../../model/pools/pool-pods';
import { labelsText } from '../../model/selection/pod-index';
import { canonical } from '../../private/digest';
import type { Rule, Violation } from '../rule';

export const onePoolPerPod: Rule = {
  id: 'one-pool-per-pod',
  title: 'no two InferencePools spread requests over the same pods',
  severity: 'error',
  reason:
    'Each picker counts the requests that it sent itself. Two of them over the same pods on the same port know half of what goes on: both take a pod for idle that the other has just filled, and versions that two pools should keep apart are mixed. Pools for different ports of the same pods are different endpoints.',
  sources: ['https://gateway-api-inference-extension.sigs.k8s.io/api-types/inferencepool/'],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama-next, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-next-epp, port: { number: 9002 } }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama, version: "1" } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama-next, namespace: llm }
spec:
  selector: { matchLabels: { app: llama, version: "2" } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-next-epp, port: { number: 9002 } }`,
  },
  check(set) {
    const first = new Map<string, Manifest>();
    return poolsOf(set).flatMap((pool) => {
      const endpoints = endpointsOf(set, pool);
      const other = endpoints.map((each) => first.get(each)).find((each) => each !== undefined);
      for (const each of endpoints) if (!first.has(each)) first.set(each, pool);
      return other ? [violationOf(set, pool, other)] : [];
    });
  },
};

/** What a pool spreads requests over, port by port: what its labels select, and the pods of the set that they do. */
function endpointsOf(set: ManifestSet, pool: Manifest): string[] {
  const pods = podsOfPool(set, pool).map((group) => `${keyOf(group.manifest)}${group.at}`);
  const selected = [`${pool.namespaceName ?? ''} ${canonical(poolLabels(pool))}`, ...pods];
  return [...new Set(targetPortsOf(pool))].flatMap((port) => selected.map((each) => `${port} ${each}`));
}

function violationOf(set: ManifestSet, pool: Manifest, other: Manifest): Violation {
  const pods = podsOfPool(set, pool).filter((group) => podsOfPool(set, other).includes(group));
  const which = pods.length === 0 ? '' : `, the pods of ${titleOf(pods[0].manifest)} among them`;
  return {
    manifest: pool,
    at: '/spec/selector/matchLabels',
    message: `selects ${labelsText(poolLabels(pool))}, and ${titleOf(other)} ${labelsText(poolLabels(other))}: both spread requests over the same pods${which}`,
    fix: 'give the pods of each version a label of their own and select by it, or lead both routes to one pool',
    others: [other, ...pods.slice(0, 1).map(({ manifest }) => manifest)],
  };
}
