import { CidrPeer, ModelServer, SecretKeyRef, ServingApp, TenantNamespace } from '../../../lib';
import { egressForDependencies } from '../../../lib/rules/network/egress-for-dependencies';
import { MINIMAL } from '../../support/declare';
import { deploymentYaml, foundBy, namespaceYaml, policyYaml, serviceYaml } from '../../support/network-yaml';
import { said } from '../../support/said';

const found = foundBy(egressForDependencies);

const egress = (rules: string) => policyYaml(`{ podSelector: {}, policyTypes: [Egress], egress: [${rules}] }`);
const DNS = `{ to: [${namespaceYaml('kube-system')}], ports: [{ port: 53, protocol: UDP }, { port: 53 }] }`;
const NEIGHBOURS = '{ to: [{ podSelector: {} }] }';
const OUTSIDE = (port: number) => `{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: ${port} }] }`;
const fromSecret = (name: string) => `{ name: ${name}, valueFrom: { secretKeyRef: { name: s, key: k } } }`;
const iris = (...env: string[]) => deploymentYaml('iris', `env: [${env.join(', ')}]`);
const literal = (name: string, value: string) => `{ name: ${name}, value: "${value}" }`;

const RULES = "NetworkPolicy 'rules' in namespace 'vision'";
const of = (name: string) => `warning: variable '${name}' of container 'main'`;
const outside = (name: string, what: string, port: number) =>
  `${of(name)} is for ${what}, and ${RULES} does not let the pods out of the cluster on port ${port}`;

describe('what lies outside of the cluster is found to be shut off', () => {
  test.each<[string, string[], string]>([
    [
      'the hub of a token',
      [egress(`${DNS}, ${NEIGHBOURS}`), iris(fromSecret('HF_TOKEN'))],
      outside('HF_TOKEN', 'the model hub', 443),
    ],
    [
      'the hub of a token, by a policy for another port',
      [egress(OUTSIDE(80)), iris(fromSecret('HF_TOKEN'))],
      outside('HF_TOKEN', 'the model hub', 443),
    ],
    ['a hosted API', [egress(DNS), iris(fromSecret('OPENAI_API_KEY'))], outside('OPENAI_API_KEY', 'a hosted API', 443)],
    [
      'a repository of models',
      [egress(NEIGHBOURS), iris(literal('MODEL_URI', 's3://models/iris'))],
      outside('MODEL_URI', 'an object store or model hub', 443),
    ],
    [
      'a repository in the arguments',
      [egress(DNS), deploymentYaml('iris', 'args: ["--model=hf://team/iris"]')],
      `warning: args[0] of container 'main' is for an object store or model hub, and ${RULES} does not let the pods out of the cluster on port 443`,
    ],
    [
      'a database',
      [egress(`${DNS}, ${OUTSIDE(443)}`), iris(literal('FEATURES', 'postgresql+psycopg://u:p@features.example/prod'))],
      outside('FEATURES', 'a host outside of the set', 5432),
    ],
    [
      'a database on a port of its own',
      [egress(`${DNS}, ${OUTSIDE(5432)}`), iris(literal('FEATURES', 'postgres://features.example:6543/prod'))],
      outside('FEATURES', 'a host outside of the set', 6543),
    ],
    [
      'a tracking server',
      [egress(DNS), iris(literal('MLFLOW_TRACKING_URI', 'https://mlflow.example'))],
      outside('MLFLOW_TRACKING_URI', 'a host outside of the set', 443),
    ],
    [
      'an address that a Secret has, where nothing is open',
      [egress(DNS), iris(fromSecret('DATABASE_URL'))],
      `${of('DATABASE_URL')} is an address, and ${RULES} does not let the pods out to anything but DNS`,
    ],
    [
      'an init container as well',
      [
        egress(DNS),
        deploymentYaml(
          'iris',
          '',
          `initContainers: [{ name: fetch, image: "fetch:1", env: [${fromSecret('HF_TOKEN')}] }], `,
        ),
      ],
      `warning: variable 'HF_TOKEN' of container 'fetch' is for the model hub, and ${RULES} does not let the pods out of the cluster on port 443`,
    ],
  ])('%s', (_, documents, message) => {
    expect(found(documents)).toEqual([message]);
  });

  test('and no value is ever shown', () => {
    const env = literal('FEATURES', 'postgres://reader:hunter2@features.example/prod');
    expect(found([egress(DNS), iris(env)]).join()).not.toMatch(/reader|hunter2|features\.example/);
  });
});

const RANKER = [
  deploymentYaml('ranker', 'ports: [{ name: http, containerPort: 8000 }]'),
  serviceYaml('ranker', '{ port: 80, targetPort: http }'),
];
const ELSEWHERE = RANKER.map((text) => text.replace('namespace: vision', 'namespace: shop'));
const names = (service: string, ns: string) => `${of('RANKER')} names Service '${service}' in namespace '${ns}'`;

describe('a Service of the set is found to be shut off', () => {
  test.each<[string, string[], string]>([
    [
      'by a policy of those who call',
      [
        policyYaml('{ podSelector: { matchLabels: { app: iris } }, policyTypes: [Egress] }'),
        ...RANKER,
        iris(literal('RANKER', 'http://ranker/v1')),
      ],
      `${names('ranker', 'vision')}, and ${RULES} does not let the pods out to port 8000 of its pods`,
    ],
    [
      'by a policy for the port of the Service in place of that of the pods',
      [
        egress('{ to: [{ podSelector: {} }], ports: [{ port: 80 }] }'),
        ...RANKER,
        iris(literal('RANKER', 'http://ranker.vision:80')),
      ],
      `${names('ranker', 'vision')}, and ${RULES} does not let the pods out to port 8000 of its pods`,
    ],
    [
      'by a policy that opens the own namespace alone',
      [egress(`${DNS}, ${NEIGHBOURS}`), ...ELSEWHERE, iris(literal('RANKER', 'http://ranker.shop.svc.cluster.local'))],
      `${names('ranker', 'shop')}, and ${RULES} does not let the pods out to port 8000 of its pods`,
    ],
    [
      'by a policy of those who are called',
      [
        policyYaml('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }', 'rules', 'shop'),
        ...ELSEWHERE,
        iris(literal('RANKER', 'http://ranker.shop')),
      ],
      `${names('ranker', 'shop')}, and NetworkPolicy 'rules' in namespace 'shop' does not let the pods in to port 8000 of its pods`,
    ],
  ])('%s', (_, documents, message) => {
    expect(found(documents)).toEqual([message]);
  });
});

describe('nothing is found', () => {
  test.each<[string, string[]]>([
    ['without policies', [iris(fromSecret('HF_TOKEN'))]],
    ['where nothing is named', [egress(''), iris(literal('LEVEL', 'info'))]],
    ['where addresses are open on the port', [egress(OUTSIDE(443)), iris(fromSecret('HF_TOKEN'))]],
    ['where everything is open', [egress('{}'), iris(fromSecret('HF_TOKEN'))]],
    [
      'where another namespace is open, which may have a proxy',
      [egress(`{ to: [${namespaceYaml('proxy')}] }`), iris(fromSecret('HF_TOKEN'))],
    ],
    ['behind a proxy', [egress(NEIGHBOURS), iris(fromSecret('HF_TOKEN'), literal('HTTPS_PROXY', 'http://proxy:3128'))]],
    [
      'with a mirror of the hub',
      [egress(NEIGHBOURS), iris(fromSecret('HF_TOKEN'), literal('HF_ENDPOINT', 'http://mirror'))],
    ],
    [
      'without network, by the program’s own word',
      [egress(''), iris(fromSecret('HF_TOKEN'), literal('HF_HUB_OFFLINE', '1'))],
    ],
    [
      'with a store in the cluster',
      [egress(NEIGHBOURS), iris(literal('MODEL_URI', 's3://m/iris'), literal('AWS_ENDPOINT_URL', 'http://minio:9000'))],
    ],
    ['where a hidden address may be a neighbour', [egress(`${DNS}, ${NEIGHBOURS}`), iris(fromSecret('DATABASE_URL'))]],
    ['where an origin is named and not called', [egress(DNS), iris(literal('CORS_ORIGIN', 'https://shop.example'))]],
    [
      'where a host is put together from variables',
      [egress(DNS), iris(literal('FEATURES', 'postgres://$(DB_HOST).example:5432/x'))],
    ],
    ['where addresses by number are named', [egress(DNS), iris(literal('FEATURES', 'redis://10.0.0.7:6379'))]],
    [
      'where a neighbour is called whom nobody declares here',
      [egress(`${DNS}, ${NEIGHBOURS}`), iris(literal('FEATURES', 'redis://cache:6379'))],
    ],
    [
      'where a Service of the set is open',
      [egress(`${DNS}, ${NEIGHBOURS}`), ...RANKER, iris(literal('RANKER', 'http://ranker'))],
    ],
    [
      'where pods name themselves',
      [egress(DNS), serviceYaml('iris', '{ port: 80 }'), iris(literal('SELF', 'http://iris'))],
    ],
    [
      'where pods are in the network of their node',
      [egress(''), deploymentYaml('iris', `env: [${fromSecret('HF_TOKEN')}]`, 'hostNetwork: true, ')],
    ],
  ])('%s', (_, documents) => {
    expect(found(documents)).toEqual([]);
  });
});

describe('in apps', () => {
  const app = () => {
    const root = new ServingApp();
    const tenant = new TenantNamespace(root, 'vision');
    const envFromSecrets = { HF_TOKEN: SecretKeyRef.named('hub', 'token') };
    return { root, server: new ModelServer(tenant, 'iris', { ...MINIMAL, envFromSecrets }) };
  };

  test('a hub token without a way out', () => {
    expect(said(app().root, 'egress-for-dependencies')).toEqual([
      expect.stringMatching(
        /^warning: 'vision\/iris': variable 'HF_TOKEN' of container 'iris' is for the model hub, .*; let these pods out with connectTo\(CidrPeer\.internet\(\), \{ ports: \[443\] \}\)/,
      ),
    ]);
  });

  test('and with one', () => {
    const { root, server } = app();
    server.connectTo(CidrPeer.internet().limitedToPorts(443));
    expect(said(root, 'egress-for-dependencies')).toEqual([]);
  });
});
