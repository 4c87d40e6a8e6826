import { type Manifest, refOf } from '../manifests/manifest';
import { byCodeUnit, objectAt } from '../private/json';
import type { Removal } from './data/changes';
import type { Delivery } from './data/review';
import type { Pairs } from './pairs';

const DESTRUCTIVE: { readonly [kind: string]: string } = {
  Namespace: 'everything in it goes with it',
  PersistentVolumeClaim: 'its data goes with it where the volume is not retained',
  PersistentVolume: 'its data may go with it',
  CustomResourceDefinition: 'every object of its kind goes with it',
  StatefulSet: 'its pods go; its claims stay unless it says otherwise',
};

/** What goes, the gravest first, and what the delivery tool does with it. */
export function removalsOf({ removed, renamed }: Pairs, delivery: Delivery): Removal[] {
  const replaced = new Map(renamed.map(({ before, after }) => [before, after]));
  return removed
    .map((manifest) => {
      const after = replaced.get(manifest);
      return {
        object: refOf(manifest),
        outcome: [
          outcomeOf(manifest, delivery),
          after ? `it comes back as '${after.name}'` : DESTRUCTIVE[manifest.kind],
        ]
          .filter(Boolean)
          .join('; '),
        isDestructive: Object.hasOwn(DESTRUCTIVE, manifest.kind) && manifest.kind !== 'StatefulSet',
      };
    })
    .sort(
      (a, b) =>
        rank(a) - rank(b) || byCodeUnit(a.object.kind, b.object.kind) || byCodeUnit(a.object.name, b.object.name),
    );
}

/** Whether the delivery tool leaves in the cluster what the manifests hold no more. */
export function isKept({ json }: Manifest, delivery: Delivery): boolean {
  const annotations = objectAt(json, 'metadata', 'annotations');
  if (delivery === 'argocd') return String(annotations['argocd.argoproj.io/sync-options']).includes('Prune=false');
  return delivery === 'kubectl' || annotations['kustomize.toolkit.fluxcd.io/prune'] === 'disabled';
}

function rank({ object, isDestructive }: Removal): number {
  return isDestructive ? (object.kind === 'Namespace' ? 0 : 1) : 2;
}

/**
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources,
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 */
function outcomeOf(manifest: Manifest, delivery: Delivery): string {
  const kept = isKept(manifest, delivery);
  switch (delivery) {
    case 'kubectl':
      return 'kubectl apply leaves it in the cluster; delete it by hand, or apply with --prune';
    case 'argocd':
      return kept
        ? 'Argo CD keeps it (Prune=false) and reports the application as out of sync'
        : 'Argo CD deletes it where pruning is on, after everything else of the last wave with PruneLast';
    case 'flux':
      return kept ? 'Flux keeps it (prune: disabled)' : 'Flux deletes it after applying, where prune is true';
  }
}
