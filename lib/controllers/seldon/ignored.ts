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
export const IGNORED: IgnoredOptions = {
  service: "makes the Service itself, '<name>-<predictor>' on the executor's port 8000; put an IngressRoute before it",
  selector: 'selects the pods of its Deployment by labels of its own; take the workload over by a route',
  rollout: 'rolls every Deployment with a surge of 25 % and none unavailable',
  'autoscaling.initialReplicas': 'starts with one pod until its autoscaler looks',
  'autoscaling.scaleDownAfter':
    'hands no behaviour to its autoscaler; set it for the whole cluster (kube-controller-manager)',
};

/** The same for another version. */
export const IGNORED_OF_VERSION: IgnoredOptions = {
  rollout: IGNORED.rollout,
  'autoscaling.initialReplicas': IGNORED['autoscaling.initialReplicas'],
  'autoscaling.scaleDownAfter': IGNORED['autoscaling.scaleDownAfter'],
};
