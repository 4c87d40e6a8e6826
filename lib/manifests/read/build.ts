import { EVENT_ID, getScalarValue, SCALAR_STYLE, type Event, type ScalarEvent } from 'js-yaml';
import type { JsonObject } from '../../private/json';
import { eventStart } from './event-start';
import { keyText } from './key-text';
import { taggedScalar } from './tagged-scalar';
import { plainScalar } from './plain-scalar';
import { YamlFault } from './yaml-fault';

/** A key that a mapping has twice. The last value holds, as in kubectl. */
export interface DuplicateKey {
  /** JSON pointer of the key in its document. */
  readonly at: string;
  /** Where the second one stands in the text. */
  readonly offset: number;
}

/** What one YAML document says. */
export interface BuiltDocument {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
}

/** Values that aliases may add to one text: go-yaml accepts as many in a small document, kubectl with it. */
const MAX_ALIASED = 400_000;

const NONE: readonly DuplicateKey[] = [];

interface Anchor {
  readonly value: unknown;
  /** How many values it holds, itself included; unknown while it is being read. */
  readonly size: number | undefined;
}

interface Frame {
  readonly mapping: JsonObject | undefined;
  readonly sequence: unknown[] | undefined;
  readonly anchor: string | undefined;
  /** Values counted before it. */
  readonly countBefore: number;
  key: string | undefined;
  keyOffset: number;
  isMerge: boolean;
  /** Keys that a merge brought and that may be said again. */
  merged: Set<string> | undefined;
}

/**
 * Makes values of the events of a YAML text as kubectl does: plain scalars by YAML 1.1, `<<` merged where it stands (it
 * overrides keys before it and is overridden by those after it), unknown tags passed over, the last of equal keys kept.
 *
 * @throws YamlFault for what kubectl refuses as well: keys that are no text, aliases that explode or hold themselves
 */
export function buildDocuments(text: string, events: readonly Event[]): BuiltDocument[] {
  return new Builder(text).build(events);
}

class Builder {
  private readonly documents: BuiltDocument[] = [];
  private readonly frames: Frame[] = [];
  private frame: Frame | undefined;
  private readonly anchors = new Map<string, Anchor>();
  private duplicates: DuplicateKey[] | undefined;
  private root: unknown = null;
  private count = 0;
  private aliased = 0;

  public constructor(private readonly text: string) {}

  public build(events: readonly Event[]): BuiltDocument[] {
    for (const event of events) {
      if (event.type === EVENT_ID.SCALAR) this.addScalar(event);
      else if (event.type === EVENT_ID.POP) this.close();
      else if (event.type === EVENT_ID.DOCUMENT) this.startDocument();
      else if (event.type === EVENT_ID.ALIAS) this.addAlias(event);
      else this.open(event, event.type === EVENT_ID.MAPPING);
    }
    return this.documents;
  }

  private startDocument(): void {
    if (this.anchors.size > 0) this.anchors.clear();
    this.duplicates = undefined;
    this.root = null;
  }

  private open(event: Event, isMapping: boolean): void {
    const frame: Frame = {
      mapping: isMapping ? {} : undefined,
      sequence: isMapping ? undefined : [],
      anchor: this.anchorOf(event),
      countBefore: this.count++,
      key: undefined,
      keyOffset: -1,
      isMerge: false,
      merged: undefined,
    };
    if (this.frame?.mapping !== undefined && this.frame.key === undefined && !this.frame.isMerge) {
      throw new YamlFault(`a key must be text, this one is ${isMapping ? 'an object' : 'a list'}`, eventStart(event));
    }
    if (frame.anchor !== undefined) this.anchors.set(frame.anchor, { value: undefined, size: undefined });
    this.frames.push(frame);
    this.frame = frame;
  }

  private close(): void {
    const frame = this.frames.pop();
    this.frame = this.frames[this.frames.length - 1];
    if (frame === undefined) {
      this.documents.push({ value: this.root, duplicates: this.duplicates ?? NONE });
      return;
    }
    const value = frame.mapping ?? frame.sequence;
    if (frame.anchor !== undefined) this.anchors.set(frame.anchor, { value, size: this.count - frame.countBefore });
    this.add(value, -1);
  }

  private addScalar(event: ScalarEvent): void {
    this.count++;
    const text = getScalarValue(this.text, event);
    const isPlain = event.style === SCALAR_STYLE.PLAIN;
    const tag = event.tagStart < 0 ? '' : this.text.slice(event.tagStart, event.tagEnd);
    const frame = this.frame;
    if (isPlain && text === '<<' && tag === '' && frame?.mapping !== undefined && frame.key === undefined) {
      frame.isMerge = true;
      frame.keyOffset = eventStart(event);
      return;
    }
    const value = tag !== '' ? taggedScalar(text, tag, eventStart(event)) : isPlain ? plainScalar(text) : text;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new YamlFault(`${text} is a number that JSON cannot hold`, eventStart(event));
    }
    const anchor = this.anchorOf(event);
    if (anchor !== undefined) this.anchors.set(anchor, { value, size: 1 });
    this.add(value, event.valueStart < 0 ? eventStart(event) : event.valueStart);
  }

  private addAlias(event: Extract<Event, { type: typeof EVENT_ID.ALIAS }>): void {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const anchor = this.anchors.get(name);
    if (anchor === undefined) throw new YamlFault(`alias *${name} names no anchor before it`, event.anchorStart);
    if (anchor.size === undefined) throw new YamlFault(`anchor &${name} holds itself`, event.anchorStart);
    this.count += anchor.size;
    this.charge(anchor.size, event.anchorStart);
    this.add(anchor.value, event.anchorStart);
  }

  /** Puts a value where it belongs: into the list, behind its key, or as a key. */
  private add(value: unknown, offset: number): void {
    const frame = this.frame;
    if (frame === undefined) this.root = value;
    else if (frame.mapping === undefined) frame.sequence?.push(value);
    else if (frame.isMerge) this.merge(frame, frame.mapping, value);
    else if (frame.key === undefined) {
      frame.key = keyText(value, offset);
      frame.keyOffset = offset;
    } else this.addPair(frame, frame.mapping, frame.key, value);
  }

  private addPair(frame: Frame, mapping: JsonObject, key: string, value: unknown): void {
    if (Object.hasOwn(mapping, key) && frame.merged?.delete(key) !== true) {
      this.duplicates ??= [];
      this.duplicates.push({ at: this.pointer(key), offset: frame.keyOffset });
    }
    setOwn(mapping, key, value);
    frame.key = undefined;
  }

  private merge(frame: Frame, mapping: JsonObject, value: unknown): void {
    frame.isMerge = false;
    // Of several, the first wins: it is merged last.
    const sources: unknown[] = Array.isArray(value) ? [...(value as unknown[])].reverse() : [value];
    frame.merged ??= new Set();
    for (const source of sources) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        throw new YamlFault('<< must be given an object, or a list of objects', frame.keyOffset);
      }
      const entries = Object.entries(source);
      this.charge(entries.length, frame.keyOffset);
      for (const [key, item] of entries) {
        if (!Object.hasOwn(mapping, key)) frame.merged.add(key);
        setOwn(mapping, key, item);
      }
    }
  }

  private charge(size: number, offset: number): void {
    this.aliased += size;
    if (this.aliased > MAX_ALIASED) {
      throw new YamlFault(`aliases expand to more than ${MAX_ALIASED} values`, offset);
    }
  }

  private anchorOf(event: Event): string | undefined {
    if (!('anchorStart' in event) || event.anchorStart < 0) return undefined;
    return this.text.slice(event.anchorStart, event.anchorEnd);
  }

  /** Where the innermost mapping's key stands in the document. */
  private pointer(key: string): string {
    const steps = this.frames.map((frame, index) => {
      if (index === this.frames.length - 1) return key;
      return frame.sequence !== undefined ? String(frame.sequence.length) : (frame.key ?? '<<');
    });
    return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  }
}

/** Sets a key of an object's own, also one that JavaScript gives a meaning. */
function setOwn(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}
