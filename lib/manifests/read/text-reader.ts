import { isPlainObject, type JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { type Manifest, manifestOf } from '../manifest';
import type { Origin } from '../origin';
import { type DocumentFault, readDocuments, type TextDocument } from './documents';
import { INTO_CHECK } from './into-check';
import { itemsOf } from './list-items';
import type { ReadProblem } from './read-problem';
import { SourceText } from './source-text';

/** A key that an object has twice. */
export interface RepeatedKey {
  readonly manifest: Manifest;
  /** JSON pointer in the object. */
  readonly at: string;
  readonly line: number;
}

/** Where an object stands in what was read. */
interface Place {
  readonly source: SourceText;
  readonly document: TextDocument;
  /** Keys that lead to it in its document: an item of a List. */
  readonly steps: readonly string[];
}

/** Reads texts one after the other and keeps what is in them. */
export class TextReader {
  public readonly manifests: Manifest[] = [];
  public readonly problems: ReadProblem[] = [];
  public readonly repeatedKeys: RepeatedKey[] = [];
  /** Documents that are no Kubernetes objects. Empty ones do not count. */
  public skipped = 0;
  /** Lists that say that there is nothing. */
  public emptyLists = 0;
  private readonly places = new WeakMap<Origin, Place>();

  /** Reads every document of a text. */
  public read(file: string, text: string): void {
    const source = new SourceText(file, text);
    const { documents, faults, count } = readDocuments(text);
    for (const fault of faults) this.problems.push(problemOf(source, fault, count === 1));
    for (const document of documents) this.addDocument(source, document);
  }

  /** Line of an object of this reader, or of a field in it given as a JSON pointer. */
  public lineOf(origin: Origin, at = ''): number | undefined {
    const place = this.places.get(origin);
    if (place === undefined) return undefined;
    const { source, document, steps } = place;
    return source.lineOf(document.chunk, document.index, [...steps, ...stepsOf(at)]);
  }

  private addDocument(source: SourceText, document: TextDocument): void {
    const found = this.manifests.length;
    this.addValue({ source, document, steps: [] }, document.value);
    if (document.duplicates.length > 0) this.addRepeatedKeys(source, document, this.manifests.slice(found));
  }

  private addValue(place: Place, value: unknown): void {
    if (value === null) return;
    if (!isPlainObject(value)) {
      if (Array.isArray(value) && value.some(isObject)) this.addArray(place, value);
      else this.skipped++;
      return;
    }
    const items = itemsOf(value);
    if (items !== undefined) {
      if (items.length === 0) this.emptyLists++;
      items.forEach((item, index) => {
        this.addValue({ ...place, steps: [...place.steps, 'items', String(index)] }, item);
      });
      return;
    }
    const missing = missingOf(value);
    if (missing === undefined) this.addManifest(place, value);
    else if (isPlainObject(value.metadata) && (missing.length === 1 || place.steps.length > 0))
      this.addIncomplete(place, value, missing[0]);
    else this.skipped++;
  }

  private addManifest(place: Place, json: JsonObject): void {
    const origin: Origin = { file: place.source.file, document: place.document.number };
    this.places.set(origin, place);
    this.manifests.push(manifestOf(json, origin));
  }

  /** kubectl refuses it, so what is in it is not judged as if it were applied. */
  private addArray({ source, document, steps }: Place, { length }: readonly unknown[]): void {
    this.problems.push({
      file: source.file,
      line: source.lineOf(document.chunk, document.index, steps),
      message: `is an array of ${length === 1 ? '1 object' : `${length} objects`}, which kubectl does not read`,
      fix: `keep the List around it (kubectl get -o json), or make one: jq '{apiVersion: "v1", kind: "List", items: .}'`,
    });
  }

  private addIncomplete(place: Place, value: JsonObject, missing: string): void {
    const { source, document, steps } = place;
    this.problems.push({
      file: source.file,
      line: source.lineOf(document.chunk, document.index, steps),
      message: `is not a Kubernetes object: ${missing} must be a text that is not empty, got ${show(value[missing])}`,
      fix: `write ${missing}, or take the document out of what is checked`,
    });
  }

  private addRepeatedKeys(source: SourceText, document: TextDocument, manifests: readonly Manifest[]): void {
    for (const { at, offset } of document.duplicates) {
      const line = source.lineAt(document.chunk.start + offset);
      for (const manifest of manifests) {
        const prefix =
          this.places
            .get(manifest.origin)
            ?.steps.map((step) => `/${step}`)
            .join('') ?? '';
        if (at.startsWith(`${prefix}/`)) this.repeatedKeys.push({ manifest, at: at.slice(prefix.length), line });
      }
    }
  }
}

/** Whether a value is a Kubernetes object, or a List of them. */
function isObject(value: unknown): boolean {
  return isPlainObject(value) && missingOf(value) === undefined;
}

function missingOf(value: JsonObject): string[] | undefined {
  const missing = ['apiVersion', 'kind'].filter((key) => typeof value[key] !== 'string' || value[key] === '');
  return missing.length === 0 ? undefined : missing;
}

/** The keys of a JSON pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function problemOf(source: SourceText, fault: DocumentFault, isOne: boolean): ReadProblem {
  const isTemplate = source.has(fault.chunk, '{{');
  return {
    file: source.file,
    line: source.lineAt(fault.offset),
    ...(isOne ? {} : { document: fault.number }),
    message: isTemplate ? `is a template, not YAML: ${fault.reason}` : `is not valid YAML: ${fault.reason}`,
    ...(isTemplate ? { fix: `render it first, for example 'helm template . ${INTO_CHECK}'` } : {}),
  };
}
