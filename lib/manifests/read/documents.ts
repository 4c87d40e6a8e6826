import { parseEvents, YAMLException } from 'js-yaml';
import { buildDocuments, type BuiltDocument } from './build';
import { documentSizeFault } from './document-size';
import { firstMarker, nextBoundary, nextJsonObject } from './document-markers';
import { YamlFault } from './yaml-fault';

/** A part of a text that begins and ends at a boundary between documents. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** A document and where to find it again. */
export interface TextDocument extends BuiltDocument {
  /** Number in the whole text, counted from 1. */
  readonly number: number;
  readonly chunk: Chunk;
  /** Which document of the chunk it is, counted from 0. */
  readonly index: number;
}

/** A document that is no YAML. */
export interface DocumentFault {
  readonly number: number;
  /** Offset in the whole text. */
  readonly offset: number;
  readonly chunk: Chunk;
  readonly reason: string;
}

export interface Documents {
  /** Those that say something. */
  readonly documents: readonly TextDocument[];
  readonly faults: readonly DocumentFault[];
  /** How many there are, empty ones as well. */
  readonly count: number;
}

/** Far deeper than manifests are, and still shallow enough for the stack of whoever walks them. */
const MAX_DEPTH = 500;
/** Large files are read in parts of about this many characters: events of a whole file would take much memory. */
const CHUNK_LENGTH = 1 << 20;

/** Reads every document of a text. One that is no YAML does not keep the others from being read. */
export function readDocuments(text: string): Documents {
  const documents: TextDocument[] = [];
  const faults: DocumentFault[] = [];
  let read = 0;
  const readChunk = (chunk: Chunk): YamlFault | undefined => {
    const part = text.slice(chunk.start, chunk.end);
    const built = documentSizeFault(part) ?? tryToBuild(part);
    if (built instanceof YamlFault) return built;
    built.forEach(({ value, duplicates }, index) => {
      if (value !== null) documents.push({ value, duplicates, number: read + index + 1, chunk, index });
    });
    read += built.length;
    return undefined;
  };
  for (const chunk of chunksOf(text, CHUNK_LENGTH)) {
    if (readChunk(chunk) === undefined) continue;
    for (const part of chunksOf(text, 1, chunk)) {
      const fault = readChunk(part);
      if (fault === undefined) continue;
      read++;
      faults.push({ number: read, offset: offsetIn(text, part, fault), chunk: part, reason: fault.reason });
    }
  }
  return { documents, faults, count: read };
}

/** The parts of a text: each ends at the first boundary after the length. */
function* chunksOf(
  text: string,
  length: number,
  { start, end }: Chunk = { start: 0, end: text.length },
): Generator<Chunk> {
  // JSON objects may follow each other with nothing between them; kubectl takes them, YAML does not.
  const next = length === 1 && text.slice(start, end).trimStart().startsWith('{') ? nextJsonObject : nextBoundary;
  let from = start;
  while (from < end) {
    // What stands before the first marker may be comments and directives that belong to the document after it.
    const first = from === start ? firstMarker(text, start) : from;
    const to = Math.min(end, next(text, Math.max(from + length, first + 1)));
    yield { start: from, end: to };
    from = to;
  }
}

/** What is noticed at the end of a document, such as a bracket that is open, belongs to its last line. */
function offsetIn(text: string, { start, end }: Chunk, { offset }: YamlFault): number {
  const last = start + text.slice(start, end).trimEnd().length - 1;
  return Math.max(start, Math.min(start + offset, last));
}

function tryToBuild(text: string): BuiltDocument[] | YamlFault {
  try {
    return buildDocuments(text, parseEvents(text, { maxDepth: MAX_DEPTH }));
  } catch (error) {
    if (error instanceof YamlFault) return error;
    if (error instanceof YAMLException) return new YamlFault(error.reason, error.mark?.position ?? 0);
    if (error instanceof RangeError) return new YamlFault('it is nested too deeply', 0);
    throw error;
  }
}
