import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event } from 'js-yaml';
import { eventStart } from './event-start';
import { plainScalar } from './plain-scalar';

/** A node and where it stands. */
interface Found {
  readonly node: number;
  readonly offset: number;
}

/** Where the fields of one document stand. */
export class DocumentPositions {
  /** Items of the lists that were looked into: a long one is asked for many. */
  private readonly items = new Map<number, readonly number[]>();

  /**
   * @param first index of the event after the one that begins the document
   * @param after for each event that begins a node the index of the event after that node
   */
  public constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    private readonly first: number,
    private readonly after: Int32Array,
  ) {}

  /** Offset of a field, or of the nearest field around it that is written there (not merged, not in an alias). */
  public offsetOf(steps: readonly string[]): number {
    let node = this.first;
    let offset = Math.max(0, eventStart(this.events[node]));
    for (const step of steps) {
      const child = this.child(node, step);
      if (child === undefined) break;
      offset = child.offset;
      node = child.node;
    }
    return offset;
  }

  private child(node: number, step: string): Found | undefined {
    const { type } = this.events[node];
    if (type === EVENT_ID.SEQUENCE) return this.item(node, Number(step));
    return type === EVENT_ID.MAPPING ? this.entry(node, step) : undefined;
  }

  private item(list: number, index: number): Found | undefined {
    const node = this.itemsOf(list)[index] as number | undefined;
    const offset = node === undefined ? -1 : eventStart(this.events[node]);
    return node === undefined || offset < 0 ? undefined : { node, offset };
  }

  private itemsOf(list: number): readonly number[] {
    const known = this.items.get(list);
    if (known !== undefined) return known;
    const items: number[] = [];
    for (let at = list + 1; this.events[at].type !== EVENT_ID.POP; at = this.after[at]) items.push(at);
    this.items.set(list, items);
    return items;
  }

  /** Of equal keys the last, whose value holds. */
  private entry(mapping: number, wanted: string): Found | undefined {
    let found: Found | undefined;
    let key = mapping + 1;
    while (this.events[key].type !== EVENT_ID.POP) {
      const value = this.after[key];
      if (this.keyAt(key) === wanted) found = { node: value, offset: eventStart(this.events[key]) };
      key = this.after[value];
    }
    return found;
  }

  private keyAt(at: number): string | undefined {
    const event = this.events[at];
    if (event.type !== EVENT_ID.SCALAR) return undefined;
    const text = getScalarValue(this.text, event);
    return event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0 ? String(plainScalar(text)) : text;
  }
}

/** Positions in each document of a text that was read before without a fault. */
export function positionsOf(text: string): DocumentPositions[] {
  const events = parseEvents(text, { maxDepth: Infinity });
  const after = endsOf(events);
  const documents: DocumentPositions[] = [];
  events.forEach((event, index) => {
    if (event.type === EVENT_ID.DOCUMENT) documents.push(new DocumentPositions(text, events, index + 1, after));
  });
  return documents;
}

/** For each event that begins a node the index of the event after that node. */
function endsOf(events: readonly Event[]): Int32Array {
  const after = new Int32Array(events.length);
  const open: number[] = [];
  events.forEach(({ type }, index) => {
    if (type === EVENT_ID.SCALAR || type === EVENT_ID.ALIAS) after[index] = index + 1;
    else if (type === EVENT_ID.POP) after[open.pop() ?? 0] = index + 1;
    else open.push(index);
  });
  return after;
}
