import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { type Analysis, analysesOf, type TemplateReference } from '../../../model/analysis/analyses';
import { ARGO } from '../../../model/rollout/argo/strategy';

/** An analysis that a Rollout asks for. */
export interface AnalysisUse extends Pick<Analysis, 'at' | 'isBackground'> {
  readonly templates: readonly TemplateUse[];
  /** Names of the arguments that it gives. */
  readonly given: ReadonlySet<unknown>;
}

/** A template that an analysis names. */
export interface TemplateUse extends Pick<TemplateReference, 'at' | 'name'> {
  readonly kind: 'AnalysisTemplate' | 'ClusterAnalysisTemplate';
}

/** Every analysis of a Rollout. */
export function usesOf(rollout: Manifest): AnalysisUse[] {
  return analysesOf(rollout).map(({ at, isBackground, templates, args }) => ({
    at,
    isBackground,
    templates: templates.map((template) => ({
      at: template.at,
      name: template.name,
      kind: template.isOfCluster ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
    })),
    given: new Set(args.map(({ name }) => name)),
  }));
}

/** The template that an analysis names, where it is in the set. */
export function templateIn(set: ManifestSet, rollout: Manifest, { kind, name }: TemplateUse): Manifest | undefined {
  return set.find(kind, ARGO, name, kind === 'AnalysisTemplate' ? rollout.namespaceName : undefined);
}
