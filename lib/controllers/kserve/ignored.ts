import { IGNORED_BY_BOTH, type Uncarried } from '../carried-options';
import type { IgnoredOptions } from '../ignored-options';

/** Labels of pods that KServe sets (`buildObjectMeta` in `components/predictor.go`, `createRawDefaultDeployment`). */
export const OWN_LABELS = ['app', 'component', 'serving.kserve.io/inferenceservice', 'isvc.generation'];

/** Variables that KServe sets or refuses (`pkg/validation/env_policy.go`, `predictor_custom.go`). */
export const OWN_VARIABLES = {
  PYTHONPATH: 'KServe refuses it for security; install what it adds in the image',
  INFERENCE_SERVICE_NAME: 'KServe sets it to the name of the model; remove it',
  STORAGE_URI: 'KServe would fetch weights by it, which nobody counts; use source',
};

/** What KServe does nothing with, in either mode. */
export const IGNORED: Uncarried = {
  ...IGNORED_BY_BOTH,
  service: "makes the Service itself, '<name>-predictor' on port 80; put an IngressRoute before it",
  containerName: "calls the container 'kserve-container'",
  selector: 'selects the pods of its Deployment by a label of its own; take the workload over by a route',
  'rollout._minReady': 'writes no minReadySeconds into its Deployment',
  'rollout._progressDeadline': 'writes no progressDeadlineSeconds into its Deployment, so that it is 600 s',
};

/** What Knative does nothing with, or refuses, besides. */
export const IGNORED_ON_KNATIVE: IgnoredOptions = {
  rollout: 'on Knative brings up a revision beside the one before it',
  drain: 'on Knative leaves a request its timeout and takes no hook',
  autoscaling: 'on Knative scales by requests; replicas says how many pods there are at least and at most',
  placement: 'on Knative knows no nodes unless features of Knative are switched on; use KServeMode.STANDARD',
  initContainers: 'on Knative runs none unless a feature of Knative is switched on; use KServeMode.STANDARD',
  sidecars: 'on Knative runs none unless features of Knative are switched on; use KServeMode.STANDARD',
  source:
    'on Knative runs no init container that fetches it; put the weights into the image, or use KServeMode.STANDARD',
  stdin: 'on Knative gives no terminal',
  tty: 'on Knative gives no terminal',
};

/** What a version of a canary does not have: its number of pods is fixed. */
export const IGNORED_OF_CANARY: IgnoredOptions = {
  autoscaling:
    'keeps a fixed number of pods for a canary; say replicas, or nothing for its share of those of the stable version',
  rollout: 'rolls a canary as the stable version',
  placement: "places a canary's pods as the stable version's: it merges both, and what is left out stays",
  security: "gives a canary's pods the security context of the stable version's: it merges both",
  volumes: "merges the volumes of a canary into the stable version's pods; give both the same",
  initContainers: "merges the init containers of a canary into the stable version's pods; give both the same",
  sidecars: "merges the sidecars of a canary into the stable version's pods; give both the same",
};
