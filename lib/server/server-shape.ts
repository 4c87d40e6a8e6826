import type { Problems } from '../private/problems';
import { fitted, LIST, MAP, type Shape } from '../private/shape';
import type { ModelServerProps } from './server-options';

const ENVIRONMENT = { env: MAP, envFromSecrets: MAP, envFromConfigMaps: MAP };
const CONTAINER: Shape = { ...ENVIRONMENT, command: LIST, args: LIST, volumes: LIST, resources: MAP };

/** Which props hold lists and which hold objects. */
const SERVER: Shape = {
  ...ENVIRONMENT,
  resources: MAP,
  autoscaling: MAP,
  health: { readiness: MAP, liveness: MAP },
  drain: MAP,
  service: { annotations: MAP, sourceRanges: LIST },
  imagePullSecrets: [MAP],
  command: LIST,
  args: LIST,
  files: LIST,
  volumes: LIST,
  initContainers: [CONTAINER],
  sidecars: [CONTAINER],
  placement: { nodeSelector: MAP, tolerations: [MAP], spread: [MAP] },
  serviceAccount: MAP,
  labels: MAP,
  annotations: MAP,
  podAnnotations: MAP,
  selector: MAP,
};

/** The props with everything left out that is a list where an object belongs, or the other way round. */
export function fittedProps(problems: Problems, props: ModelServerProps | undefined): ModelServerProps {
  return fitted(problems, '', props ?? ({} as ModelServerProps), SERVER) ?? ({} as ModelServerProps);
}
