import { ModelServer, ServingApp, TenantNamespace } from '../../../lib';
import { dnsReachable } from '../../../lib/rules/network/dns-reachable';
import { MINIMAL } from '../../support/declare';
import { deploymentYaml, foundBy, namespaceYaml, policyYaml, serviceYaml } from '../../support/network-yaml';
import { said } from '../../support/said';

const found = foundBy(dnsReachable);

const egress = (rules: string) => policyYaml(`{ podSelector: {}, policyTypes: [Egress], egress: [${rules}] }`);
const DATABASE = 'env: [{ name: FEATURES, value: "postgres://reader:secret@features.example/prod" }]';
const CALLS = deploymentYaml('iris', DATABASE);
const NEIGHBOURS = '{ to: [{ podSelector: {} }] }';
const message = (where: string, how = 'ask nobody for names') =>
  `warning: ${where} leads to others by name, and NetworkPolicy 'rules' in namespace 'vision' lets the pods ${how}`;
const FEATURES = "variable 'FEATURES' of container 'main'";

describe('is found', () => {
  test.each<[string, string[], string]>([
    ['where nothing is let out', [egress(''), CALLS], message(FEATURES)],
    ['where neighbours alone are', [egress(NEIGHBOURS), CALLS], message(FEATURES)],
    [
      'where the database alone is',
      [egress('{ to: [{ ipBlock: { cidr: 192.0.2.0/24 } }], ports: [{ port: 5432 }] }'), CALLS],
      message(FEATURES),
    ],
    [
      'where port 53 is open over TCP, which a port without a protocol is',
      [egress(`{ to: [${namespaceYaml('kube-system')}], ports: [{ port: 53 }] }`), CALLS],
      message(FEATURES, 'ask for names over TCP alone'),
    ],
    [
      'where all ports of another namespace are open',
      [egress(`{ to: [${namespaceYaml('databases')}] }`), CALLS],
      message(FEATURES),
    ],
    [
      'where a Service of the set is called',
      [
        egress(NEIGHBOURS),
        deploymentYaml('iris', 'args: ["--ranker=http://ranker/v1"]'),
        deploymentYaml('ranker', 'ports: [{ containerPort: 80 }]'),
        serviceYaml('ranker', '{ port: 80 }'),
      ],
      message("args[0] of container 'main'"),
    ],
    [
      'where a hub is called',
      [
        egress('{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }'),
        deploymentYaml('iris', 'env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]'),
      ],
      message("variable 'HF_TOKEN' of container 'main'"),
    ],
    [
      'where a ConfigMap has the address',
      [
        egress(NEIGHBOURS),
        deploymentYaml('iris', 'envFrom: [{ configMapRef: { name: settings } }]'),
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: vision }\ndata: { CACHE: "redis://cache.example" }',
      ],
      message("variable 'CACHE' of container 'main'"),
    ],
  ])('%s', (_, documents, expected) => {
    expect(found(documents)).toEqual([expected]);
  });

  test('and the value of the variable is never shown', () => {
    expect(found([egress(''), CALLS]).join()).not.toMatch(/secret|reader|features\.example/);
  });
});

const DNS = (peer: string, port = 53) => `{ to: [${peer}], ports: [{ port: ${port}, protocol: UDP }] }`;

describe('is not found', () => {
  test.each<[string, string[]]>([
    ['without egress policies', [policyYaml('{ podSelector: {}, policyTypes: [Ingress] }'), CALLS]],
    ['where nothing is called', [egress(''), deploymentYaml('iris', 'env: [{ name: LEVEL, value: info }]')]],
    [
      'where addresses and the pod itself are called',
      [
        egress(''),
        deploymentYaml('iris', 'args: ["redis://10.0.0.1:6379", "http://localhost:80", "http://0.0.0.0:80"]'),
      ],
    ],
    [
      'where pages are named and not called',
      [egress(''), deploymentYaml('iris', 'env: [{ name: CORS_ORIGIN, value: "https://shop.example" }]')],
    ],
    ['where the DNS service is let out to', [egress(DNS(namespaceYaml('kube-system'))), CALLS]],
    ['where caches on the nodes are', [egress(DNS('{ ipBlock: { cidr: 169.254.20.10/32 } }')), CALLS]],
    ['where every namespace is', [egress('{ to: [{ namespaceSelector: {} }] }'), CALLS]],
    ['where everything is', [egress('{}'), CALLS]],
    ["where OpenShift's DNS is", [egress(DNS(namespaceYaml('openshift-dns'), 5353)), CALLS]],
    [
      'where a namespace is told by labels',
      [egress('{ to: [{ namespaceSelector: { matchLabels: { a: b } } }] }'), CALLS],
    ],
    ['where pods have a resolver of their own', [egress(''), deploymentYaml('iris', DATABASE, 'dnsPolicy: None, ')]],
    [
      'where pods are in the network of their node',
      [egress(''), deploymentYaml('iris', DATABASE, 'hostNetwork: true, ')],
    ],
  ])('%s', (_, documents) => {
    expect(found(documents)).toEqual([]);
  });

  test('where the cluster declares its DNS elsewhere', () => {
    const open = egress(`{ to: [${namespaceYaml('dns')}] }`);
    expect(found([open, CALLS])).toHaveLength(1);
    expect(found([open, CALLS], { dns: { namespaceName: 'dns', port: 53, nodeLocalAddresses: [] } })).toEqual([]);
  });

  test('where its pods listen on a port of their own, as the cluster declares it', () => {
    const dns = { namespaceName: 'dns', port: 1053, nodeLocalAddresses: [] };
    const opened = (port: number) => found([egress(DNS(namespaceYaml('dns'), port)), CALLS], { dns });
    expect(opened(1053)).toEqual([]);
    expect(opened(53)).toHaveLength(1);
    expect(opened(5353)).toHaveLength(1);
  });

  test('in apps, whose servers may all ask for names', () => {
    const app = new ServingApp();
    const env = { FEATURES: 'postgres://features.example/prod' };
    new ModelServer(new TenantNamespace(app, 'vision'), 'iris', { ...MINIMAL, env });
    expect(said(app, 'dns-reachable')).toEqual([]);
  });
});
