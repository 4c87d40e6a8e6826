import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt } from '../../private/json';
import { scaledWorkloadsOf } from '../../model/scaling/scalers';
import type { Delivered } from '../delivery-tool';
import { FluxSourceKind, type FluxDeliveryOptions } from './flux-options';
import { healthCheckExprs } from './health-checks';

/** Past the longest rollout: for what is applied before and after it. */
const MARGIN_SECONDS = 300;
/** What Kubernetes takes for a Deployment that says nothing. */
const PROGRESS_DEADLINE_SECONDS = 600;

/** https://fluxcd.io/flux/components/kustomize/kustomizations/ */
export function kustomizationFor(
  options: FluxDeliveryOptions,
  { interval, timeout }: { readonly interval: number; readonly timeout: number | undefined },
  { set, outdir }: Delivered,
): JsonObject {
  const { name, namespaceName = 'flux-system', dependsOn = [], prune = true, serviceAccountName } = options;
  const expressions = healthCheckExprs(set);
  const ignored = scaledNames(set);
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: namespaceName },
    spec: {
      sourceRef: { kind: options.sourceKind ?? FluxSourceKind.GIT_REPOSITORY, name: options.sourceName },
      path: options.path ?? `./${outdir}`,
      interval: `${interval}s`,
      retryInterval: '60s',
      timeout: `${timeout ?? longestRollout(set) + MARGIN_SECONDS}s`,
      prune,
      wait: true,
      ...(dependsOn.length > 0 && { dependsOn: dependsOn.map((other) => ({ name: other })) }),
      ...(serviceAccountName !== undefined && { serviceAccountName }),
      ...(ignored.length > 0 && { ignore: ignored }),
      ...(expressions.length > 0 && { healthCheckExprs: expressions }),
    },
  };
}

/** The longest that a rollout may take without progress, in seconds: a pod that loads a model is given that long. */
function longestRollout(set: ManifestSet): number {
  const deadlines = set.ofKind('Deployment', 'apps').map(({ json }) => {
    const { progressDeadlineSeconds } = objectAt(json, 'spec');
    return typeof progressDeadlineSeconds === 'number' ? progressDeadlineSeconds : PROGRESS_DEADLINE_SECONDS;
  });
  return deadlines.reduce((longest, deadline) => Math.max(longest, deadline), 0);
}

/** Where the manifest says a number of pods, an autoscaler soon says another. */
function scaledNames(set: ManifestSet): JsonObject[] {
  return [...scaledWorkloadsOf(set).keys()]
    .filter(({ json }) => objectAt(json, 'spec').replicas !== undefined)
    .map(({ group, kind, name, namespaceName }) => ({
      paths: ['/spec/replicas'],
      target: {
        ...(group !== '' && { group }),
        kind,
        name,
        ...(namespaceName !== undefined && { namespace: namespaceName }),
      },
    }));
}
