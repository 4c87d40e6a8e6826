import type { ClusterProfile } from '../core/cluster-profile';
import { checkObjectName } from '../private/check-name';
import { checkOneOf } from '../private/check-text';
import type { JsonObject } from '../private/json';
import { checkAnnotations } from '../private/labels';
import { checkMountPath } from '../private/mount-path';
import type { Problems } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { show } from '../private/show';
import { ClaimAccessMode } from '../sources/claim-access-mode';
import { ModelSource } from '../sources/model-source';
import { checkHolds } from '../sources/sizes';
import type { Download } from '../sources/source-facts';
import { CLAIM_PATH } from './download-job';
import type { ModelCacheProps } from './model-cache-props';

/** A cache whose props have been checked. */
export interface CachePlan {
  readonly download: Download;
  readonly mountPath: string;
  /** Spec of the claim. */
  readonly claim: JsonObject;
}

/** Checks the props of a cache. Nothing comes out where there is nothing to download. */
export function planCache(problems: Problems, props: ModelCacheProps, profile: ClusterProfile): CachePlan | undefined {
  const {
    source,
    size,
    storageClassName,
    accessMode = ClaimAccessMode.READ_WRITE_MANY,
    mountPath = CLAIM_PATH,
  } = props;
  problems.add(
    checkBytes('size', size ?? null),
    checkOneOf('accessMode', accessMode, Object.values(ClaimAccessMode)),
    accessMode === ClaimAccessMode.READ_ONLY_MANY
      ? `accessMode must let the Job write, got '${accessMode}'; use ${ClaimAccessMode.READ_WRITE_MANY}`
      : undefined,
    checkObjectName('storageClassName', storageClassName),
    checkMountPath('mountPath', mountPath),
    checkAnnotations('annotations', props.annotations),
    (props.imagePullSecrets ?? []).map(({ name }, index) =>
      checkObjectName(`imagePullSecrets[${index}].name`, name ?? ''),
    ),
  );
  const description = source instanceof ModelSource ? source._description : undefined;
  if (!description?.download) {
    const got = description ? `ModelSource.${description.factory}(...)` : show(source);
    problems.add(
      `source must be one that downloads, such as ModelSource.huggingFace(...), .s3(...) or .http(...), got ${got}`,
    );
    return undefined;
  }
  problems.addUnder('source', description.problems);
  problems.add(checkHolds('size', size, description.size));
  if (description.problems.length > 0) return undefined;
  return {
    download: description.download({ egressProxy: profile._egressProxy }),
    mountPath,
    claim: { accessModes: [accessMode], resources: { requests: { storage: size } }, storageClassName },
  };
}
