import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { analysesOf, type TemplateReference, templatesIn } from '../../analysis/analyses';
import { madeObject } from '../made-object';

/**
 * The Jobs by which a template measures in a namespace that asks for it, one for each such metric at a time. Their real
 * names begin with the identity of the run; these are the template's and the metric's.
 * (metricproviders/job/job.go of argoproj/argo-rollouts, v1.9)
 */
export function jobsOfAnalysis(template: Manifest, namespaceName: string | undefined): readonly Manifest[] {
  const owner = { ...template, namespaceName };
  const given = new Map(
    objectsIn(objectAt(owner.json, 'spec').args).flatMap(({ name, value }) =>
      typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
  return objectsIn(objectAt(owner.json, 'spec').metrics).flatMap(({ name, provider }) => {
    const job = isPlainObject(provider) ? provider.job : undefined;
    if (!isPlainObject(job) || !isPlainObject(job.spec)) return [];
    const spec = filledIn(job.spec, given) as JsonObject;
    return [
      madeAnew(owner, {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: {
          ...objectAt(job, 'metadata'),
          name: `${owner.name}-${String(name)}`,
          ...(namespaceName !== undefined && { namespace: namespaceName }),
        },
        spec: hasOpenPlaces(spec) ? withoutTexts(spec) : spec,
      }),
    ];
  });
}

function madeAnew(owner: Manifest, json: JsonObject): Manifest {
  return { ...madeObject(owner, json), isMadeAnew: true };
}

/** The namespaces in which somebody asks for the analyses of a template, itself or by another one that takes it up. */
export function askingNamespaces(objects: readonly Manifest[]): ReadonlyMap<Manifest, ReadonlySet<string | undefined>> {
  const templates = objects.filter(isAnalysisTemplate);
  const known = new Map(templates.map((each) => [keyOf(isOfCluster(each), each.namespaceName, each.name), each]));
  const asked = new Map<Manifest, Set<string | undefined>>();
  const ask = (namespaceName: string | undefined, reference: TemplateReference): void => {
    const template = known.get(keyOf(reference.isOfCluster, namespaceName, reference.name));
    if (!template) return;
    const namespaces = asked.get(template) ?? new Set();
    if (namespaces.has(namespaceName)) return;
    asked.set(template, namespaces.add(namespaceName));
    for (const each of templatesIn(objectAt(template.json, 'spec').templates, '/spec/templates'))
      ask(namespaceName, each);
  };
  for (const object of objects)
    for (const analysis of analysesOf(object)) for (const each of analysis.templates) ask(object.namespaceName, each);
  return asked;
}

/** Whether it is what says how an analysis measures, for a namespace or for all of a cluster. */
export function isAnalysisTemplate(manifest: Manifest): boolean {
  return manifest.group === 'argoproj.io' && (manifest.kind === 'AnalysisTemplate' || isOfCluster(manifest));
}

function isOfCluster({ kind }: Manifest): boolean {
  return kind === 'ClusterAnalysisTemplate';
}

function keyOf(ofCluster: boolean, namespaceName = '', name: string): string {
  return ofCluster ? name : `${namespaceName}/${name}`;
}

const PLACE = /\{\{\s*args\.([\w.-]+)\s*\}\}/g;

/** The arguments that a template gives itself, put where its texts name them. */
function filledIn(value: unknown, given: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.includes('{{') ? value.replace(PLACE, (place, name: string) => given.get(name) ?? place) : value;
  if (Array.isArray(value)) return value.map((each) => filledIn(each, given));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledIn(each, given)]));
}

function hasOpenPlaces(spec: JsonObject): boolean {
  return JSON.stringify(spec).includes('{{');
}

/** What is left of a Job when whoever asks for the analysis says its texts: its numbers, and what its containers ask for. */
function withoutTexts({ parallelism, completions, suspend, template }: JsonObject): JsonObject {
  const pod = isPlainObject(template) ? template : {};
  const ofContainers = (list: unknown): JsonObject[] =>
    objectsIn(list).map(({ name, resources, restartPolicy }) => ({
      name,
      ...(resources !== undefined && !hasOpenPlaces({ resources }) && { resources }),
      ...(restartPolicy !== undefined && { restartPolicy }),
    }));
  const { containers, initContainers } = objectAt(pod, 'spec');
  return {
    ...(parallelism !== undefined && { parallelism }),
    ...(completions !== undefined && { completions }),
    ...(suspend !== undefined && { suspend }),
    template: {
      spec: {
        restartPolicy: 'Never',
        containers: ofContainers(containers),
        ...(initContainers !== undefined && { initContainers: ofContainers(initContainers) }),
      },
    },
  };
}
