import { madeOf } from '../../../lib/model/operators/made-objects';
import { consumptionOf, totalsOf } from '../../../lib/model/quota/consumption';
import { textOf } from '../../../lib/model/quota/quota-key';
import { podGroupsOf } from '../../../lib/model/selection/pod-groups';
import { setOfYaml } from '../../support/findings';

const service = (spec: string, annotations = '') => `
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: iris, namespace: vision, labels: { team: a }, annotations: { ${annotations} } }
spec: ${spec}`;
const CLASS = (name: string) => `serving.kserve.io/autoscalerClass: ${name}`;
const CONTAINER =
  '[{ name: kserve-container, image: iris:1, ports: [{ name: http, containerPort: 8000 }], resources: { requests: { cpu: 2, memory: 4Gi }, limits: { cpu: 2, memory: 4Gi } } }]';

const made = (yaml: string) =>
  setOfYaml(yaml)
    .manifests.flatMap(madeOf)
    .map(({ json }) => json as any);
const named = (yaml: string) => made(yaml).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

/** What the namespace takes, at rest and while everything rolls. */
function totals(yaml: string, key: string): string[] {
  const { steady, peak } = totalsOf(consumptionOf(setOfYaml(yaml).manifests, new Map()));
  return [steady, peak].map((amounts) => textOf(key, amounts.get(key)!));
}

describe('what KServe makes of an InferenceService', () => {
  test('a Deployment, a Service and an autoscaler on 80 percent of CPU', () => {
    const yaml = service(`{ predictor: { containers: ${CONTAINER} } }`);
    expect(named(yaml)).toEqual([
      'Deployment iris-predictor',
      'Service iris-predictor',
      'HorizontalPodAutoscaler iris-predictor',
    ]);
    const [deployment, front, scaler] = made(yaml);
    expect(deployment.spec).toMatchObject({
      replicas: 1,
      selector: { matchLabels: { app: 'isvc.iris-predictor' } },
      template: {
        metadata: {
          labels: {
            app: 'isvc.iris-predictor',
            'serving.kserve.io/inferenceservice': 'iris',
            component: 'predictor',
            team: 'a',
          },
        },
      },
    });
    expect(front.spec).toMatchObject({
      selector: { app: 'isvc.iris-predictor' },
      ports: [{ name: 'http', port: 80, targetPort: 8000 }],
    });
    expect(scaler.spec.metrics[0].resource).toEqual({
      name: 'cpu',
      target: { type: 'Utilization', averageUtilization: 80 },
    });
  });

  test.each([
    ['none', []],
    ['external', []],
    ['hpa', ['HorizontalPodAutoscaler iris-predictor']],
    ['keda', ['ScaledObject iris-predictor']],
  ])('the autoscaler class %s', (name, scalers) => {
    const yaml = service(`{ predictor: { containers: ${CONTAINER} } }`, CLASS(name));
    expect(named(yaml).slice(2)).toEqual(scalers);
  });

  test('nothing where it is stopped', () => {
    expect(named(service(`{ predictor: { containers: ${CONTAINER} } }`, "serving.kserve.io/stop: 'true'"))).toEqual([]);
  });

  test('transformers have pods of their own', () => {
    const yaml = service(
      `{ predictor: { model: { modelFormat: { name: sklearn } } }, transformer: { containers: ${CONTAINER} } }`,
      CLASS('none'),
    );
    expect(named(yaml)).toEqual([
      'Deployment iris-predictor',
      'Service iris-predictor',
      'Deployment iris-transformer',
      'Service iris-transformer',
    ]);
  });

  test('a container without ports is reached on 8080', () => {
    const [, front] = made(service('{ predictor: { model: { modelFormat: { name: sklearn } } } }'));
    expect(front.spec.ports).toEqual([{ name: 'iris-predictor', port: 80, targetPort: 8080, protocol: 'TCP' }]);
  });

  test('the other nodes of a model that is spread are a Deployment that rolls with a whole set beside it', () => {
    const yaml = service(
      "{ predictor: { model: { modelFormat: { name: huggingface }, storageUri: 'pvc://models/llama' }, workerSpec: { pipelineParallelSize: 2, tensorParallelSize: 4, containers: [{ name: worker-container, resources: { limits: { nvidia.com/gpu: 4 } } }] } } }",
      CLASS('none'),
    );
    const workers = made(yaml).find(({ metadata }) => metadata.name === 'iris-predictor-worker');
    expect(workers.spec).toMatchObject({ replicas: 1, strategy: { rollingUpdate: { maxSurge: '100%' } } });
  });
});

describe('quotas count an InferenceService as its Deployments', () => {
  test('at its most pods', () => {
    const yaml = service(`{ predictor: { minReplicas: 2, maxReplicas: 4, containers: ${CONTAINER} } }`);
    // A quarter of four pods more while it rolls.
    expect(totals(yaml, 'requests.cpu')).toEqual(['8', '10']);
    expect(totals(yaml, 'pods')).toEqual(['4', '5']);
    expect(totals(yaml, 'count/services')).toEqual(['1', '1']);
  });

  test('at its fewest where nothing scales it, and by its own strategy', () => {
    const strategy = 'deploymentStrategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }';
    const yaml = service(
      `{ predictor: { minReplicas: 3, maxReplicas: 9, ${strategy}, containers: ${CONTAINER} } }`,
      CLASS('none'),
    );
    expect(totals(yaml, 'pods')).toEqual(['3', '3']);
  });

  test('with 1 CPU and 2Gi where nothing is said', () => {
    const yaml = service('{ predictor: { model: { modelFormat: { name: sklearn } } } }', CLASS('none'));
    expect(totals(yaml, 'requests.cpu')).toEqual(['1', '2']);
    expect(totals(yaml, 'limits.memory')).toEqual(['2Gi', '4Gi']);
  });

  test('with the init container that fetches weights, where that takes more', () => {
    const yaml = service(
      "{ predictor: { model: { modelFormat: { name: sklearn }, storageUri: 's3://models/iris', resources: { requests: { cpu: 50m, memory: 50Mi }, limits: { cpu: 50m, memory: 50Mi } } } } }",
      CLASS('none'),
    );
    expect(totals(yaml, 'requests.cpu')[0]).toBe('100m');
    expect(totals(yaml, 'limits.memory')[0]).toBe('1Gi');
  });

  test('a canary takes its pods from the stable version when they are ready, not before', () => {
    const canary = `canary: [{ trafficPercent: 25, predictor: { name: v2, containers: ${CONTAINER} } }]`;
    const yaml = service(`{ predictor: { minReplicas: 4, containers: ${CONTAINER} }, ${canary} }`, CLASS('none'));
    expect(named(yaml)).toContain('Service iris-v2-predictor');
    // Three and one at rest; on the way four and one of surge, and one of the canary with one of surge.
    expect(totals(yaml, 'pods')).toEqual(['4', '7']);
  });

  test('a revision on Knative stands whole beside the one before it', () => {
    const yaml = service(
      `{ predictor: { minReplicas: 1, maxReplicas: 3, containers: ${CONTAINER} } }`,
      'serving.kserve.io/deploymentMode: Knative',
    );
    expect(totals(yaml, 'pods')).toEqual(['3', '6']);
    expect(named(yaml)).toEqual(['Deployment iris-predictor']);
  });
});

test('Services and policies select its pods by the labels that KServe gives them', () => {
  const set = setOfYaml(service(`{ predictor: { containers: ${CONTAINER} } }`));
  const wanted = { matchLabels: { 'serving.kserve.io/inferenceservice': 'iris' } };
  expect(
    podGroupsOf(set)
      .select('vision', wanted)
      .map(({ manifest }) => manifest.name),
  ).toEqual(['iris-predictor']);
});
