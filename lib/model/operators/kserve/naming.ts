/** Parts of an InferenceService that have pods of their own. */
export type Component = 'predictor' | 'transformer' | 'explainer';

/** The container that serves the model: https://kserve.github.io/website/docs/model-serving/predictive-inference/frameworks/custom-predictor/custom-predictor */
export const KSERVE_CONTAINER = 'kserve-container';

/** On every object and pod that KServe makes of an InferenceService: its name (`pkg/constants/constants.go` of kserve/kserve). */
export const INFERENCE_SERVICE_LABEL = 'serving.kserve.io/inferenceservice';

/** Name of the Deployment, the Service and the autoscaler of a component (`PredictorServiceName` in `pkg/constants/constants.go` of kserve/kserve). */
export function componentName(inferenceService: string, component: Component, predictorName = ''): string {
  const middle = component === 'predictor' && predictorName !== '' ? `-${predictorName}` : '';
  return `${inferenceService}${middle}-${component}`;
}

/** The label that the Deployment and the Service of a component select its pods by. */
export function componentSelector(name: string): { readonly app: string } {
  return { app: `isvc.${name}` };
}
