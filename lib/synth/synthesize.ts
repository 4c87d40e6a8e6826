import type { ApiObject, App, Chart } from 'cdk8s';
import { RELEASE_SIDE } from '../core/release-side';
import { ManifestSet, resolvedObject } from '../preflight/manifest-set';
import { preflight } from '../preflight/preflight';
import { UnwritableError, UsageError } from '../private/errors';
import { isPlainObject, type JsonObject } from '../private/json';
import { MADE_ELSEWHERE } from '../private/made-elsewhere';
import type { Collected } from './collect';
import { chartNameProblems, comesBeforePods } from './file-names';
import { fileNameProblems, layOut, type ManifestFile, type PlacedObject } from './layout';
import { orderFiles } from './order-files';
import type { Progress } from './progress';
import { customResolvers, resolveManifest } from './resolve-value';
import { isClusterScoped } from './scope';
import { refuseOutsideTenant, refuseRenaming } from './within-tenant';
import { MARKER } from './writer';
import { emitDocument } from './yaml-emitter';

/** Everything about an app that is checked and ready to be written. */
export interface Synthesis {
  readonly files: readonly ManifestFile[];
  readonly charts: number;
  readonly warnings: readonly string[];
}

/** Collects, resolves, checks and orders an app, each object once. */
export function synthesize(app: App, collected: Collected, progress?: Progress): Synthesis {
  const { charts, dependencies } = collected;
  const warnings = [...collected.warnings];
  const problems = [...collected.problems, ...charts.filter(rendersItself).map(aboutRendering)];
  const placed = resolveAll(app, collected, problems, progress);
  problems.push(...chartNameProblems(charts, app, placed.some(comesBeforePods)));
  problems.push(...preflight(new ManifestSet(placed), (warning) => warnings.push(warning)));
  const files = layOut(placed, app.outputFileExtension, app.yamlOutputType);
  problems.push(...fileNameProblems(files, app.yamlOutputType));
  const ordered = dependencies.length === 0 ? files : orderFiles(files, dependencies, problems);
  if (problems.length > 0) {
    // Everything at once: also what only writing would find.
    for (const placedObject of placed) emitInto(placedObject, problems);
    throw new UsageError([...new Set(problems)]);
  }
  return { files: ordered, charts: charts.length, warnings };
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
      problems.push(...(error instanceof UsageError ? error.messages : [`'${object.node.path}': ${messageOf(error)}`]));
    }
    progress?.tick();
  }
  return placed;
}

function place(object: ApiObject, chart: Chart, manifest: JsonObject): PlacedObject {
  for (const field of ['apiVersion', 'kind'] as const) {
    if (typeof manifest[field] !== 'string' || manifest[field] === '')
      throw new UnwritableError(`/${field} must be a text that is not empty`);
  }
  const described = {
    ...resolvedObject(object.node.path, manifest),
    madeElsewhere: MADE_ELSEWHERE.on(object),
    releaseSide: RELEASE_SIDE.on(object),
  };
  if (!isClusterScoped(described.group, described.kind)) {
    refuseOutsideTenant(described, object);
    return { ...described, object, chart };
  }
  refuseRenaming(described, object);
  // A chart puts its namespace on everything in it.
  if (isPlainObject(manifest.metadata)) delete manifest.metadata.namespace;
  return { ...described, namespaceName: undefined, object, chart };
}

function messageOf(error: unknown): string {
  if (error instanceof RangeError || /RangeError: Maximum call stack/.test(String(error)))
    return 'goes deeper than any manifest: does a value hold itself?';
  return error instanceof Error ? error.message : String(error);
}

/** What `kubectl apply` can note in an annotation of an object: 256 KiB. Above, only server-side apply works. */
const MAX_ANNOTATION_BYTES = 262_144;
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
function emitInto({ path, manifest }: PlacedObject, problems: string[]): string {
  try {
    return emitDocument(manifest);
  } catch (error) {
    if (!(error instanceof UnwritableError)) throw error;
    problems.push(`'${path}': ${error.message}`);
    return '';
  }
}

function warnOfSize({ path, manifest }: PlacedObject, warn: (message: string) => void): void {
  // kubectl writes these three, which mean something in HTML, with six characters each.
  const bytes = Buffer.byteLength(JSON.stringify(manifest).replace(/[<>&]/g, '\\u0000'));
  if (bytes <= MAX_ANNOTATION_BYTES) return;
  warn(
    `'${path}' takes ${bytes} bytes, more than the ${MAX_ANNOTATION_BYTES} that client-side apply can note in an annotation; use kubectl apply --server-side`,
  );
}
