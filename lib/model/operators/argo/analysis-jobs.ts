import type { Manifest } from '../../../manifests/manifest';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { analysesOf, templatesIn } from '../../analysis/analyses';
import { madeObject } from '../made-object';

/**
 * The Jobs by which an AnalysisTemplate measures, one for each such metric at a time: their pods are of the template's namespace.
 * Their real names begin with the identity of the run; these are the template's and the metric's.
 * (metricproviders/job/job.go of argoproj/argo-rollouts, v1.9)
 */
export function madeOfAnalysisTemplate(owner: Manifest): readonly Manifest[] {
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
          ...(owner.namespaceName !== undefined && { namespace: owner.namespaceName }),
        },
        spec: hasOpenPlaces(spec) ? withoutTexts(spec) : spec,
      }),
    ];
  });
}

function madeAnew(owner: Manifest, json: JsonObject): Manifest {
  return { ...madeObject(owner, json), isMadeAnew: true };
}

/** The templates of a namespace whose analyses somebody asks for, by name, those that they take up included. */
export function askedTemplates(objects: readonly Manifest[]): ReadonlySet<string> {
  const own = new Map(objects.filter(isAnalysisTemplate).map((each) => [keyOf(each.namespaceName, each.name), each]));
  const asked = new Set<string>();
  const ask = (namespaceName: string | undefined, name: string): void => {
    const key = keyOf(namespaceName, name);
    if (asked.has(key)) return;
    asked.add(key);
    const template = own.get(key);
    for (const each of templatesIn(template && objectAt(template.json, 'spec').templates, '/spec/templates'))
      ask(namespaceName, each.name);
  };
  for (const object of objects)
    for (const { templates } of analysesOf(object))
      for (const { name, isOfCluster } of templates) if (!isOfCluster) ask(object.namespaceName, name);
  return asked;
}

/** Whether a template has its analyses asked for. */
export function isAsked(asked: ReadonlySet<string>, { namespaceName, name }: Manifest): boolean {
  return asked.has(keyOf(namespaceName, name));
}

export function isAnalysisTemplate({ group, kind }: Manifest): boolean {
  return group === 'argoproj.io' && kind === 'AnalysisTemplate';
}

function keyOf(namespaceName = '', name: string): string {
  return `${namespaceName}/${name}`;
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
