import { isPlainObject } from '../../../private/json';
import { fieldAt } from '../fields/fields';
import { cannotChange, differencesAt, type ImmutableRule, type Versions } from './rule';

const MODE = ['metadata', 'annotations', 'serving.kserve.io/deploymentMode'] as const;
const NAME = ['spec', 'predictor', 'name'] as const;
/** Names of modes before KServe 0.16. */
const FORMER: { readonly [mode: string]: string } = { RawDeployment: 'Standard', Serverless: 'Knative' };

/**
 * How KServe runs a model is decided once, and a predictor is called otherwise only when another model comes with it.
 *
 * Source: `validateDeploymentMode` and `validatePredictorNameChange` of
 * https://github.com/kserve/kserve/blob/v0.20.0/pkg/apis/serving/v1beta1/inference_service_validation.go
 */
export const inferenceServiceRule: ImmutableRule = function* (versions) {
  const [was, now] = modes(versions);
  if (was !== undefined && now !== undefined && was !== now)
    yield cannotChange(
      versions,
      MODE,
      differencesAt(versions, MODE),
      'keep the mode; else make a model under another name, move its requests over, then take this one away',
    );
  const renamed = differencesAt(versions, NAME);
  const [oldUri, newUri] = [versions.before, versions.after].map(storageUri);
  if (renamed.length > 0 && oldUri === newUri)
    yield cannotChange(
      versions,
      NAME,
      renamed,
      'keep the name, and give the stable predictor what the canary has; KServe lets it change with another storageUri only',
    );
};

function modes({ before, after }: Versions): (string | undefined)[] {
  return [before, after].map((version) => {
    const mode = fieldAt(version, ...MODE);
    return typeof mode === 'string' ? (FORMER[mode] ?? mode) : undefined;
  });
}

function storageUri(version: Versions['before']): unknown {
  const model = fieldAt(version, 'spec', 'predictor', 'model');
  if (isPlainObject(model) && typeof model.storageUri === 'string') return model.storageUri;
  const containers = fieldAt(version, 'spec', 'predictor', 'containers');
  const [first] = Array.isArray(containers) ? (containers as unknown[]) : [];
  const env = isPlainObject(first) && Array.isArray(first.env) ? (first.env as unknown[]) : [];
  const found = env.find((each) => isPlainObject(each) && each.name === 'STORAGE_URI');
  return isPlainObject(found) ? found.value : undefined;
}
