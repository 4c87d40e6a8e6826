import { IGNORED_BY_BOTH, IGNORED_OF_SCALING, type Uncarried } from '../carried-options';
import type { IgnoredOptions } from '../ignored-options';

/** Labels of pods that Seldon sets (`createDeploymentWithoutEngine` in `seldondeployment_controller.go`). */
export const OWN_LABELS = ['app', 'fluentd', 'seldon-app', 'seldon-deployment-id', 'version'];

const SET = 'Seldon sets it for the pods of a graph; remove it';

/** Variables that Seldon appends to those of the container (`createContainerService`). */
export const OWN_VARIABLES = {
  PREDICTIVE_UNIT_ID: SET,
  PREDICTIVE_UNIT_IMAGE: SET,
  PREDICTIVE_UNIT_HTTP_SERVICE_PORT: SET,
  PREDICTIVE_UNIT_GRPC_SERVICE_PORT: SET,
  PREDICTOR_ID: SET,
  PREDICTOR_LABELS: SET,
  SELDON_DEPLOYMENT_ID: SET,
  SELDON_EXECUTOR_ENABLED: SET,
  MLSERVER_MODEL_NAME: SET,
};

/** What Seldon does nothing with. */
export const IGNORED: Uncarried = {
  ...IGNORED_BY_BOTH,
  service: "makes the Service itself, '<name>-<predictor>' on the executor's port 8000; put an IngressRoute before it",
  selector: 'selects the pods of its Deployment by labels of its own; take the workload over by a route',
  rollout: 'rolls every Deployment with a surge of 25 % and none unavailable',
};

/** The same for another version. */
export const IGNORED_OF_VERSION: IgnoredOptions = {
  rollout: IGNORED.rollout,
  ...IGNORED_OF_SCALING,
};
