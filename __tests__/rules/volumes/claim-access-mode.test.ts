import { NO_CONTEXT } from '../../../lib/rules/context';
import { runRules } from '../../../lib/rules/run-rules';
import { claimAccessMode } from '../../../lib/rules/volumes/claim-access-mode';
import { setOfYaml } from '../../support/findings';
import { podAutoscaler } from '../../support/scaler-yaml';
import { objectOf, workload, type WorkloadParts } from '../../support/workload-yaml';

const found = (yaml: string) =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [claimAccessMode]).map(({ severity, message, fix }) => ({
    severity,
    message,
    fix,
  }));

const claim = (modes: string, name = 'data') =>
  objectOf('v1', 'PersistentVolumeClaim', name, `accessModes: [${modes}], resources: { requests: { storage: 1Gi } }`);
const user = (spec: string, parts: WorkloadParts = {}, volume = 'claimName: data') =>
  workload({
    ...parts,
    spec,
    container: 'volumeMounts: [{ name: data, mountPath: /data }]',
    pod: `volumes: [{ name: data, persistentVolumeClaim: { ${volume} } }]${parts.pod ?? ''}`,
  });
const job = (spec = '') =>
  objectOf(
    'batch/v1',
    'Job',
    'load',
    `${spec}template: { spec: { containers: [{ name: main, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] } }`,
  );
const RECREATE = 'replicas: 1, strategy: { type: Recreate }';
const IN_PLACE = 'replicas: 1, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }';
const CLAIM = "PersistentVolumeClaim 'data' in namespace 'vision'";

test('a second pod beside the one that has a volume for itself is named with the claim', () => {
  expect(found(claim('ReadWriteOncePod') + user('replicas: 1'))).toEqual([
    {
      severity: 'error',
      message: `a rollout begins with one more pod beside the old one, and both mount ${CLAIM}, which is ReadWriteOncePod: one pod at a time can use it, every further one is never scheduled`,
      fix: 'make the claim ReadWriteMany, roll in place (maxSurge 0, maxUnavailable 1), or give each pod a claim of its own',
    },
  ]);
});

test.each<[string, string, 'error' | 'warning', string]>([
  [
    'several pods of a volume for one',
    claim('ReadWriteOncePod') + user('replicas: 3, strategy: { type: Recreate }'),
    'error',
    '3 pods mount',
  ],
  [
    'several pods of a StatefulSet',
    claim('ReadWriteOncePod') + user('replicas: 2, serviceName: a', { kind: 'StatefulSet' }),
    'error',
    '2 pods mount',
  ],
  [
    'as many as an autoscaler makes',
    claim('ReadWriteOncePod') + user('strategy: { type: Recreate }') + podAutoscaler(),
    'error',
    '8 pods mount',
  ],
  [
    'two workloads',
    claim('ReadWriteOncePod') + user(RECREATE) + user(RECREATE, { name: 'rose' }),
    'error',
    "its pods and those of Deployment 'iris' in namespace 'vision' mount",
  ],
  [
    'a pod on top, on another node',
    claim('ReadWriteOnce') + user('replicas: 1'),
    'warning',
    'waits for good where it is on another',
  ],
  [
    'several pods on several nodes',
    claim('ReadWriteOnce') + user('replicas: 2, strategy: { type: Recreate }'),
    'warning',
    '2 pods mount',
  ],
  [
    'a pod on every node',
    claim('ReadWriteOnce') + user('minReadySeconds: 1', { kind: 'DaemonSet' }),
    'warning',
    'pods on every node mount',
  ],
  [
    'what can only be read and is not mounted so',
    claim('ReadOnlyMany') + user('replicas: 3'),
    'warning',
    `volume 'data' must be mounted read-only, its ${CLAIM} being ReadOnlyMany`,
  ],
])('finds %s', (_what, yaml, severity, text) => {
  expect(found(yaml)).toEqual([
    expect.objectContaining({ severity, message: expect.stringContaining(text) as string }),
  ]);
});

test.each([
  ['one pod that is recreated', claim('ReadWriteOncePod') + user(RECREATE)],
  ['one pod in place', claim('ReadWriteOncePod') + user(IN_PLACE)],
  [
    'one pod of a StatefulSet',
    claim('ReadWriteOncePod') + user('replicas: 1, serviceName: a', { kind: 'StatefulSet' }),
  ],
  ['a Job that fills what a server reads', claim('ReadWriteOncePod') + user(RECREATE) + job()],
  [
    'a Pod that comes to an end',
    claim('ReadWriteOnce') +
      user(RECREATE) +
      objectOf(
        'v1',
        'Pod',
        'load',
        'restartPolicy: Never, containers: [{ name: main, image: a }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]',
      ),
  ],
  ['Jobs, which end', claim('ReadWriteOncePod') + job() + job().replaceAll('load', 'store')],
  ['no pods', claim('ReadWriteOncePod') + user('replicas: 0') + user(RECREATE, { name: 'rose' })],
  ['many pods of a volume for many', claim('ReadWriteMany') + user('replicas: 3')],
  ['a volume that many nodes may mount as well', claim('ReadWriteOnce, ReadWriteMany') + user('replicas: 3')],
  ['many readers', claim('ReadWriteOnce, ReadOnlyMany') + user('replicas: 3', {}, 'claimName: data, readOnly: true')],
  ['what is mounted read-only', claim('ReadOnlyMany') + user('replicas: 3', {}, 'claimName: data, readOnly: true')],
  [
    'pods of one node',
    claim('ReadWriteOnce') + user('replicas: 3', { pod: ', nodeSelector: { kubernetes.io/hostname: a }' }),
  ],
  [
    'pods beside each other',
    claim('ReadWriteOnce') +
      user('replicas: 3', {
        pod: ', affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: {} }] } }',
      }),
  ],
  ['claims of others', user('replicas: 3')],
  ['claims of another namespace', claim('ReadWriteOncePod') + user('replicas: 3', { namespace: 'front' })],
  [
    'claims of each pod',
    workload({
      kind: 'StatefulSet',
      spec: 'replicas: 3, volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOncePod] } }]',
    }),
  ],
])('passes %s', (_what, yaml) => {
  expect(found(yaml)).toEqual([]);
});
