import type { Repository } from './repository';
import type { TreeEntry } from './tree-entries';

/** How much is asked of Git in one go. */
const BATCH_BYTES = 32 * 1024 * 1024;
/** More than the line takes that Git writes before an object, and the line end behind it. */
const HEADER_BYTES = 128;

/** The bytes of files of a commit. Git is started once for many of them: what is read next mostly follows. */
export class Blobs {
  private readonly ahead = new Map<string, Buffer>();
  private readonly places: ReadonlyMap<string, number>;

  /** @param files files in the order in which they will be read */
  public constructor(
    private readonly repository: Repository,
    private readonly files: readonly TreeEntry[],
  ) {
    this.places = new Map(files.map(({ id }, place) => [id, place]));
  }

  public read(file: TreeEntry): Buffer {
    const known = this.ahead.get(file.id) ?? this.fetch(this.batchFrom(file)).get(file.id);
    if (!known) throw new Error('git does not have it');
    return known;
  }

  private batchFrom(file: TreeEntry): TreeEntry[] {
    const batch = new Map([[file.id, file]]);
    let bytes = file.size;
    for (let place = (this.places.get(file.id) ?? this.files.length) + 1; place < this.files.length; place++) {
      const next = this.files[place];
      bytes += next.size;
      if (bytes > BATCH_BYTES) break;
      batch.set(next.id, next);
    }
    return [...batch.values()];
  }

  private fetch(batch: readonly TreeEntry[]): ReadonlyMap<string, Buffer> {
    const limit = batch.reduce((sum, { size }) => sum + size + HEADER_BYTES, HEADER_BYTES);
    const answer = this.repository.run(['cat-file', '--batch'], batch.map(({ id }) => `${id}\n`).join(''), limit);
    this.ahead.clear();
    for (let at = 0; at < answer.length;) {
      const end = answer.indexOf('\n', at);
      const [, id, size] = /^([0-9a-f]+) blob (\d+)$/.exec(answer.toString('latin1', at, end)) ?? [];
      at = end + 1;
      if (id === undefined) continue;
      this.ahead.set(id, answer.subarray(at, at + Number(size)));
      at += Number(size) + 1;
    }
    return this.ahead;
  }
}
