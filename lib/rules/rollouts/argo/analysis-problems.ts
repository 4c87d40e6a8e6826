import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { titleOf } from '../../../manifests/object-ref';
import { analysesOf, type Analysis, type TemplateReference } from '../../../model/analysis/analyses';
import { objectAt, objectsIn } from '../../../private/json';
import type { Violation } from '../../rule';
import { isGiven } from './spec';
import { endlessMetrics } from './metric-problems';

/** What is wrong with the analyses that an object asks for (`ValidateAnalysisTemplatesWithType`). */
export function analysisViolations(set: ManifestSet, manifest: Manifest): Violation[] {
  return analysesOf(manifest).flatMap((analysis) => {
    if (analysis.templates.length === 0)
      return [
        {
          manifest,
          at: analysis.at,
          message: 'an analysis must name a template, got none',
          fix: 'name an AnalysisTemplate, or remove the analysis',
        },
      ];
    const found = analysis.templates.map((reference) => ({
      reference,
      template: templateOf(set, manifest, reference),
    }));
    return [
      ...found.flatMap(({ reference, template }) =>
        template ? ofTemplate(manifest, analysis, template) : missing(set, manifest, analysis, reference),
      ),
      ...lackingArgs(
        manifest,
        analysis,
        found.flatMap(({ template }) => template ?? []),
      ),
    ];
  });
}

function kindOf({ isOfCluster }: TemplateReference): string {
  return isOfCluster ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
}

function templateOf(set: ManifestSet, manifest: Manifest, reference: TemplateReference): Manifest | undefined {
  const namespaceName = reference.isOfCluster ? undefined : manifest.namespaceName;
  return set.find(kindOf(reference), 'argoproj.io', reference.name, namespaceName);
}

/** Of namespaces of whose templates the set has none nothing is known. */
function missing(set: ManifestSet, manifest: Manifest, { at }: Analysis, reference: TemplateReference): Violation[] {
  const kind = kindOf(reference);
  const there = set
    .ofKind(kind, 'argoproj.io')
    .filter((each) => reference.isOfCluster || each.namespaceName === manifest.namespaceName)
    .map(({ name }) => name);
  if (there.length === 0 && reference.isOfCluster) return [];
  const isKnown = set.ofKind('Namespace', '').some(({ name }) => name === manifest.namespaceName);
  if (there.length === 0 && !isKnown) return [];
  if (manifest.madeElsewhere?.includes(`${kind} ${manifest.namespaceName ?? ''}/${reference.name}`)) return [];
  return [
    {
      manifest,
      at,
      message: `an analysis must name an ${kind} that exists, got '${reference.name}', and there ${there.length === 0 ? 'is none' : `are ${there.slice(0, 5).join(', ')}`}`,
      fix: 'correct the name or clusterScope, or make the template',
    },
  ];
}

/** Only what goes on beside the steps may go on for ever. */
function ofTemplate(manifest: Manifest, { at, isBackground }: Analysis, template: Manifest): Violation[] {
  const endless = isBackground ? [] : endlessMetrics(objectAt(template.json, 'spec'));
  if (endless.length === 0) return [];
  return [
    {
      manifest,
      at,
      message: `an analysis that is waited for must end, and ${endless
        .slice(0, 3)
        .map((name) => `'${name}'`)
        .join(', ')} of ${titleOf(template)} has an interval without a count`,
      fix: 'give the metric a count, or analyse beside the steps (strategy.canary.analysis)',
      others: [template],
    },
  ];
}

function lackingArgs(manifest: Manifest, { at, args }: Analysis, templates: readonly Manifest[]): Violation[] {
  const given = new Set(args.map(({ name }) => name));
  const all = templates.flatMap(({ json }) => objectsIn(objectAt(json, 'spec').args));
  const valued = new Set(
    all.filter(({ value, valueFrom }) => isGiven(value) || isGiven(valueFrom)).map(({ name }) => name),
  );
  const open = [...new Set(all.map(({ name }) => name))].filter((name) => !valued.has(name) && !given.has(name));
  if (open.length === 0) return [];
  return [
    {
      manifest,
      at,
      message: `an analysis must give the arguments that its templates have no value for, and lacks ${open.map(String).slice(0, 5).join(', ')}`,
      fix: 'give them in args, or give them a value in the template',
      others: templates,
    },
  ];
}
