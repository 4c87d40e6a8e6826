import { TOLERATION } from '../core/toleration';
import type { Problems } from '../private/problems';
import { fitted, LIST, MAP, type ShapeOf, struct } from '../private/shape';
import type { Autoscaling } from './autoscaling';
import type { DrainOptions } from './drain';
import type { ExtraContainer } from './extra-container';
import type { HealthOptions, ProbeTiming } from './health';
import type { Placement, TopologySpread } from './placement';
import type { ServerResources } from './resources';
import type { ModelServerProps, ServerOptions } from './server-options';
import type { ServiceOptions } from './service-options';

const RESOURCES = struct<ServerResources>({
  cpu: 'any',
  memory: 'any',
  cpuLimit: 'any',
  memoryLimit: 'any',
  ephemeralStorage: 'any',
  accelerator: 'any',
});
const TIMING = struct<ProbeTiming>({ initialDelay: 'any', period: 'any', timeout: 'any', failureThreshold: 'any' });
const CONTAINER = struct<ExtraContainer>({
  name: 'any',
  image: 'any',
  resources: RESOURCES,
  command: LIST,
  args: LIST,
  env: MAP,
  envFromSecrets: MAP,
  envFromConfigMaps: MAP,
  volumes: LIST,
});
const SERVICE = struct<ServiceOptions>({
  name: 'any',
  serviceType: 'any',
  port: 'any',
  portName: 'any',
  nodePort: 'any',
  annotations: MAP,
  sourceRanges: LIST,
  externalTrafficPolicy: 'any',
  sessionAffinitySeconds: 'any',
});
const PLACEMENT = struct<Placement>({
  nodeSelector: MAP,
  tolerations: [TOLERATION],
  priorityClassName: 'any',
  runtimeClassName: 'any',
  spread: [struct<TopologySpread>({ topologyKey: 'any', maxSkew: 'any', whenUnsatisfiable: 'any' })],
});
const AUTOSCALING = struct<Autoscaling>({
  minReplicas: 'any',
  maxReplicas: 'any',
  targetCpuUtilization: 'any',
  targetMemoryUtilization: 'any',
  scaleDownAfter: 'any',
  initialReplicas: 'any',
});

/** The shape of each option of a server: what a release takes is made of them. */
export const OPTIONS: ShapeOf<ServerOptions> = {
  runtime: 'any',
  resources: RESOURCES,
  name: 'any',
  partOf: 'any',
  replicas: 'any',
  autoscaling: AUTOSCALING,
  health: struct<HealthOptions>({ startupBudget: 'any', readiness: TIMING, liveness: TIMING }),
  drain: struct<DrainOptions>({ delay: 'any', shutdown: 'any', sleepInImage: 'any' }),
  rollout: 'any',
  service: SERVICE,
  containerName: 'any',
  imagePullPolicy: 'any',
  imagePullSecrets: [MAP],
  command: LIST,
  args: LIST,
  env: MAP,
  envFromSecrets: MAP,
  envFromConfigMaps: MAP,
  files: LIST,
  volumes: LIST,
  initContainers: [CONTAINER],
  sidecars: [CONTAINER],
  placement: PLACEMENT,
  serviceAccount: MAP,
  security: 'any',
  metrics: 'any',
  labels: MAP,
  annotations: MAP,
  podAnnotations: MAP,
  selector: MAP,
  networkPolicy: 'any',
  overrides: MAP,
};
const SERVER = struct<ModelServerProps>({ image: 'any', previously: 'any', ...OPTIONS });

/**
 * A copy of the props, so that changing the original later changes nothing, without what is a list where an object
 * belongs or the other way round. Props that do not exist are noted: they would be ignored in silence.
 */
export function fittedProps(problems: Problems, props: ModelServerProps | undefined): ModelServerProps {
  return fitted(problems, '', props ?? ({} as ModelServerProps), SERVER) ?? ({} as ModelServerProps);
}
