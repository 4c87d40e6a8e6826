import { JsonPatch } from 'cdk8s';
import { NO_CONTEXT } from '../../../lib/rules/context';
import type { Rule } from '../../../lib/rules/rule';
import { runRules } from '../../../lib/rules/run-rules';
import { probePorts } from '../../../lib/rules/services/probe-ports';
import { serviceClients } from '../../../lib/rules/services/service-clients';
import { serviceSelectsPods } from '../../../lib/rules/services/service-selects-pods';
import { serviceTargetPort } from '../../../lib/rules/services/service-target-port';
import { declare, failureOf } from '../../support/declare';
import { setOfYaml } from '../../support/findings';
import { namespace, objectOf, workload } from '../../support/workload-yaml';

const found = (rule: Rule, yaml: string): string[] =>
  runRules(setOfYaml(yaml), NO_CONTEXT, [rule]).map(({ severity, message }) => `${severity}: ${message}`);
const one = (text: string) => [expect.stringContaining(text) as string];
const service = (ports: string, selector = 'app: iris', more = '') =>
  objectOf('v1', 'Service', 'iris', `selector: { ${selector} }, ports: [${ports}]${more}`);
const HTTP = '{ name: http, port: 80 }';
const NAMED = { labels: 'app.kubernetes.io/name: iris' };
const ROUTE = objectOf(
  'networking.k8s.io/v1',
  'Ingress',
  'a',
  'rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }] } }]',
);
const IRIS = "Deployment 'iris' in namespace 'vision'";

describe('service-selects-pods', () => {
  test('names the pods that come nearest', () => {
    expect(
      found(serviceSelectsPods, service(HTTP, 'app: iris, track: stable') + workload() + workload({ name: 'rose' })),
    ).toEqual([
      `warning: selects app=iris,track=stable, and no pods of the namespace carry that; nearest are those of ${IRIS} with app=iris`,
    ]);
  });

  test.each([
    ['another value', service(HTTP, 'app: irsi') + workload(), 'with app=iris'],
    [
      'a label that the pods lost',
      service(HTTP, 'app: iris, tier: api') + workload({ labels: 'tier: api' }),
      'with tier=api',
    ],
    [
      'pods of a StatefulSet',
      service(HTTP, 'app: irsi', ', clusterIP: None') + workload({ kind: 'StatefulSet' }),
      "StatefulSet 'iris'",
    ],
    [
      'pods beside monitors',
      service(HTTP, 'app: irsi') + workload() + objectOf('monitoring.coreos.com/v1', 'ServiceMonitor', 'a', ''),
      'with app=iris',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(serviceSelectsPods, yaml)).toEqual(one(text));
  });

  test.each([
    ['pods that are selected', service(HTTP) + workload()],
    ['namespaces without pods', service(HTTP) + workload({ namespace: 'front' })],
    ['pods of which none carries a key of the selector', service(HTTP, 'component: iris') + workload()],
    ...[
      'statefulset.kubernetes.io/pod-name: iris-0',
      "apps.kubernetes.io/pod-index: '0'",
      'rollouts-pod-template-hash: 5d9f',
      'pod-template-hash: 5d9f',
      'batch.kubernetes.io/job-name: iris',
      "leaderworkerset.sigs.k8s.io/worker-index: '0'",
    ].map((label) => [`a label that controllers give, ${label}`, service(HTTP, `app: iris, ${label}`) + workload()]),
    ['no selector', objectOf('v1', 'Service', 'iris', 'ports: [{ port: 80 }]') + workload()],
    [
      'other names',
      objectOf('v1', 'Service', 'iris', 'type: ExternalName, externalName: a.example, selector: { app: a }') +
        workload(),
    ],
    [
      'what an operator may make',
      service(HTTP, 'app: irsi') + workload() + objectOf('serving.kserve.io/v1beta1', 'InferenceService', 'irsi', ''),
    ],
    ['a route to what may be elsewhere', service(HTTP, 'component: rose') + workload(NAMED) + ROUTE],
    ['a route to a Service beside no workloads', service(HTTP) + workload({ ...NAMED, namespace: 'front' }) + ROUTE],
    [
      'a route to a Service that has the name of a Job',
      service(HTTP) +
        objectOf(
          'batch/v1',
          'Job',
          'iris',
          'template: { metadata: { labels: { a: iris } }, spec: { containers: [{ name: a, image: a }] } }',
        ) +
        ROUTE,
    ],
    ['a slip that no route leads to', service(HTTP) + workload(NAMED)],
    [
      'a slip beside what an operator may make',
      service(HTTP) + workload(NAMED) + ROUTE + objectOf('serving.kserve.io/v1beta1', 'InferenceService', 'a', ''),
    ],
  ])('passes %s', (_what, yaml) => {
    expect(found(serviceSelectsPods, yaml)).toEqual([]);
  });

  test.each([
    ['an Ingress', ROUTE],
    [
      'an HTTPRoute',
      objectOf(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        'a',
        'rules: [{ backendRefs: [{ name: iris, port: 80 }] }]',
      ),
    ],
    [
      "a route of Traefik's own",
      objectOf(
        'traefik.io/v1alpha1',
        'IngressRoute',
        'a',
        "routes: [{ kind: Rule, match: 'PathPrefix(`/`)', services: [{ name: iris, port: 80 }] }]",
      ),
    ],
  ])('finds the name of a workload under another key where %s leads to the Service', (_what, route) => {
    expect(found(serviceSelectsPods, service(HTTP) + workload(NAMED) + route)).toEqual([
      `warning: selects app=iris, and no pods of the namespace carry that; nearest are those of ${IRIS} with app.kubernetes.io/name=iris`,
    ]);
  });

  test('tells the labels of the workload of that name where they are called otherwise', () => {
    const yaml = service(HTTP) + workload({ labels: 'k8s-app: flower, tier: api' }) + ROUTE;
    expect(found(serviceSelectsPods, yaml)).toEqual(one(`those of ${IRIS} with k8s-app=flower`));
  });

  test('finds the own Service of a server whose selector is overridden with labels that nothing carries', () => {
    const { app, server } = declare({});
    server.service.addJsonPatch(JsonPatch.replace('/spec/selector', { x: 'y' }));
    app.synthYaml();
    expect(app.warnings).toEqual(one('selects x=y, and no pods of the namespace carry that; nearest are those of'));
  });
});

describe('service-target-port', () => {
  const ports = (list: string, more = '') => workload({ container: `ports: [${list}]${more}` });

  test('names the port and what the pods have', () => {
    const yaml = service('{ name: http, port: 80, targetPort: http }') + ports('{ name: web, containerPort: 8000 }');
    expect(found(serviceTargetPort, yaml)).toEqual([
      `error: target port 'http' (TCP) of port 'http' must be one of ${IRIS}, which has 8000 'web' (TCP)`,
    ]);
  });

  test.each([
    [
      'a name with another protocol',
      service('{ port: 53, targetPort: dns, protocol: UDP }') + ports('{ name: dns, containerPort: 53 }'),
      "error: target port 'dns' (UDP)",
    ],
    ['a name where pods have none', service('{ port: 80, targetPort: http }') + workload(), 'which has none'],
    [
      'a name that only an init container has',
      service('{ port: 80, targetPort: http }') +
        workload({ pod: 'initContainers: [{ name: a, image: a, ports: [{ name: http, containerPort: 80 }] }]' }),
      'which has none',
    ],
    [
      'one port of several',
      service('{ name: a, port: 80, targetPort: web }, { name: b, port: 81, targetPort: metrics }') +
        ports('{ name: web, containerPort: 8000 }'),
      "'metrics' (TCP) of port 'b'",
    ],
    [
      'a number beside the only one',
      service('{ port: 80, targetPort: 8080 }') + ports('{ containerPort: 8000 }'),
      'warning: target port 8080 (TCP) of port 80',
    ],
    [
      'a port that is its own target',
      service('{ port: 80 }') + ports('{ containerPort: 8000 }'),
      'warning: target port 80',
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(serviceTargetPort, yaml)).toEqual(one(text));
  });

  test.each([
    ['a name', service('{ port: 80, targetPort: web }') + ports('{ name: web, containerPort: 8000 }')],
    [
      'the name of a sidecar',
      service('{ port: 80, targetPort: web }') +
        workload({
          pod: 'initContainers: [{ name: a, image: a, restartPolicy: Always, ports: [{ name: web, containerPort: 80 }] }]',
        }),
    ],
    ['a number', service('{ port: 80, targetPort: 8000 }') + ports('{ containerPort: 8000 }')],
    ['a number where nothing is declared', service('{ port: 80, targetPort: 8000 }') + workload()],
    [
      'a number beside one that is declared',
      service('{ name: a, port: 80, targetPort: 8000 }, { name: b, port: 90 }') + ports('{ containerPort: 8000 }'),
    ],
    [
      'a number in the arguments',
      service('{ port: 80, targetPort: 8080 }') + ports('{ containerPort: 8000 }', ', args: ["--port=8080"]'),
    ],
    [
      'a name that pods of one version have',
      service('{ port: 80, targetPort: web }') +
        ports('{ name: web, containerPort: 8000 }') +
        workload({ name: 'rose', labels: 'app: iris' }),
    ],
    ['no pods', service('{ port: 80, targetPort: web }')],
  ])('passes %s', (_what, yaml) => {
    expect(found(serviceTargetPort, yaml)).toEqual([]);
  });

  test('of a server whose port an override renames', () => {
    const rename = { spec: { ports: [{ name: 'http', targetPort: 'web' }] } };
    const { app } = declare({ overrides: { service: rename } });
    expect(failureOf(() => app.synthYaml())).toContain("target port 'web' (TCP) of port 'http' must be one of");
  });
});

describe('service-clients', () => {
  const client = (value: string) => workload({ name: 'front', container: `env: [{ name: URL, value: '${value}' }]` });
  const iris = workload({ container: 'ports: [{ containerPort: 8000 }]' });
  const headless = service('{ name: http, port: 80, targetPort: 8000 }', 'app: iris', ', clusterIP: None');

  test('names the variable and the ports, and never the value', () => {
    const yaml = client('http://user:secret@iris.vision.svc:8000/predict?token=secret') + service(HTTP) + iris;
    expect(found(serviceClients, yaml)).toEqual([
      "warning: variable 'URL' of container 'main' addresses port 8000 of Service 'iris' in namespace 'vision', which has 80",
    ]);
  });

  test.each([
    ['the port of the scheme', client('https://iris/'), service(HTTP) + iris, 'addresses port 443'],
    [
      'a headless Service by its own port',
      client('http://iris.vision.svc.cluster.local'),
      headless + iris,
      'is headless, so that clients reach the pods themselves, whose ports are 8000',
    ],
    [
      'a pod of a headless Service',
      client('http://iris-0.iris.vision.svc.cluster.local:80'),
      headless + iris,
      'is headless',
    ],
    [
      'an argument',
      workload({ name: 'front', container: 'args: ["--backend=http://iris:81"]' }),
      service(HTTP) + iris,
      "args[0] of container 'main' addresses port 81",
    ],
    ['another scheme', client('grpc://iris.vision:9000'), service(HTTP) + iris, 'addresses port 9000'],
    [
      'another namespace',
      client('http://iris.vision:81').replace('namespace: vision', 'namespace: front'),
      service(HTTP) + iris,
      'addresses port 81',
    ],
    [
      'a Service that is called otherwise now',
      client('http://irsi.vision.svc'),
      namespace() + service(HTTP) + iris,
      "addresses a Service that the namespace 'vision' does not have, which has iris",
    ],
  ])('finds %s', (_what, yaml, rest, text) => {
    const messages = found(serviceClients, yaml + rest);
    expect(messages).toEqual(one(text));
    expect(messages[0]).not.toContain('irsi');
  });

  test.each([
    ['its port', client('http://iris:80'), service(HTTP) + iris],
    ['the port of the scheme', client('http://iris.vision.svc'), service(HTTP) + iris],
    ['the port of pods of a headless Service', client('http://iris:8000'), headless + iris],
    ['hosts outside', client('http://iris.example.com:81'), service(HTTP) + iris],
    ['a Service of that name elsewhere', client('http://iris.other:81'), service(HTTP) + iris],
    ['namespaces that others make', client('http://irsi.vision.svc'), service(HTTP) + iris],
    [
      'other names',
      client('http://iris:81'),
      objectOf('v1', 'Service', 'iris', 'type: ExternalName, externalName: a.example'),
    ],
    ['addresses', client('http://10.0.0.1:81'), service(HTTP) + iris],
    ['what is filled in later', client('http://iris:$(PORT)'), service(HTTP) + iris],
    ['schemes whose port is not known', client('postgres://iris/db'), service(HTTP) + iris],
    ['itself on the pod', client('http://localhost:8000'), service(HTTP) + iris],
  ])('passes %s', (_what, yaml, rest) => {
    expect(found(serviceClients, yaml + rest)).toEqual([]);
  });
});

describe('probe-ports', () => {
  test.each([
    [
      'a readiness probe',
      workload({ container: 'ports: [{ name: web, containerPort: 80 }], readinessProbe: { httpGet: { port: http } }' }),
      "readinessProbe of container 'main' must name a port of the container, which has 'web', got 'http'",
    ],
    [
      'a startup probe by TCP',
      workload({ container: 'startupProbe: { tcpSocket: { port: http } }' }),
      'which has none',
    ],
    [
      'a liveness probe by the name of another container',
      workload({
        container:
          'livenessProbe: { httpGet: { port: web } } }, { name: side, image: a, ports: [{ name: web, containerPort: 80 }]',
      }),
      'livenessProbe',
    ],
    ['a hook', workload({ container: 'lifecycle: { preStop: { httpGet: { port: http } } }' }), 'lifecycle.preStop'],
    [
      'a sidecar',
      workload({
        pod: 'initContainers: [{ name: side, image: a, restartPolicy: Always, readinessProbe: { httpGet: { port: http } } }]',
      }),
      "container 'side'",
    ],
  ])('finds %s', (_what, yaml, text) => {
    expect(found(probePorts, yaml)).toEqual(one(text));
  });

  test.each([
    [
      'a name',
      workload({
        container: 'ports: [{ name: http, containerPort: 80 }], readinessProbe: { httpGet: { port: http } }',
      }),
    ],
    ['a number', workload({ container: 'readinessProbe: { httpGet: { port: 80 } }' })],
    ['a number in quotes', workload({ container: "readinessProbe: { httpGet: { port: '80' } }" })],
    ['a command', workload({ container: 'readinessProbe: { exec: { command: [a] } }' })],
  ])('passes %s', (_what, yaml) => {
    expect(found(probePorts, yaml)).toEqual([]);
  });
});
