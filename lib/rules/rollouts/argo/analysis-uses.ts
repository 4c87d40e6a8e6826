import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { ARGO, argoStrategyOf } from '../../../model/rollout/argo/strategy';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';

/** An analysis that a Rollout asks for. */
export interface AnalysisUse {
  readonly at: string;
  readonly templates: readonly TemplateUse[];
  /** Names of the arguments that it gives. */
  readonly given: ReadonlySet<unknown>;
  /** Whether it runs beside the steps of a canary until they are done. */
  readonly isBackground: boolean;
}

/** A template that an analysis names. */
export interface TemplateUse {
  readonly at: string;
  readonly kind: 'AnalysisTemplate' | 'ClusterAnalysisTemplate';
  readonly name: string;
}

/** Every analysis of a Rollout, in the order in which it writes them. */
export function analysesOf({ json }: Manifest): AnalysisUse[] {
  const spec = objectAt(json, 'spec');
  const { blueGreen = {}, canary = {}, steps } = argoStrategyOf(spec);
  const at = '/spec/strategy';
  return [
    ...analysis(blueGreen.prePromotionAnalysis, `${at}/blueGreen/prePromotionAnalysis`),
    ...analysis(blueGreen.postPromotionAnalysis, `${at}/blueGreen/postPromotionAnalysis`),
    ...analysis(canary.analysis, `${at}/canary/analysis`, true),
    ...steps.flatMap((step, index) => [
      ...analysis(step.analysis, `${at}/canary/steps/${index}/analysis`),
      ...objectsIn(objectAt(step, 'experiment').analyses).map((each, place) => {
        const where = `${at}/canary/steps/${index}/experiment/analyses/${place}`;
        return { at: where, templates: [templateUse(each, where)], given: givenIn(each), isBackground: true };
      }),
    ]),
  ];
}

function analysis(value: unknown, at: string, isBackground = false): AnalysisUse[] {
  if (!isPlainObject(value)) return [];
  const templates = objectsIn(value.templates).map((each, index) => templateUse(each, `${at}/templates/${index}`));
  return [{ at, templates, given: givenIn(value), isBackground }];
}

function templateUse({ templateName, clusterScope }: JsonObject, at: string): TemplateUse {
  return {
    at,
    kind: clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
    name: String(templateName),
  };
}

function givenIn({ args }: JsonObject): ReadonlySet<unknown> {
  return new Set(objectsIn(args).map(({ name }) => name));
}

/** The template that an analysis names, where it is in the set. */
export function templateIn(set: ManifestSet, rollout: Manifest, { kind, name }: TemplateUse): Manifest | undefined {
  return set.find(kind, ARGO, name, kind === 'AnalysisTemplate' ? rollout.namespaceName : undefined);
}
