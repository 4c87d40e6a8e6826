import { refOf } from '../manifests/manifest';
import { titleOf } from '../manifests/object-ref';
import type { Refusal } from './data/changes';
import type { Delivery } from './data/review';
import type { Pairs } from './pairs';

/** What the API server refuses, and what the delivery tool does then with the rest. */
export function refusalsOf({ changed }: Pairs, delivery: Delivery): Refusal[] {
  const refused = changed.filter(({ verdict }) => verdict.refused.length > 0);
  const others = changed.length - refused.length;
  return refused.flatMap(({ after, verdict }) =>
    verdict.refused.map(({ at, immutable, message, fix }) => ({
      object: refOf(after),
      at,
      immutable,
      message,
      fix: fix ?? (immutable ? RECREATE(titleOf(after)) : undefined),
      halfApplied: HALF_APPLIED[delivery](others),
    })),
  );
}

const RECREATE = (title: string): string =>
  `give the new version another name beside the old one, move what refers to it, then remove the old one; or delete ${title} first and apply again, with an outage in between`;

/**
 * kubectl goes on with the other objects of the folder; Flux applies in stages, each after a dry run of all of it, and
 * refuses as a unit; Argo CD tries all objects of a wave and then stops
 * (https://fluxcd.io/flux/components/kustomize/kustomizations/, https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/).
 */
const HALF_APPLIED: { readonly [tool in Delivery]: (others: number) => string } = {
  kubectl: (others) =>
    others === 0
      ? 'kubectl apply fails for this object alone'
      : `kubectl apply fails for this object and changes the other ${others} all the same`,
  argocd: (others) =>
    others === 0
      ? 'the sync fails and is tried again'
      : `the sync fails; the other ${others} of its wave are changed, Services before Deployments, later waves are not`,
  flux: () => 'Flux tries everything by a dry run first, applies nothing and tries again',
};
