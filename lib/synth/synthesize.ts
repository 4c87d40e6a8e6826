import type { ApiObject, App, Chart } from 'cdk8s';
import { collectedProblems, labelOf } from '../core/app-problems';
import { MADE_ELSEWHERE } from '../core/made-elsewhere';
import { RELEASE_SIDE } from '../core/release-side';
import { SERVED_BY } from '../core/served-by';
import { tenancyOn } from '../core/tenancy';
import { lastAppliedBytes, MAX_ANNOTATION_BYTES } from '../manifests/last-applied';
import { manifestOf } from '../manifests/manifest';
import { isClusterScoped } from '../manifests/kinds';
import { shownPath } from '../manifests/origin';
import { emitDocument } from '../manifests/yaml/emitter';
import { UnwritableError, UsageError } from '../private/errors';
import { isPlainObject, type JsonObject } from '../private/json';
import { collect, type Collected } from './collect';
import { deliveryProblems, markForDelivery } from './deliver';
import { chartNameProblems, comesBeforePods } from './file-names';
import { judge } from './judge';
import { fileNameProblems, layOut, type ManifestFile, type PlacedObject } from './layout';
import { orderFiles } from './order-files';
import type { Progress } from './progress';
import { customResolvers, resolveManifest } from './resolve-value';
import { MARKER } from './writer';

/** Everything about an app that is checked and ready to be written. */
export interface Synthesis {
  readonly files: readonly ManifestFile[];
  readonly charts: number;
  readonly warnings: readonly string[];
}

/** Collects, resolves, checks and orders an app, each object once. */
export function synthesize(app: App, collected: Collected, progress?: Progress): Synthesis {
  const { charts, dependencies } = collected;
  const label = labelOf(app);
  const broken = collectedProblems(app);
  // What is made of props that are wrong is not worth looking at.
  if (broken.length > 0) throw new UsageError([...new Set([...broken, ...collected.problems])], label);
  const warnings = [...collected.warnings];
  const problems = [
    ...deliveryProblems(app),
    ...collected.problems,
    ...charts.filter(rendersItself).map(aboutRendering),
  ];
  const placed = resolveAll(app, collected, problems, progress);
  problems.push(...chartNameProblems(charts, app, placed.some(comesBeforePods)));
  markForDelivery(app, placed, problems);
  const judged = judge(app, placed, collected);
  problems.push(...judged.problems);
  warnings.push(...judged.warnings);
  const files = layOut(placed, app.outputFileExtension, app.yamlOutputType);
  problems.push(...fileNameProblems(files, app.yamlOutputType));
  const ordered = dependencies.length === 0 ? files : orderFiles(files, dependencies, problems);
  if (problems.length > 0) {
    // Everything at once: also what only writing would find.
    for (const placedObject of placed) emitInto(placedObject, problems);
    throw new UsageError([...new Set(problems)], label);
  }
  return { files: ordered, charts: charts.length, warnings };
}

/**
 * Checks an app of cdk8s's own class, which resolves and writes its manifests itself: constructs, and what the rules say
 * of everything together.
 *
 * @returns warnings
 * @throws UsageError with everything that is wrong
 */
export function checkStockApp(app: App): readonly string[] {
  const collected = collect(app);
  const objects = collected.objects.filter(({ chart }) => !rendersItself(chart));
  // What cannot be resolved here, cdk8s may write in its own way or refuse in its own words.
  const placed = resolveAll(app, { ...collected, objects }, [], undefined);
  const judged = judge(app, placed, collected);
  const problems = new Set([...collected.problems, ...judged.problems]);
  if (problems.size > 0) throw new UsageError([...problems]);
  return [...collected.warnings, ...judged.warnings];
}

/** Whether a chart of a user's class changes its manifests in `toJson`, which nobody calls here. */
function rendersItself(chart: Chart): boolean {
  let owner: unknown = chart;
  while (isObject(owner) && !Object.hasOwn(owner, 'toJson')) owner = Object.getPrototypeOf(owner);
  // By what the class has: there may be two copies of cdk8s.
  return isObject(owner) && !Object.hasOwn(owner.constructor, 'isChart');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function aboutRendering({ node }: Chart): string {
  return `chart '${node.path}' has a toJson() of its own, and ServingApp resolves each object by itself; change the objects with JSON patches instead`;
}

function resolveAll(
  app: App,
  { objects }: Collected,
  problems: string[],
  progress: Progress | undefined,
): PlacedObject[] {
  const custom = customResolvers(app.resolvers);
  const placed: PlacedObject[] = [];
  for (const { object, chart } of objects) {
    try {
      placed.push(place(object, chart, resolveManifest({ object, custom })));
    } catch (error) {
      problems.push(
        ...(error instanceof UsageError ? error.messages : [`${shownPath(object.node.path)}: ${messageOf(error)}`]),
      );
    }
    progress?.tick();
  }
  return placed;
}

function place(object: ApiObject, chart: Chart, json: JsonObject): PlacedObject {
  for (const field of ['apiVersion', 'kind'] as const) {
    if (typeof json[field] !== 'string' || json[field] === '')
      throw new UnwritableError(`/${field} must be a text that is not empty`);
  }
  const { path } = object.node;
  const described = {
    ...manifestOf(json, { constructPath: path }),
    madeElsewhere: MADE_ELSEWHERE.on(object),
    servedBy: SERVED_BY.on(object),
    releaseSide: RELEASE_SIDE.on(object),
    tenantNamespace: tenancyOn(chart)?.namespaceName,
    object,
    chart,
    path,
  };
  if (!isClusterScoped(described.group, described.kind)) return described;
  // A chart puts its namespace on everything in it.
  if (isPlainObject(json.metadata)) delete json.metadata.namespace;
  return { ...described, namespaceName: undefined };
}

function messageOf(error: unknown): string {
  if (error instanceof RangeError || /RangeError: Maximum call stack/.test(String(error)))
    return 'goes deeper than any manifest: does a value hold itself?';
  return error instanceof Error ? error.message : String(error);
}

/** A character of YAML takes six bytes of JSON at most. */
const WORTH_MEASURING = MAX_ANNOTATION_BYTES / 6;

/**
 * The bytes of each file by its name. Documents become bytes one by one: text is made of many pieces until then, which
 * are what the garbage collector is slowest with.
 */
export function emitFiles({ files }: Synthesis, warn: (message: string) => void): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  const problems: string[] = [];
  for (const { name, objects } of files) {
    const pieces = objects.map((placed, index) => {
      const document = emitInto(placed, problems);
      if (document.length > WORTH_MEASURING) warnOfSize(placed, warn);
      return Buffer.from(index === 0 ? document : `---\n${document}`);
    });
    contents.set(name, Buffer.concat([Buffer.from(`${MARKER}\n`), ...pieces]));
  }
  if (problems.length > 0) throw new UsageError(problems);
  return contents;
}

/** The document of an object; nothing, and a message, when it cannot be written. */
function emitInto({ path, json }: PlacedObject, problems: string[]): string {
  try {
    return emitDocument(json);
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    problems.push(`'${path}': ${error.message}`);
    return '';
  }
}

function warnOfSize({ path, json }: PlacedObject, warn: (message: string) => void): void {
  const bytes = lastAppliedBytes(json);
  if (bytes <= MAX_ANNOTATION_BYTES) return;
  warn(
    `'${path}' takes ${bytes} bytes, more than the ${MAX_ANNOTATION_BYTES} that client-side apply can note in an annotation; use kubectl apply --server-side`,
  );
}
