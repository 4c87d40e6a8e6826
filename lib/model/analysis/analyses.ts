import type { Manifest } from '../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';

/** A template that an analysis names. */
export interface TemplateReference {
  /** JSON pointer to where it is named. */
  readonly at: string;
  readonly name: string;
  /** Whether it is a ClusterAnalysisTemplate. */
  readonly isOfCluster: boolean;
}

/** An analysis that somebody asks for. */
export interface Analysis {
  /** JSON pointer to it. */
  readonly at: string;
  /** Whether it goes on beside the steps: then it may be without an end. */
  readonly isBackground: boolean;
  readonly templates: readonly TemplateReference[];
  readonly args: readonly JsonObject[];
}

/**
 * The analyses that a Rollout or an Experiment asks for: beside the steps, as a step, of the experiments of a step, and before
 * and after the promotion of blue/green (https://argo-rollouts.readthedocs.io/en/stable/features/analysis/).
 */
export function analysesOf({ group, kind, json }: Manifest): Analysis[] {
  if (group !== 'argoproj.io') return [];
  const spec = objectAt(json, 'spec');
  if (kind === 'Experiment') return ofExperiment(spec, '/spec');
  if (kind !== 'Rollout') return [];
  const canary = objectAt(spec, 'strategy', 'canary');
  const blueGreen = objectAt(spec, 'strategy', 'blueGreen');
  const steps = Array.isArray(canary.steps) ? canary.steps : [];
  return [
    ...analysis(canary.analysis, '/spec/strategy/canary/analysis', true),
    ...steps.flatMap((step: unknown, index) => {
      const at = `/spec/strategy/canary/steps/${index}`;
      if (!isPlainObject(step)) return [];
      const own = analysis(step.analysis, `${at}/analysis`);
      return isPlainObject(step.experiment) ? [...own, ...ofExperiment(step.experiment, `${at}/experiment`)] : own;
    }),
    ...analysis(blueGreen.prePromotionAnalysis, '/spec/strategy/blueGreen/prePromotionAnalysis'),
    ...analysis(blueGreen.postPromotionAnalysis, '/spec/strategy/blueGreen/postPromotionAnalysis'),
  ];
}

function analysis(value: unknown, at: string, isBackground = false): Analysis[] {
  if (!isPlainObject(value)) return [];
  return [
    { at, isBackground, templates: templatesIn(value.templates, `${at}/templates`), args: objectsIn(value.args) },
  ];
}

/** Analyses of experiments go on beside their pods. */
function ofExperiment({ analyses }: JsonObject, at: string): Analysis[] {
  return (Array.isArray(analyses) ? analyses : []).flatMap((each: unknown, index) =>
    isPlainObject(each)
      ? [
          {
            at: `${at}/analyses/${index}`,
            isBackground: true,
            templates: templateOf(each, `${at}/analyses/${index}`),
            args: objectsIn(each.args),
          },
        ]
      : [],
  );
}

/** The templates that a list names. */
export function templatesIn(list: unknown, at: string): TemplateReference[] {
  return (Array.isArray(list) ? list : []).flatMap((each: unknown, index) =>
    isPlainObject(each) ? templateOf(each, `${at}/${index}`) : [],
  );
}

function templateOf({ templateName, clusterScope }: JsonObject, at: string): TemplateReference[] {
  return typeof templateName === 'string' ? [{ at, name: templateName, isOfCluster: clusterScope === true }] : [];
}
