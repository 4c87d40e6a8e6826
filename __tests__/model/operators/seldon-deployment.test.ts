import { madeOf } from '../../../lib/model/operators/made-objects';
import { consumptionOf, totalsOf } from '../../../lib/model/quota/consumption';
import { textOf } from '../../../lib/model/quota/quota-key';
import { setOfYaml } from '../../support/findings';

const CONTAINER = (name = 'classifier', rest = '') =>
  `{ name: ${name}, image: 'iris:1', resources: { requests: { cpu: 1 }, limits: { cpu: 1 } } ${rest} }`;
const predictor = (name: string, rest = '', containers = CONTAINER(), component = '') =>
  `{ name: ${name}, graph: { name: classifier, type: MODEL }, componentSpecs: [{ ${component} spec: { containers: [${containers}] } }] ${rest} }`;
const deployment = (predictors: string, rest = '') => `
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: iris, namespace: vision }
spec: { predictors: [${predictors}] ${rest} }`;

const made = (yaml: string) =>
  setOfYaml(yaml)
    .manifests.flatMap(madeOf)
    .map(({ json }) => json as any);
const named = (yaml: string) => made(yaml).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

function totals(yaml: string, key: string): string[] {
  const { steady, peak } = totalsOf(consumptionOf(setOfYaml(yaml).manifests, new Map()));
  return [steady, peak].map((amounts) => textOf(key, amounts.get(key)!));
}

describe('what Seldon makes of a SeldonDeployment', () => {
  test('a Deployment with the executor beside the model, a Service of each', () => {
    const yaml = deployment(predictor('default'));
    expect(named(yaml)).toEqual([
      'Deployment iris-default-0-classifier',
      'Service iris-default-classifier',
      'Service iris-default',
    ]);
    const [workload, , front] = made(yaml);
    expect(workload.spec.template.spec.containers.map(({ name }: any) => name)).toEqual([
      'classifier',
      'seldon-container-engine',
    ]);
    expect(workload.spec.template.metadata.labels).toMatchObject({
      'seldon-deployment-id': 'iris',
      'seldon-app': 'iris-default',
      'seldon-app-svc-classifier': 'iris-default-classifier',
      'app.kubernetes.io/managed-by': 'seldon-core',
    });
    expect(front.spec).toMatchObject({
      selector: { 'seldon-app': 'iris-default' },
      ports: [
        { name: 'http', port: 8000 },
        { name: 'grpc', port: 5001 },
      ],
    });
  });

  test('a container without a port named http is given 9000', () => {
    const ports = (rest: string) =>
      made(deployment(predictor('default', '', CONTAINER('classifier', rest))))[1].spec.ports[0].targetPort;
    expect(ports('')).toBe(9000);
    expect(ports(', ports: [{ name: rest, containerPort: 5000 }]')).toBe(9000);
    expect(ports(', ports: [{ name: http, containerPort: 5000 }]')).toBe(5000);
  });

  test('without executor its Service leads to the container', () => {
    const yaml = deployment(predictor('default', ", annotations: { seldon.io/no-engine: 'true' }"));
    const [workload, , front] = made(yaml);
    expect(workload.spec.template.spec.containers).toHaveLength(1);
    expect(front.spec.ports[0].port).toBe(9000);
  });

  test('an executor in a pod of its own', () => {
    const yaml = deployment(predictor('default'), ", annotations: { seldon.io/engine-separate-pod: 'true' }");
    expect(named(yaml)).toContain('Deployment iris-default-svc-orch');
  });

  test("a server of Seldon's own has a container and fetches its weights", () => {
    const yaml = deployment(
      "{ name: default, graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: 's3://models/iris' } }",
    );
    const [{ spec }] = made(yaml);
    expect(spec.template.spec.containers.map(({ name }: any) => name)).toEqual([
      'classifier',
      'seldon-container-engine',
    ]);
    expect(spec.template.spec.initContainers).toHaveLength(1);
  });

  test('autoscalers and budgets of its parts', () => {
    const component = 'hpaSpec: { minReplicas: 2, maxReplicas: 5, metricsv2: [] }, pdbSpec: { maxUnavailable: 1 },';
    const yaml = deployment(predictor('default', '', CONTAINER(), component));
    expect(named(yaml)).toEqual(
      expect.arrayContaining([
        'HorizontalPodAutoscaler iris-default-0-classifier',
        'PodDisruptionBudget iris-default-0-classifier',
      ]),
    );
    expect(totals(yaml, 'pods')[0]).toBe('5');
  });

  test('what is longer than 63 characters is called by a hash', () => {
    const yaml = deployment(predictor('default', '', CONTAINER('a'.repeat(60)))).replaceAll(
      'name: classifier, type',
      `name: ${'a'.repeat(60)}, type`,
    );
    expect(made(yaml)[0].metadata.name).toMatch(/^seldon-[0-9a-f]{32}$/);
  });
});

describe('quotas count a SeldonDeployment as its Deployments', () => {
  test('each predictor with its executor, which takes half a CPU unless it says something else', () => {
    const yaml = deployment(
      `${predictor('default', ', replicas: 2, traffic: 90')}, ${predictor('canary', ', replicas: 1, traffic: 10')}`,
    );
    // Three pods of 1.5 CPU; a quarter more of each while they roll.
    expect(totals(yaml, 'requests.cpu')).toEqual(['4500m', '7500m']);
    const own = deployment(predictor('default', ', svcOrchSpec: { resources: { requests: { cpu: 100m } } }'));
    expect(totals(own, 'requests.cpu')[0]).toBe('1100m');
  });

  test.each([
    ['the part', ', replicas: 3', 'replicas: 4,', ', replicas: 2', '4'],
    ['the predictor', ', replicas: 3', '', ', replicas: 2', '3'],
    ['the whole', '', '', ', replicas: 2', '2'],
    ['nobody', '', '', '', '1'],
  ])('pods as %s says', (_who, ofPredictor, ofPart, ofAll, pods) => {
    expect(totals(deployment(predictor('default', ofPredictor, CONTAINER(), ofPart), ofAll), 'pods')[0]).toBe(pods);
  });
});
