import fc from 'fast-check';
import { importManifests } from '../../lib/import/import-manifests';
import { read, roundTrip } from './support/round-trip';

const some = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
const record = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields).map((value) => JSON.parse(JSON.stringify(value)) as T);

const handler = fc.constantFrom(
  { httpGet: { path: '/health', port: 8080 } },
  { httpGet: { path: '/health', port: 'web' } },
  { httpGet: { path: '/ready', port: 8080, scheme: 'HTTPS' } },
  { httpGet: { port: 8080, httpHeaders: [{ name: 'X-A', value: 'b' }] } },
  { tcpSocket: { port: 8080 } },
  { exec: { command: ['true'] } },
  { grpc: { port: 9090 } },
);
const probe = (successes: fc.Arbitrary<number | undefined>) =>
  fc.option(
    fc
      .tuple(
        handler,
        record({
          initialDelaySeconds: some(0, 10),
          periodSeconds: some(1, 5, 10, 30),
          timeoutSeconds: some(1, 5),
          failureThreshold: some(1, 3, 6, 60),
          successThreshold: successes,
        }),
      )
      .map(([asked, timing]) => ({ ...asked, ...timing })),
    { nil: undefined },
  );
const variable = fc.constantFrom(
  { name: 'A', value: 'x' },
  { name: 'B', value: '$(C)/y' },
  { name: 'C', value: '' },
  { name: 'D' },
  { name: 'HOME', value: '/root' },
  { name: 'USER', value: 'me' },
  { name: 'S', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  { name: 'O', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
  { name: 'M', valueFrom: { configMapKeyRef: { name: 'm', key: 'k' } } },
  { name: 'F', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
  { name: 'A', value: 'twice' },
);
const source = fc.constantFrom(
  { secretRef: { name: 's' } },
  { prefix: 'P_', configMapRef: { name: 'm' } },
  { configMapRef: { name: 'm', optional: true } },
);
const volume = fc.constantFrom(
  { mount: { mountPath: '/tmp' }, source: { emptyDir: {} } },
  { mount: { mountPath: '/cache' }, source: { emptyDir: { sizeLimit: '2Gi' } } },
  { mount: { mountPath: '/dev/shm' }, source: { emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } } },
  { mount: { mountPath: '/data', readOnly: true }, source: { persistentVolumeClaim: { claimName: 'c' } } },
  { mount: { mountPath: '/more' }, source: { persistentVolumeClaim: { claimName: 'd' } } },
  { mount: { mountPath: '/etc/x', subPath: 'x' }, source: { configMap: { name: 'm', defaultMode: 256 } } },
  { mount: { mountPath: '/var/run/s' }, source: { secret: { secretName: 's' } } },
);
const names = ['tmp', 'cache', 'a', 'b', 'c', 'd', 'e'];
const context = record({
  runAsUser: some(0, 1000),
  runAsGroup: some(0, 1000),
  runAsNonRoot: some(true),
}).map(({ runAsUser, runAsNonRoot, ...rest }) => ({ ...rest, runAsUser, ...(runAsUser !== 0 && { runAsNonRoot }) }));
const amounts = record({
  requests: some({}, { cpu: '100m' }, { cpu: 1, memory: '1Gi' }, { memory: '512Mi', 'ephemeral-storage': '1Gi' }),
  limits: some(
    { cpu: '2' },
    { memory: '1Gi', 'nvidia.com/gpu': 1 },
    { cpu: '2', memory: '2Gi', 'hugepages-2Mi': '4Mi' },
  ),
});
const container = fc
  .record({
    imagePullPolicy: some('Always', 'IfNotPresent', 'Never'),
    image: fc.constantFrom('x/y:1', 'x/y', 'x/y:latest', `x/y@sha256:${'a'.repeat(64)}`),
    command: some(['python', 'app.py'], []),
    args: some(['--port=8080']),
    ports: fc.constantFrom(
      [{ containerPort: 8080 }],
      [{ containerPort: 8080, name: 'web' }],
      [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
      [
        { containerPort: 9090, name: 'grpc' },
        { containerPort: 8080, name: 'web' },
      ],
    ),
    env: fc.option(fc.array(variable, { maxLength: 5 }), { nil: undefined }),
    envFrom: fc.option(fc.array(source, { maxLength: 2 }), { nil: undefined }),
    resources: fc.option(amounts, { nil: undefined }),
    readinessProbe: probe(some(1, 2)),
    livenessProbe: probe(some(1)),
    startupProbe: probe(some(1)),
    securityContext: fc.option(context, { nil: undefined }),
    lifecycle: some({ preStop: { exec: { command: ['sleep', '5'] } } }, { preStop: { sleep: { seconds: 5 } } }),
    stdin: some(true, false),
    terminationMessagePolicy: some('File', 'FallbackToLogsOnError'),
  })
  .chain((fields) =>
    fc.uniqueArray(volume, { maxLength: 4, selector: ({ mount }) => mount.mountPath }).map((mounted) => ({
      container: {
        ...fields,
        volumeMounts: mounted.map(({ mount }, index) => ({ ...mount, name: names[index] })),
      },
      volumes: mounted.map((each, index) => ({ name: names[index], ...each.source })),
    })),
  );
const extra = fc.constantFrom([], [{ name: 'proxy', image: 'envoy:1', ports: [{ containerPort: 9901 }] }]);
const pod = fc.record({
  serviceAccountName: some('default', 'iris'),
  automountServiceAccountToken: some(true, false),
  terminationGracePeriodSeconds: some(0, 3, 30, 120),
  nodeSelector: some({ 'kubernetes.io/arch': 'arm64' }),
  tolerations: some(
    [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
    [{ operator: 'Exists' }],
    [
      { key: 'a', operator: 'Equal', value: 'b' },
      { key: 'c', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
    ],
  ),
  affinity: some({ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } }),
  securityContext: fc.option(context, { nil: undefined }),
  imagePullSecrets: some([{ name: 'registry' }]),
  enableServiceLinks: some(true, false),
  hostAliases: some([{ ip: '10.0.0.1', hostnames: ['a'] }]),
  priorityClassName: some('high'),
  dnsPolicy: some('ClusterFirst', 'Default'),
});
const strategy = fc.constantFrom(
  undefined,
  { type: 'Recreate' },
  { type: 'RollingUpdate' },
  { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  { rollingUpdate: { maxSurge: '50%' } },
);
const deployment = fc
  .record({
    made: container,
    others: extra,
    first: fc.boolean(),
    pod,
    strategy,
    spec: record({
      replicas: some(0, 1, 3),
      minReadySeconds: some(0, 30),
      progressDeadlineSeconds: some(60, 600, 1200),
      revisionHistoryLimit: some(0, 10),
      paused: some(false),
    }),
    labels: some({ tier: 'ml' }, { 'app.kubernetes.io/version': '1', 'app.kubernetes.io/name': 'other' }),
    annotations: some({ 'a/b': 'c' }),
  })
  .map(({ made, others, first, pod: podSpec, strategy: how, spec, labels, annotations }) => {
    const own = { name: 'model', ...made.container };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'iris', namespace: 'vision', labels, annotations },
      spec: {
        ...spec,
        strategy: how,
        selector: { matchLabels: { app: 'iris' } },
        template: {
          metadata: { labels: { app: 'iris', ...labels }, annotations },
          spec: { ...podSpec, volumes: made.volumes, containers: first ? [own, ...others] : [...others, own] },
        },
      },
    };
  });
const service = record({
  type: some('ClusterIP', 'NodePort', 'LoadBalancer'),
  ports: fc.constantFrom(
    [{ port: 80, targetPort: 8080 }],
    [{ port: 8080 }],
    [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
    [
      { name: 'metrics', port: 9000, targetPort: 9000 },
      { name: 'web', port: 80, targetPort: 8080 },
    ],
  ),
  sessionAffinity: some('None', 'ClientIP'),
}).map((spec) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'iris', namespace: 'vision' },
  spec: { ...spec, selector: { app: 'iris' } },
}));

beforeAll(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(console, 'error').mockReturnValue();
});

it('any Deployment with its Service is imported without a restart, and with its Service as it was', () => {
  fc.assert(
    fc.property(deployment, service, (one, other) => {
      const yaml = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [one, other] });
      // What the API server refuses is refused here as well.
      fc.pre(!importManifests(read(yaml), { from: '-' }).notes.some(({ message }) => message.includes('refuses it')));
      const { review } = roundTrip(yaml);
      expect(review.restarts).toEqual([]);
      expect(review.refusals).toEqual([]);
      expect(review.services).toEqual([]);
      const fields = review.changes.flatMap((change) => change.fields?.map(({ at }) => at) ?? [change.kind]);
      expect(fields.filter((at) => !/^\/metadata\/(labels|annotations)|^\/spec\/ports\/0\/name$/.test(at))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
