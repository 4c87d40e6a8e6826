import { decodeText } from './decode-text';
import { readDocuments } from './documents';
import type { FileSystem } from './file-system';
import { MAX_BYTES } from './read-manifests';
import type { ReadProblem } from './read-problem';
import { SourceText } from './source-text';
import { systemReason } from './system-reason';

/** What a file of settings says, and on which line. */
export interface ReadValue {
  /** `null` when the file is empty. */
  readonly value: unknown;
  /** Line of what the keys lead to. */
  readonly lineOf: (...steps: (string | number)[]) => number;
}

/** Reads a YAML or JSON file with one document, by the same rules as manifests; a key that stands twice is a problem. */
export function readValue(fileSystem: FileSystem, file: string): ReadValue | ReadProblem {
  let decoded: ReturnType<typeof decodeText>;
  try {
    decoded = decodeText(fileSystem.read(file, MAX_BYTES));
  } catch (error) {
    return { file, message: systemReason(error) };
  }
  if (!('text' in decoded)) return { file, message: `cannot be read: ${decoded.reason}` };
  return valueOf(new SourceText(file, decoded.text), decoded.text);
}

/** Whether a file could be read. */
export function isReadValue(read: ReadValue | ReadProblem): read is ReadValue {
  return 'value' in read;
}

function valueOf(source: SourceText, text: string): ReadValue | ReadProblem {
  const { file } = source;
  const { documents, faults } = readDocuments(text);
  const [fault] = faults;
  if (fault !== undefined) {
    return { file, line: source.lineAt(fault.offset), message: `is not valid YAML: ${fault.reason}` };
  }
  const [document] = documents;
  if (document === undefined) return { value: null, lineOf: () => 1 };
  if (documents.length > 1) return { file, message: `must hold one document, it holds ${documents.length}` };
  const [duplicate] = document.duplicates;
  if (duplicate !== undefined) {
    const line = source.lineAt(document.chunk.start + duplicate.offset);
    return { file, line, message: `has the key ${duplicate.at} twice` };
  }
  return {
    value: document.value,
    lineOf: (...steps) => source.lineOf(document.chunk, document.index, steps.map(String)),
  };
}
