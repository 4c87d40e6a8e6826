import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { type PickerRef, pickerRefOf, poolsOf } from '../../model/pools/inference-pool';
import { pickerFlagsOf, pickerPodsOf } from '../../model/pools/pickers';
import { servicePort, servicePorts } from '../../model/selection/service-pods';
import { objectAt } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const poolPicker: Rule = {
  id: 'pool-picker',
  title: 'InferencePools name an endpoint picker that exists, on a port that it has, and that picks for them',
  severity: 'error',
  reason:
    'A pool whose picker does not exist is not accepted by gateways, or answers 503 to everything unless its failureMode is FailOpen. A picker is started for one pool, by a flag: one that was copied picks pods of the other pool, to which the gateway does not send. A pool without any picker is left to the gateway from v1.6 of the extension on, and refused by most, which is a warning. Of namespaces in which no Service is made, nothing is known.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref',
    'https://github.com/llm-d/llm-d-router/blob/v0.9.0/pkg/epp/server/options.go',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-picker, port: { number: 9002 } }
---
apiVersion: v1
kind: Service
metadata: { name: llama-epp, namespace: llm }
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }`,
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
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }`,
  },
  check: (set) => poolsOf(set).flatMap((pool) => violationsOf(set, pool)),
};

const AT = '/spec/endpointPickerRef';

function violationsOf(set: ManifestSet, pool: Manifest): Violation[] {
  const ref = pickerRefOf(pool);
  if (!ref)
    return [
      {
        manifest: pool,
        at: '/spec',
        severity: 'warning',
        message: 'names no endpoint picker (spec.endpointPickerRef), which most gateways refuse',
        fix: 'name the Service of a picker and its port',
      },
    ];
  if (!ref.isService) return [];
  if (ref.port === undefined)
    return [
      {
        manifest: pool,
        at: AT,
        message: `spec.endpointPickerRef must say the port of the Service '${ref.name}', which the API server asks for`,
        fix: 'add port: { number: 9002 }, on which pickers listen by themselves',
      },
    ];
  const service = set.find('Service', '', ref.name, pool.namespaceName);
  return service ? [...ofService(pool, ref, service), ...ofPods(set, pool)] : missing(set, pool, ref);
}

function missing(set: ManifestSet, pool: Manifest, { name }: PickerRef): Violation[] {
  const here = pool.namespaceName;
  const services = set.ofKind('Service', '');
  const there = services.filter(({ namespaceName }) => namespaceName === here);
  if (there.length === 0 || pool.madeElsewhere?.includes(`Service ${here ?? ''}/${name}`)) return [];
  const foreign = services.find((each) => each.name === name);
  return [
    {
      manifest: pool,
      at: `${AT}/name`,
      message: foreign
        ? `spec.endpointPickerRef must be a Service of its own namespace '${here ?? ''}', got '${name}', which is in '${foreign.namespaceName ?? ''}'`
        : `spec.endpointPickerRef must be a Service that exists, got '${name}' in the namespace '${here ?? ''}', which has ${there
            .slice(0, 5)
            .map((service) => service.name)
            .join(', ')}`,
      fix: foreign
        ? 'run a picker beside the pool: a pool can name no Service elsewhere'
        : 'correct the name, or make the picker',
      others: foreign ? [foreign] : [],
    },
  ];
}

function ofService(pool: Manifest, { name, port }: PickerRef, service: Manifest): Violation[] {
  if (objectAt(service.json, 'spec').type === 'ExternalName')
    return [
      {
        manifest: pool,
        at: `${AT}/name`,
        message: `spec.endpointPickerRef must not be a Service of the type ExternalName, which gateways must refuse, got '${name}'`,
        fix: 'run the picker in the cluster',
        others: [service],
      },
    ];
  if (servicePort(service, port)) return [];
  const has = servicePorts(service).map((each) => String(each.port));
  return [
    {
      manifest: pool,
      at: `${AT}/port`,
      message: `spec.endpointPickerRef.port must be a port of the Service '${name}', which has ${has.join(', ') || 'none'}, got ${port ?? 'none'}`,
      fix: 'name the port of the Service, not that of its pods',
      others: [service],
    },
  ];
}

/** Which pool the picker was started for. */
function ofPods(set: ManifestSet, pool: Manifest): Violation[] {
  return pickerPodsOf(set, pool).flatMap(({ group }) => {
    const { poolName, poolNamespace } = pickerFlagsOf(group);
    const wrong =
      poolName !== undefined && poolName !== pool.name
        ? (['--pool-name', poolName, pool.name] as const)
        : poolNamespace !== undefined && pool.namespaceName !== undefined && poolNamespace !== pool.namespaceName
          ? (['--pool-namespace', poolNamespace, pool.namespaceName] as const)
          : undefined;
    if (!wrong) return [];
    const [flag, got, wanted] = wrong;
    return [
      {
        manifest: pool,
        at: AT,
        message: `is picked for by ${titleOf(group.manifest)}, which was started for another pool: ${flag} must be '${wanted}', got '${got}'`,
        fix: `set ${flag}=${wanted}, or name the picker of this pool`,
        others: [group.manifest],
      },
    ];
  });
}
