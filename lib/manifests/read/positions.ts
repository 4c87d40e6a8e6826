import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event } from 'js-yaml';
import { eventStart } from './event-start';
import { plainScalar } from './plain-scalar';

/** Where the fields of one document stand. */
export class DocumentPositions {
  public constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    /** Index of the event after the one that begins the document. */
    private readonly first: number,
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

  private child(node: number, step: string): { readonly node: number; readonly offset: number } | undefined {
    const { type } = this.events[node];
    if (type === EVENT_ID.SEQUENCE) return this.item(node, Number(step));
    return type === EVENT_ID.MAPPING ? this.entry(node, step) : undefined;
  }

  private item(node: number, wanted: number): { readonly node: number; readonly offset: number } | undefined {
    let at = node + 1;
    for (let index = 0; this.events[at].type !== EVENT_ID.POP; index++) {
      const offset = eventStart(this.events[at]);
      if (index === wanted) return offset < 0 ? undefined : { node: at, offset };
      at = this.after(at);
    }
    return undefined;
  }

  /** Of equal keys the last, whose value holds. */
  private entry(node: number, wanted: string): { readonly node: number; readonly offset: number } | undefined {
    let found: { readonly node: number; readonly offset: number } | undefined;
    let at = node + 1;
    while (this.events[at].type !== EVENT_ID.POP) {
      const value = this.after(at);
      if (this.keyAt(at) === wanted) found = { node: value, offset: eventStart(this.events[at]) };
      at = this.after(value);
    }
    return found;
  }

  private keyAt(at: number): string | undefined {
    const event = this.events[at];
    if (event.type !== EVENT_ID.SCALAR) return undefined;
    const text = getScalarValue(this.text, event);
    return event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0 ? String(plainScalar(text)) : text;
  }

  /** Index of the event after a node and all that is in it. */
  private after(node: number): number {
    let depth = 0;
    let at = node;
    do {
      const { type } = this.events[at++];
      if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
      else if (type === EVENT_ID.POP) depth--;
    } while (depth > 0);
    return at;
  }
}

/** Positions in each document of a text that was read before without a fault. */
export function positionsOf(text: string): DocumentPositions[] {
  const events = parseEvents(text, { maxDepth: Infinity });
  const documents: DocumentPositions[] = [];
  events.forEach((event, index) => {
    if (event.type === EVENT_ID.DOCUMENT) documents.push(new DocumentPositions(text, events, index + 1));
  });
  return documents;
}
