import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { countIn } from '../../quota/amounts';
import { madeDeployment, type MadeWorkload } from '../made-object';
import { componentSelector, INFERENCE_SERVICE_LABEL } from './naming';

/** Resources of which KServe counts the devices of a node (`DefaultGPUResourceTypeList` in `pkg/constants/constants.go`). */
const DEVICES = ['nvidia.com/gpu', 'amd.com/gpu', 'intel.com/gpu', 'habana.ai/gaudi'];

/**
 * The Deployment of the other nodes of a model that is spread over several: it rolls with a whole set of pods beside the first
 * (`createRawWorkerDeployment` in `reconcilers/deployment/deployment_reconciler.go` of kserve/kserve). How many there are
 * hangs on the devices of one, or on the parallelism alone where the runtime says those.
 */
export function workerDeployment(owner: Manifest, head: MadeWorkload, spec: JsonObject): Manifest[] {
  if (!isPlainObject(spec.workerSpec)) return [];
  const { pipelineParallelSize, tensorParallelSize, ...podSpec } = spec.workerSpec;
  const total = countIn(pipelineParallelSize, 1) * countIn(tensorParallelSize, 1);
  const devices = devicesOf(podSpec);
  const nodes = devices > 0 ? Math.ceil(total / devices) : total;
  const name = `${owner.name}-predictor-worker`;
  const selector = componentSelector(`${head.name}-worker`);
  return [
    madeDeployment(owner, {
      ...head,
      name,
      labels: { ...head.labels, [INFERENCE_SERVICE_LABEL]: owner.name, ...selector },
      selector,
      replicas: Math.max(nodes - 1, 0),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '100%', maxUnavailable: '0%' } },
      podSpec: { ...podSpec, containers: objectsIn(podSpec.containers) },
    }),
  ];
}

function devicesOf({ containers }: JsonObject): number {
  const [first] = objectsIn(containers) as readonly (JsonObject | undefined)[];
  const { requests, limits } = objectAt(first ?? {}, 'resources');
  const amounts = { ...(isPlainObject(limits) ? limits : {}), ...(isPlainObject(requests) ? requests : {}) };
  const device = DEVICES.find((resource) => amounts[resource] !== undefined);
  const count = device === undefined ? 0 : Number(amounts[device]);
  return Number.isSafeInteger(count) ? count : 0;
}
