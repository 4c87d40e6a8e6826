import type { Tenancy } from '../core/tenancy';
import { pullPolicy } from '../core/container-image';
import type { PoolMember } from '../core/pool-members';
import { SecurityProfile } from '../core/security-profile';
import { renderTolerations } from '../core/toleration';
import { INFERENCE_POOL } from '../model/pools/inference-pool';
import { type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { LABEL, type Labels } from '../private/labels';
import { type MadePicker, PICKER_PORT } from './plan-pool';

/** Ports besides the one that gateways ask (pkg/epp/server/options.go of llm-d/llm-d-router, v0.9). */
const HEALTH_PORT = 9003;
export const PICKER_METRICS_PORT = 9090;

/** `USER` of Dockerfile.epp in llm-d/llm-d-router. */
const USER = 65532;

const CONFIG_DIRECTORY = '/config';
const CONFIG_FILE = 'picker.yaml';

/** What the picker of one pool is made of. */
export interface PickerParts {
  readonly poolName: string;
  readonly namespaceName: string | undefined;
  /** Name of its own objects. */
  readonly name: string;
  readonly labels: Labels;
  readonly picker: MadePicker;
  readonly member: PoolMember;
  readonly tenancy: Tenancy | undefined;
  /** Annotations of its pods: a digest of the configuration, which is read once, and where metrics are. */
  readonly podAnnotations: Labels;
}

/** Labels that pickers are selected by. */
export function pickerSelector(name: string): { [label: string]: string } {
  return { [LABEL.INSTANCE]: name, [LABEL.NAME]: name };
}

/** The keys of the ConfigMap. */
export function configData(text: string): JsonObject {
  return { [CONFIG_FILE]: text };
}

/** The picker asks the API server for the pods of its namespace and its pool; objectives and rewrites are read where they are. */
export function roleRules({ replicas }: MadePicker): JsonObject[] {
  const verbs = ['get', 'list', 'watch'];
  const objectives = ['inferencemodelrewrites', 'inferenceobjectives'];
  return [
    { apiGroups: [''], resources: ['pods'], verbs },
    { apiGroups: [INFERENCE_POOL.group], resources: ['inferencepools'], verbs },
    { apiGroups: ['inference.networking.x-k8s.io', 'llm-d.ai'], resources: objectives, verbs },
    ...(replicas > 1
      ? [
          {
            apiGroups: ['coordination.k8s.io'],
            resources: ['leases'],
            verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
          },
          { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
        ]
      : []),
  ];
}

/** The spec of the Service. The picker speaks gRPC. */
export function pickerServiceSpec(name: string): JsonObject {
  return {
    ports: [
      {
        appProtocol: 'kubernetes.io/h2c',
        name: 'grpc-ext-proc',
        port: PICKER_PORT,
        protocol: 'TCP',
        targetPort: PICKER_PORT,
      },
      { name: 'http-metrics', port: PICKER_METRICS_PORT, protocol: 'TCP', targetPort: PICKER_METRICS_PORT },
    ],
    selector: pickerSelector(name),
    type: 'ClusterIP',
  };
}

/** One that picks is all that is ever ready: a budget that kept it would stop the drain of its node for good. */
export function pickerBudgetSpec(name: string, { replicas }: MadePicker): JsonObject {
  return {
    maxUnavailable: replicas,
    selector: { matchLabels: pickerSelector(name) },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}

/** The spec of the Deployment. */
export function pickerDeploymentSpec(parts: PickerParts): JsonObject {
  const { name, labels, picker, tenancy, member } = parts;
  const security = (tenancy?.security ?? SecurityProfile.restricted())._ofHelpers();
  return {
    replicas: picker.replicas,
    selector: { matchLabels: pickerSelector(name) },
    strategy: strategyOf(picker),
    template: {
      metadata: { annotations: sortedMap(parts.podAnnotations), labels: sortedMap(labels) },
      spec: {
        automountServiceAccountToken: true,
        containers: [container(parts, security)],
        enableServiceLinks: false,
        imagePullSecrets: unlessEmpty((tenancy?.imagePullSecretNames ?? []).map((each) => ({ name: each }))),
        nodeSelector: unlessEmpty(sortedMap(tenancy?.nodeSelector)),
        priorityClassName: tenancy?.priorityClassName,
        securityContext: security._podSecurityContext(USER),
        serviceAccountName: name,
        // Streams run through the picker until the last pod of the pool has finished.
        terminationGracePeriodSeconds: member.graceSeconds,
        tolerations: renderTolerations(tenancy?.tolerations ?? []),
        volumes: [
          { configMap: { name }, name: 'config' },
          { emptyDir: { sizeLimit: '64Mi' }, name: 'tmp' },
        ],
      },
    },
  };
}

/** A new leader is not ready before the old one is gone, which a rolling update would wait for. */
function strategyOf({ replicas }: MadePicker): JsonObject {
  return replicas > 1
    ? { type: 'Recreate' }
    : { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' };
}

function container(parts: PickerParts, security: SecurityProfile): JsonObject {
  const { picker } = parts;
  const isElected = picker.replicas > 1;
  const probe = (service: string): JsonObject => ({
    grpc: { port: HEALTH_PORT, service: isElected ? service : 'inference-extension' },
  });
  return {
    args: argsOf(parts),
    env: [
      { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    image: picker.image.reference,
    imagePullPolicy: pullPolicy(undefined, picker.image),
    livenessProbe: { ...probe('liveness'), initialDelaySeconds: 5, periodSeconds: 10 },
    name: 'epp',
    ports: [
      { containerPort: PICKER_PORT, name: 'grpc', protocol: 'TCP' },
      { containerPort: HEALTH_PORT, name: 'grpc-health', protocol: 'TCP' },
      { containerPort: PICKER_METRICS_PORT, name: 'metrics', protocol: 'TCP' },
    ],
    readinessProbe: { ...probe('readiness'), periodSeconds: 2 },
    resources: picker.resources,
    securityContext: security._containerSecurityContext(),
    volumeMounts: [
      { mountPath: CONFIG_DIRECTORY, name: 'config', readOnly: true },
      { mountPath: '/tmp', name: 'tmp' },
    ],
  };
}

function argsOf({ poolName, namespaceName, picker, member }: PickerParts): string[] {
  const { metrics, httpPort } = member;
  return [
    `--pool-name=${poolName}`,
    `--pool-namespace=${namespaceName ?? '$(NAMESPACE)'}`,
    `--pool-group=${INFERENCE_POOL.group}`,
    `--config-file=${CONFIG_DIRECTORY}/${CONFIG_FILE}`,
    `--grpc-port=${PICKER_PORT}`,
    `--grpc-health-port=${HEALTH_PORT}`,
    `--metrics-port=${PICKER_METRICS_PORT}`,
    `--secure-serving=${picker.isSecure}`,
    // Otherwise whoever reads them needs rights over the whole cluster; the NetworkPolicy says who may.
    '--metrics-endpoint-auth=false',
    '--tracing=false',
    ...(picker.replicas > 1 ? ['--ha-enable-leader-election'] : []),
    ...(metrics && metrics.port !== httpPort ? [`--model-server-metrics-port=${metrics.port}`] : []),
    ...picker.args,
  ];
}
