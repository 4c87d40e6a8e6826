import type { Autoscaling } from '../server/autoscaling';
import type { ServerOptions } from '../server/server-options';
import type { IgnoredOptions } from './ignored-options';

/** Options of a server that models of every controller carry over. What one of them does nothing with is in its own table. */
type Carried =
  | 'runtime'
  | 'resources'
  | 'name'
  | 'partOf'
  | 'source'
  | 'command'
  | 'args'
  | 'env'
  | 'envFrom'
  | 'envFromSecrets'
  | 'envFromConfigMaps'
  | 'stdin'
  | 'tty'
  | 'replicas'
  | 'autoscaling'
  | 'rollout'
  | 'health'
  | 'drain'
  | 'metrics'
  | 'imagePullPolicy'
  | 'imagePullSecrets'
  | 'serviceAccount'
  | 'security'
  | 'placement'
  | 'files'
  | 'volumes'
  | 'initContainers'
  | 'sidecars'
  | 'containerName'
  | 'labels'
  | 'annotations'
  | 'podAnnotations'
  | 'networkPolicy'
  | 'podDisruptionBudget'
  | 'overrides';

/** The same of its autoscaler. */
type CarriedOfScaling = 'minReplicas' | 'maxReplicas' | 'targetCpuUtilization' | 'targetMemoryUtilization';

/** Options that no controller carries over. One that is added to a server does not compile until it is here or above. */
export type Uncarried = {
  readonly [
    Option in Exclude<keyof ServerOptions, Carried> | `autoscaling.${Exclude<keyof Autoscaling, CarriedOfScaling>}`
  ]: string;
} & IgnoredOptions;

const BY_LOAD =
  'hands nothing but CPU and memory to its autoscaler; use targetCpuUtilization and targetMemoryUtilization';
const NO_BEHAVIOUR = 'hands no behaviour to its autoscaler; set it for the whole cluster (kube-controller-manager)';

/** What both controllers say of their autoscalers. */
export const IGNORED_OF_SCALING = {
  'autoscaling.initialReplicas': 'starts with one pod until its autoscaler looks',
  'autoscaling.scaleDownAfter': NO_BEHAVIOUR,
  'autoscaling.scaleUp': NO_BEHAVIOUR,
  'autoscaling.scaleDown': NO_BEHAVIOUR,
  'autoscaling.metrics': BY_LOAD,
  'autoscaling.keda': BY_LOAD,
};

/** What both have nothing for. */
export const IGNORED_BY_BOTH = {
  ...IGNORED_OF_SCALING,
  group: 'makes no groups of pods; make a ModelServerGroup',
  alerts: 'makes the pods, for which no alerts are made here; write a PrometheusRule by hand',
};
