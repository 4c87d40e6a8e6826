import type { Manifest } from '../manifest';
import type { Origin } from '../origin';
import { decodeText } from './decode-text';
import { DISK, type FileSystem } from './file-system';
import { findFiles } from './find-files';
import type { ReadProblem } from './read-problem';
import { systemReason } from './system-reason';
import { TextReader, type RepeatedKey } from './text-reader';

/** Larger files are refused: what is applied as one file is smaller by far. */
export const MAX_BYTES = 256 * 1024 * 1024;

/** Standard input among paths. */
export const STANDARD_INPUT = '-';

/** What was found in files, folders and standard input. */
export interface ReadManifests {
  /** In the order in which the paths were given, in byte order inside a folder. */
  readonly manifests: readonly Manifest[];
  /** Files that were read; standard input counts as one. */
  readonly files: number;
  /** Documents that are no Kubernetes objects: neither apiVersion nor kind. Empty ones do not count. */
  readonly skipped: number;
  /** What could not be read. */
  readonly problems: readonly ReadProblem[];
  /** Keys that an object has twice; the last value holds, as in kubectl. */
  readonly repeatedKeys: readonly RepeatedKey[];
  /** What each path held, in the order in which they were given. */
  readonly sources: readonly ReadSource[];
  /** Line of an object, or of a field in it (JSON pointer); nothing for an origin that is not of these manifests. */
  readonly lineOf: (origin: Origin, at?: string) => number | undefined;
}

/** What one of the paths held. */
export interface ReadSource {
  /** As it was given. */
  readonly path: string;
  /** Whether it comes once: standard input, a pipe, a device. */
  readonly isStream: boolean;
  readonly files: number;
  readonly objects: number;
  /** Documents that are no Kubernetes objects. */
  readonly skipped: number;
  /** Lists that say that there is nothing. */
  readonly emptyLists: number;
  /** How much of it could not be read. */
  readonly problems: number;
}

/** Where to read from besides the paths. */
export interface ReadSources {
  /** @default - this machine's */
  readonly fileSystem?: FileSystem;
  /**
   * The bytes of standard input, for the path `-`.
   *
   * @default - empty
   */
  readonly standardInput?: Uint8Array;
}

/**
 * Reads manifests as kubectl does: YAML 1.1 or JSON, any number of documents, Lists taken apart. Never throws for what
 * is wrong with them: it is listed in `problems`, and everything else is read.
 *
 * @param paths files, folders (all .yaml, .yml and .json files below) or `-` for standard input
 */
export function readManifests(paths: readonly string[], sources: ReadSources = {}): ReadManifests {
  const reading = new Reading(sources.fileSystem ?? DISK);
  const read = paths.map((path) => reading.add(path, sources.standardInput ?? new Uint8Array()));
  const { reader, problems, files } = reading;
  return {
    manifests: reader.manifests,
    files,
    skipped: reader.skipped,
    problems: [...problems, ...reader.problems],
    repeatedKeys: reader.repeatedKeys,
    sources: read,
    lineOf: (origin, at) => reader.lineOf(origin, at),
  };
}

class Reading {
  public readonly reader = new TextReader();
  public readonly problems: ReadProblem[] = [];
  public files = 0;
  /** Files read so far, without links: a file in a folder may be named beside it. */
  private readonly seen = new Set<string>();

  public constructor(private readonly fileSystem: FileSystem) {}

  /** Reads a path, or standard input, and counts what was in it. */
  public add(path: string, standardInput: Uint8Array): ReadSource {
    const before = this.counts();
    let isStream = true;
    if (path === STANDARD_INPUT) this.addBytes(path, standardInput);
    else isStream = this.addPath(path);
    const after = this.counts();
    return {
      path,
      isStream,
      files: after.files - before.files,
      objects: after.objects - before.objects,
      skipped: after.skipped - before.skipped,
      emptyLists: after.emptyLists - before.emptyLists,
      problems: after.problems - before.problems,
    };
  }

  private counts(): Omit<ReadSource, 'path' | 'isStream'> {
    const { manifests, skipped, emptyLists, problems } = this.reader;
    return {
      files: this.files,
      objects: manifests.length,
      skipped,
      emptyLists,
      problems: problems.length + this.problems.length,
    };
  }

  /** Whether it is a stream. */
  private addPath(path: string): boolean {
    try {
      const { kind } = this.fileSystem.stat(path);
      if (kind === 'folder') {
        const { files, problems } = findFiles(this.fileSystem, path);
        this.problems.push(...problems);
        for (const file of files) this.addFile(file);
      } else this.addFile(path);
      return kind === 'stream';
    } catch (error) {
      this.problems.push({ file: path, message: systemReason(error) });
      return false;
    }
  }

  private addBytes(file: string, bytes: Uint8Array): void {
    this.files++;
    if (bytes.length > MAX_BYTES) {
      this.problems.push(tooLarge(file));
      return;
    }
    const decoded = decodeText(bytes);
    if ('text' in decoded) this.reader.read(file, decoded.text);
    else this.problems.push({ file, message: `cannot be read: ${decoded.reason}`, ...fixOf(decoded) });
  }

  private addFile(path: string): void {
    try {
      const { kind, size } = this.fileSystem.stat(path);
      if (size > MAX_BYTES) {
        this.problems.push(tooLarge(path));
        return;
      }
      if (kind === 'file') {
        const real = this.fileSystem.realPath(path);
        if (this.seen.has(real)) return;
        this.seen.add(real);
      }
      this.addBytes(path, this.fileSystem.read(path, MAX_BYTES));
    } catch (error) {
      this.problems.push({ file: path, message: systemReason(error) });
    }
  }
}

function tooLarge(file: string): ReadProblem {
  return { file, message: 'is larger than 256 MiB', fix: 'split it into several files' };
}

function fixOf({ fix }: { readonly fix?: string }): { readonly fix?: string } {
  return fix === undefined ? {} : { fix };
}
