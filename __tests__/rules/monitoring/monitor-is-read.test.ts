import { ApiObject } from 'cdk8s';
import { ClusterProfile, MetricsScraper, ServingApp, TenantNamespace } from '../../../lib';
import { monitorIsRead } from '../../../lib/rules/monitoring/monitor-is-read';
import { foundBy } from '../../support/network-yaml';
import { said } from '../../support/said';

const found = foundBy(monitorIsRead);

const prometheus = (spec: string, name = 'main') => `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: ${name}, namespace: monitoring }
spec: ${spec}`;
const object = (
  kind: string,
  labels = '{ release: stack }',
  namespace = 'vision',
) => `apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: iris, namespace: ${namespace}, labels: ${labels} }
spec: {}`;
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: vision, labels: { team: vision } }';
const BY_RELEASE = '{ matchLabels: { release: stack } }';
const MAIN = "Prometheus 'main' in namespace 'monitoring'";

describe('is found', () => {
  test.each<[string, string[], string]>([
    [
      'a PodMonitor without the label',
      [
        prometheus(`{ podMonitorSelector: ${BY_RELEASE}, podMonitorNamespaceSelector: {} }`),
        object('PodMonitor', '{}'),
      ],
      `warning: is read by no Prometheus: ${MAIN} does not select its labels`,
    ],
    [
      'a rule without the label, whatever is selected of monitors',
      [
        prometheus(`{ podMonitorSelector: {}, ruleSelector: ${BY_RELEASE} }`),
        object('PrometheusRule', '{ app: iris }'),
      ],
      `warning: is read by no Prometheus: ${MAIN} does not select its labels`,
    ],
    [
      'a ServiceMonitor of a Prometheus without a selector, which selects none',
      [prometheus('{ serviceMonitorNamespaceSelector: {} }'), object('ServiceMonitor')],
      `warning: is read by no Prometheus: ${MAIN} does not select its labels`,
    ],
    [
      'a monitor outside of the only namespace that is looked into',
      [prometheus(`{ podMonitorSelector: {} }`), object('PodMonitor')],
      `warning: is read by no Prometheus: ${MAIN} does not select its namespace`,
    ],
    [
      'a namespace without the label',
      [
        prometheus('{ podMonitorSelector: {}, podMonitorNamespaceSelector: { matchLabels: { monitored: "yes" } } }'),
        NAMESPACE,
        object('PodMonitor'),
      ],
      `warning: is read by no Prometheus: ${MAIN} does not select its namespace`,
    ],
  ])('%s', (_title, yaml, message) => {
    expect(found(yaml)).toEqual([message]);
  });
});

describe('is none', () => {
  test.each<[string, string[]]>([
    [
      'what one of several selects',
      [
        prometheus('{ podMonitorSelector: { matchLabels: { release: other } } }', 'other'),
        prometheus(`{ podMonitorSelector: ${BY_RELEASE}, podMonitorNamespaceSelector: {} }`),
        object('PodMonitor'),
      ],
    ],
    ['one in the own namespace', [prometheus('{ podMonitorSelector: {} }'), object('PodMonitor', '{}', 'monitoring')]],
    [
      'one in a namespace that is made elsewhere',
      [
        prometheus('{ podMonitorSelector: {}, podMonitorNamespaceSelector: { matchLabels: { monitored: "yes" } } }'),
        object('PodMonitor'),
      ],
    ],
    [
      'rules that another ruler may read',
      [
        prometheus('{}'),
        'apiVersion: monitoring.coreos.com/v1\nkind: ThanosRuler\nmetadata: { name: t, namespace: monitoring }',
        object('PrometheusRule'),
      ],
    ],
    ['a monitor where nothing is known of how it is selected', [object('PodMonitor', '{}')]],
  ])('%s', (_title, yaml) => {
    expect(found(yaml)).toEqual([]);
  });
});

test('of a cluster that says how its Prometheus selects, a monitor by hand is held against it', () => {
  const scraper = MetricsScraper.prometheusOperator({
    namespaceName: 'monitoring',
    labels: { release: 'stack' },
    namespaceLabels: { monitored: 'yes' },
  });
  const app = new ServingApp({ cluster: ClusterProfile.of({ scraper }) });
  const tenant = new TenantNamespace(app, 'vision', { namespaceLabels: { monitored: 'no' } });
  new ApiObject(tenant, 'Monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'iris' },
    spec: { selector: {}, podMetricsEndpoints: [{ port: 'http' }] },
  });
  expect(said(app, 'monitor-is-read')).toEqual([
    expect.stringContaining(
      'is read by no Prometheus, which selects by release=stack as it is declared of the cluster',
    ),
    expect.stringContaining('is read by no Prometheus, which selects namespaces by monitored=yes as it is declared'),
  ]);
});
