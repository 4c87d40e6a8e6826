import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { admissionOf } from '../../model/network/admission';
import { gatewayOf } from '../../model/network/gateways';
import { type NetworkReach, networkReachOf } from '../../model/network/reach';
import { INFERENCE_POOL, poolsOf, targetPortsOf } from '../../model/pools/inference-pool';
import { pickerFlagsOf, pickerPodsOf } from '../../model/pools/pickers';
import { podsOfPool } from '../../model/pools/pool-pods';
import { poolReferences } from '../../model/routing/pool-references';
import type { PodGroup } from '../../model/selection/pod-groups';
import type { RuleContext } from '../context';
import { namesOf } from '../network/policies/policy-text';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const pickerReachable: Rule = {
  id: 'picker-reachable',
  title: 'network policies let gateways in to endpoint pickers, and pickers out to metrics and to the API server',
  severity: 'error',
  reason:
    'A gateway asks the picker before each request: shut out, it refuses all of them, or picks pods itself where failureMode is FailOpen. A picker that does not reach the metrics of its pods takes all for equally idle; one that does not reach the API server never learns of a pod, and is never ready. The API server is no pod: a policy names its addresses, or the ports 443 or 6443 alone. What address blocks, selectors of unknown labels or policies of other kinds let in is not judged.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/concepts/api-overview/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Service
metadata: { name: llama-epp, namespace: llm }
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama-epp, namespace: llm, labels: { app: llama-epp } }
spec: { containers: [{ name: epp, image: registry.example/epp:0.9.0 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: inside, namespace: llm }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Service
metadata: { name: llama-epp, namespace: llm }
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama-epp, namespace: llm, labels: { app: llama-epp } }
spec: { containers: [{ name: epp, image: registry.example/epp:0.9.0 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: inside, namespace: llm }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: llama-epp, namespace: llm }
spec:
  podSelector: { matchLabels: { app: llama-epp } }
  policyTypes: [Egress]
  egress: [{ ports: [{ port: 443 }, { port: 6443 }] }]`,
  },
  check(set, { cluster }) {
    const reach = networkReachOf(set);
    if (reach.isEmpty) return [];
    const pools = poolsOf(set);
    return once([
      ...gatewayViolations(set, reach, cluster),
      ...pools.flatMap((pool) =>
        pickerPodsOf(set, pool).flatMap(({ group }) => [
          ...metricsViolations(set, reach, pool, group),
          ...apiServerViolations(reach, pool, group),
        ]),
      ),
    ]);
  },
};

function gatewayViolations(set: ManifestSet, reach: NetworkReach, cluster: RuleContext['cluster']): Violation[] {
  return poolReferences(set).flatMap(({ route, at, name, namespaceName }) => {
    const pool = set.find(INFERENCE_POOL.kind, INFERENCE_POOL.group, name, namespaceName);
    if (!pool) return [];
    const gateway = gatewayOf(set, cluster, route);
    return pickerPodsOf(set, pool).flatMap(({ group, port }): Violation[] => {
      const admission = admissionOf(reach, group, gateway, port);
      if (admission === 'open') return [];
      const policies = reach.policiesOf(group, 'ingress');
      return [
        {
          manifest: route,
          at,
          ...(admission === 'others' && { severity: 'warning' as const }),
          message: `leads to ${titleOf(pool)}, whose picker ${titleOf(group.manifest)} is asked on port ${port.number}: ${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not let ${gateway.title} in there`,
          fix: `let the gateway's pods in with a NetworkPolicy that selects the picker, on port ${port.number}`,
          others: [pool, group.manifest, ...policies],
        },
      ];
    });
  });
}

/** Metrics are read on the target ports, unless the picker was told a port for them. */
function metricsViolations(set: ManifestSet, reach: NetworkReach, pool: Manifest, picker: PodGroup): Violation[] {
  const { metricsPort } = pickerFlagsOf(picker);
  const ports = metricsPort === undefined ? targetPortsOf(pool) : [metricsPort];
  return podsOfPool(set, pool).flatMap((pods) =>
    ports.flatMap((number): Violation[] => {
      const port = { number, protocol: 'TCP' };
      const isOut = reach.letsOut(picker, pods, port) !== 'no';
      if (isOut && (pods.podSpec.hostNetwork === true || reach.admits(pods, picker, port) !== 'no')) return [];
      const policies = isOut ? reach.policiesOf(pods, 'ingress') : reach.policiesOf(picker, 'egress');
      const [way, whose] = isOut ? ['in', 'these pods'] : ['out', 'the picker'];
      return [
        {
          manifest: pool,
          message: `its picker ${titleOf(picker.manifest)} reads metrics of the pods of ${titleOf(pods.manifest)} on port ${number}, and ${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not let it ${way} there`,
          fix: `let it ${way} with a NetworkPolicy that selects ${whose}, on port ${number}`,
          others: [picker.manifest, pods.manifest, ...policies],
        },
      ];
    }),
  );
}

const API_SERVER_PORTS = [443, 6443];

function apiServerViolations(reach: NetworkReach, pool: Manifest, picker: PodGroup): Violation[] {
  if (picker.podSpec.hostNetwork === true) return [];
  if (API_SERVER_PORTS.some((number) => reach.letsOutside(picker, { number, protocol: 'TCP' }))) return [];
  const policies = reach.policiesOf(picker, 'egress');
  return [
    {
      manifest: pool,
      message: `its picker ${titleOf(picker.manifest)} watches pods through the API server, to which ${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not let it out`,
      fix: `let it out with a NetworkPolicy on the ports ${API_SERVER_PORTS.join(' and ')}, to the addresses of the API server or without any`,
      others: [picker.manifest, ...policies],
    },
  ];
}
