import { type ClusterProfileOptions, type ModelServerProps, ScalingMetric } from '../../lib';
import { failureOf } from '../support/declare';
import { ADAPTER, onKeda, scaled, VLLM } from './support';

const WAITING = ScalingMetric.requestsWaiting(10);
const QUERY = ScalingMetric.query({ query: 'sum(queue)', threshold: 4 });
const EXTERNAL = ScalingMetric.external({ metricName: 'messages', averageValue: '30' });
const said = (
  autoscaling: object,
  cluster: ClusterProfileOptions = {},
  props: Partial<ModelServerProps> = VLLM,
): string => failureOf(() => scaled(autoscaling, cluster, props));

describe('no pods', () => {
  const zero = (metrics: readonly ScalingMetric[], cluster: ClusterProfileOptions, more: object = {}): string =>
    said({ minReplicas: 0, metrics, ...more }, cluster);

  test.each([
    [
      'for a HorizontalPodAutoscaler',
      zero([WAITING], { ...ADAPTER, kubernetesVersion: '1.36' }),
      'autoscaling.minReplicas must be 1 or more for a HorizontalPodAutoscaler in Kubernetes 1.36, got 0; declare keda in the ClusterProfile, or hpaScaleToZero: true where that feature gate is on',
    ],
    [
      'for one where the gate is off',
      zero([EXTERNAL], { kubernetesVersion: '1.37', hpaScaleToZero: false }),
      'autoscaling.minReplicas must be 1 or more for a HorizontalPodAutoscaler in Kubernetes 1.37, got 0',
    ],
    [
      'for one where KEDA is there',
      zero([EXTERNAL], { ...onKeda(), kubernetesVersion: '1.36' }),
      'got 0; scale by ScalingMetric.query(...), which KEDA asks, or hpaScaleToZero: true where that feature gate is on',
    ],
    [
      'for one by what the pods say',
      zero([WAITING], { ...ADAPTER, kubernetesVersion: '1.37' }),
      'must be 1 or more by metrics of the pods, got 0: they go with the last pod; add ScalingMetric.external(...) or .object(...)',
    ],
    [
      'for one by CPU',
      zero([ScalingMetric.cpu(70)], { kubernetesVersion: '1.37' }),
      'must be 1 or more by metrics of the pods',
    ],
    [
      'by what the pods say',
      zero([WAITING], onKeda()),
      'autoscaling.minReplicas must be 1 or more by metrics of the pods, got 0: they go with the last pod; add ScalingMetric.httpRequests(...)',
    ],
    ['by a query that is of the pods', zero([QUERY], onKeda()), 'must be 1 or more by metrics of the pods'],
    [
      'while nothing is to do',
      said({ metrics: [WAITING], keda: { idleReplicas: 0 } }, onKeda()),
      'autoscaling.keda.idleReplicas must be 1 or more by metrics of the pods, got 0',
    ],
    [
      'below none',
      said({ minReplicas: -1, metrics: [WAITING] }, ADAPTER),
      'minReplicas must be a whole number of 1 or more, got -1',
    ],
  ])('%s', (_, message, wanted) => {
    expect(message).toContain(wanted);
  });
});
