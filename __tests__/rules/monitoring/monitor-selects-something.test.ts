import { ApiObject } from 'cdk8s';
import { ModelServer, ServingApp, TenantNamespace } from '../../../lib';
import { monitorSelectsSomething } from '../../../lib/rules/monitoring/monitor-selects-something';
import { MINIMAL } from '../../support/declare';
import { deploymentYaml, foundBy } from '../../support/network-yaml';
import { said } from '../../support/said';

const found = foundBy(monitorSelectsSomething);

const PODS = deploymentYaml(
  'iris',
  'ports: [{ name: http, containerPort: 8000 }, { name: metrics, containerPort: 9090 }]',
);
const service = (labels = '{ app: iris, tier: web }', name = 'iris', rest = '') => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: vision, labels: ${labels} }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: http }${rest}] }`;
const monitor = (spec: string, kind = 'ServiceMonitor', namespace = 'vision') => `apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: iris, namespace: ${namespace} }
spec: ${spec}`;
const SERVICE = "Service 'iris' in namespace 'vision'";
const DEPLOYMENT = "Deployment 'iris' in namespace 'vision'";

describe('is found', () => {
  test.each<[string, string[], string]>([
    [
      'a port that the Service does not have',
      [service(), monitor('{ selector: { matchLabels: { app: iris } }, endpoints: [{ port: metrics }] }')],
      `warning: scrapes the port 'metrics' of ${SERVICE}, which has http`,
    ],
    [
      'the name of a port of the container in place of that of the Service',
      [PODS, service(), monitor('{ selector: {}, endpoints: [{ port: metrics }] }')],
      `warning: scrapes the port 'metrics' of ${SERVICE}, which has http`,
    ],
    [
      'a number in place of the name',
      [service(), monitor('{ selector: {}, endpoints: [{ port: "80" }] }')],
      `warning: scrapes the port '80' of ${SERVICE}, which has http`,
    ],
    [
      'a Service whose port has no name',
      [service().replace('name: http, port', 'port'), monitor('{ selector: {}, endpoints: [{ port: http }] }')],
      `warning: scrapes the port 'http' of ${SERVICE}, which has none with a name`,
    ],
    [
      'a port by number that no container declares',
      [PODS, service(), monitor('{ selector: {}, endpoints: [{ targetPort: 9091 }] }')],
      `warning: scrapes the port 9091 of the pods of ${DEPLOYMENT}, whose containers declare 8000, 9090`,
    ],
    [
      'labels that only the pods have',
      [
        PODS,
        service('{ tier: web }'),
        monitor('{ selector: { matchLabels: { app: iris } }, endpoints: [{ port: http }] }'),
      ],
      `warning: selects no Service by its labels, of ${SERVICE}`,
    ],
    [
      'an expression that nothing fulfils',
      [
        service(),
        monitor(
          '{ selector: { matchExpressions: [{ key: tier, operator: In, values: [db] }] }, endpoints: [{ port: http }] }',
        ),
      ],
      `warning: selects no Service by its labels, of ${SERVICE}`,
    ],
    [
      'labels in a namespace that it names',
      [
        service(),
        monitor(
          '{ namespaceSelector: { matchNames: [vision] }, selector: { matchLabels: { app: rose } }, endpoints: [{ port: http }] }',
          'ServiceMonitor',
          'monitoring',
        ),
      ],
      `warning: selects no Service by its labels, of ${SERVICE}`,
    ],
    [
      'labels of the Deployment in place of those of its pods',
      [
        PODS.replace('namespace: vision }', 'namespace: vision, labels: { team: a } }'),
        monitor('{ selector: { matchLabels: { team: a } }, podMetricsEndpoints: [{ port: metrics }] }', 'PodMonitor'),
      ],
      `warning: selects no pods by their labels, of those of ${DEPLOYMENT}`,
    ],
    [
      'a port that the pods do not have',
      [
        PODS,
        monitor('{ selector: { matchLabels: { app: iris } }, podMetricsEndpoints: [{ port: web }] }', 'PodMonitor'),
      ],
      `warning: scrapes the port 'web' of the pods of ${DEPLOYMENT}, whose containers declare http, metrics`,
    ],
    [
      'a port by number that the pods do not have',
      [PODS, monitor('{ selector: {}, podMetricsEndpoints: [{ portNumber: 9 }] }', 'PodMonitor')],
      `warning: scrapes the port 9 of the pods of ${DEPLOYMENT}, whose containers declare 8000, 9090`,
    ],
  ])('%s', (_, documents, message) => {
    expect(found(documents)).toEqual([message]);
  });

  test('in apps: a hand-made monitor of a server', () => {
    const app = new ServingApp();
    const tenant = new TenantNamespace(app, 'vision');
    new ModelServer(tenant, 'iris', MINIMAL);
    const monitorOf = (id: string, port: string) =>
      new ApiObject(tenant, id, {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'ServiceMonitor',
        metadata: { name: id },
        spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'iris' } }, endpoints: [{ port }] },
      });
    monitorOf('good', 'http');
    monitorOf('bad', 'metrics');
    expect(said(app, 'monitor-selects-something')).toEqual([
      expect.stringMatching(
        /^warning: 'vision\/bad': scrapes the port 'metrics' of 'vision\/iris\/Service', which has http; correct the name/,
      ),
    ]);
  });
});

describe('is not found', () => {
  test.each<[string, string[]]>([
    ['where the port is there', [service(), monitor('{ selector: {}, endpoints: [{ port: http }] }')]],
    [
      'where one of several Services has it',
      [
        service(),
        service('{}', 'other', ', { name: metrics, port: 9090 }'),
        monitor('{ selector: {}, endpoints: [{ port: metrics }] }'),
      ],
    ],
    [
      'where a container declares the target',
      [PODS, service(), monitor('{ selector: {}, endpoints: [{ targetPort: metrics }] }')],
    ],
    ['where the set has no Services in the namespace', [monitor('{ selector: {}, endpoints: [{ port: http }] }')]],
    [
      'where it looks into another namespace',
      [service(), monitor('{ namespaceSelector: { matchNames: [shop] }, selector: {}, endpoints: [{ port: x }] }')],
    ],
    [
      'where one of its namespaces is not known',
      [
        service(),
        monitor(
          '{ namespaceSelector: { matchNames: [vision, shop] }, selector: { matchLabels: { app: rose } }, endpoints: [{ port: x }] }',
        ),
      ],
    ],
    [
      'where it looks everywhere and selects nothing of the set',
      [
        service(),
        monitor(
          '{ namespaceSelector: { any: true }, selector: { matchLabels: { app: rose } }, endpoints: [{ port: x }] }',
        ),
      ],
    ],
    [
      'where the pods of the Service are made elsewhere',
      [service(), monitor('{ selector: {}, endpoints: [{ targetPort: 9 }] }')],
    ],
    [
      'where the pods have the port',
      [PODS, monitor('{ selector: {}, podMetricsEndpoints: [{ port: metrics }] }', 'PodMonitor')],
    ],
    ['where all ports are meant', [PODS, monitor('{ selector: {}, podMetricsEndpoints: [{}] }', 'PodMonitor')]],
    ['where the set has no pods', [monitor('{ selector: {}, podMetricsEndpoints: [{ port: x }] }', 'PodMonitor')]],
  ])('%s', (_, documents) => {
    expect(found(documents)).toEqual([]);
  });
});
