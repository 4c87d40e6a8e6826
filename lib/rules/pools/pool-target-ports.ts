import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { MAX_TARGET_PORTS, poolsOf, targetPortsOf } from '../../model/pools/inference-pool';
import { declaredPorts } from '../../model/pools/pickers';
import { podsOfPool } from '../../model/pools/pool-pods';
import type { PodGroup } from '../../model/selection/pod-groups';
import { lastingContainers } from '../../model/selection/pod-groups';
import { objectsIn } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const poolTargetPorts: Rule = {
  id: 'pool-target-ports',
  title: 'target ports of InferencePools are 1 to 8 different ports that their pods have',
  severity: 'error',
  reason:
    'The gateway sends requests to the target ports of the pods themselves, without a Service in between, and the picker reads metrics there: a port that nothing listens on is an endpoint that refuses, and pods are dropped without a word. More than 8 ports, none or the same one twice are refused by the API server. A number that no container declares may be listened on all the same: where containers declare other ports it is a warning.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec',
    'https://github.com/kubernetes-sigs/gateway-api-inference-extension/issues/2562',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 80 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec:
  containers:
    - { name: llama, image: vllm/vllm-openai:v0.33.0, ports: [{ name: http, containerPort: 8000 }] }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec:
  containers:
    - { name: llama, image: vllm/vllm-openai:v0.33.0, ports: [{ name: http, containerPort: 8000 }] }`,
  },
  check: (set) => poolsOf(set).flatMap((pool) => [...numberOf(pool), ...missing(set, pool)]),
};

function numberOf(pool: Manifest): Violation[] {
  const ports = targetPortsOf(pool);
  const at = '/spec/targetPorts';
  if (ports.length < 1 || ports.length > MAX_TARGET_PORTS)
    return [
      {
        manifest: pool,
        at,
        message: `spec.targetPorts must be 1 to ${MAX_TARGET_PORTS} ports, got ${ports.length}`,
        fix: ports.length === 0 ? 'name the port that the server listens on' : 'make a pool for the others',
      },
    ];
  return new Set(ports).size < ports.length
    ? [
        {
          manifest: pool,
          at,
          message: `spec.targetPorts must name each port once, got ${ports.join(', ')}`,
          fix: 'leave out the second',
        },
      ]
    : [];
}

function missing(set: ManifestSet, pool: Manifest): Violation[] {
  const groups = podsOfPool(set, pool);
  return targetPortsOf(pool).flatMap((port, index) => {
    const without = groups.filter((group) => lacks(group, port));
    if (groups.length === 0 || without.length < groups.length) return [];
    const has = [...new Set(groups.flatMap(({ podSpec }) => declaredPorts(podSpec)))].slice(0, 5);
    return [
      {
        manifest: pool,
        at: `/spec/targetPorts/${index}`,
        severity: 'warning' as const,
        message: `target port ${port} must be one of the pods of ${groups
          .slice(0, 3)
          .map(({ manifest }) => titleOf(manifest))
          .join(' and ')}, which have ${has.join(', ')}`,
        fix: 'name a port that a container has, or add it to the container',
        others: groups.map(({ manifest }) => manifest),
      },
    ];
  });
}

/** Who declares ports and not this one, nor names it in what is run. */
function lacks({ podSpec }: PodGroup, port: number): boolean {
  const containers = lastingContainers(podSpec);
  if (containers.some(({ ports }) => objectsIn(ports).length === 0)) return false;
  const says = containers.some(({ command, args, env }) =>
    [command, args, env].some((part) => JSON.stringify(part ?? null).includes(String(port))),
  );
  return !says && !declaredPorts(podSpec).includes(port);
}
