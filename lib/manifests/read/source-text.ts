import type { Chunk } from './documents';
import { positionsOf, type DocumentPositions } from './positions';

/**
 * The text of one file. Lines are counted and positions found when they are asked for: most texts are read without
 * anything to say about them.
 */
export class SourceText {
  private lineStarts: readonly number[] | undefined;
  private last: { readonly chunk: Chunk; readonly documents: readonly DocumentPositions[] } | undefined;

  public constructor(
    public readonly file: string,
    private readonly text: string,
  ) {}

  /** Line of an offset, counted from 1. */
  public lineAt(offset: number): number {
    const starts = (this.lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Line of a field, or of the nearest field around it that is written there. */
  public lineOf(chunk: Chunk, index: number, steps: readonly string[]): number {
    if (this.last?.chunk !== chunk) {
      this.last = { chunk, documents: positionsOf(this.text.slice(chunk.start, chunk.end)) };
    }
    return this.lineAt(chunk.start + (this.last.documents[index]?.offsetOf(steps) ?? 0));
  }

  /** Whether a part of the text holds something. */
  public has(chunk: Chunk, part: string): boolean {
    return this.text.slice(chunk.start, chunk.end).includes(part);
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
