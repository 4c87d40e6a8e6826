/** A section of a comment: what always stands, and entries of which some may be left out. */
export interface Block {
  /** Before and after the entries. */
  readonly head: string;
  readonly foot: string;
  /** Number of its entries. */
  readonly size: number;
  /** A whole entry with its line end, the gravest first. Asked for once, and only while there is room. */
  readonly entry: (index: number) => string;
  /** Whether its entries come before those of all others. */
  readonly isFirst: boolean;
}

/** Length of the line that says how many entries are left out, at most. */
const NOTE = 120;

/**
 * The blocks in at most so many characters: sections read first may take half of the room, then every section gets one entry
 * after the other until there is no more room. What is left out is said in its section.
 */
export function withinBudget(blocks: readonly Block[], most: number): string {
  const taken = blocks.map((): string[] => []);
  let room = most - blocks.reduce((sum, { head, foot }) => sum + head.length + foot.length + NOTE, 0);
  /** Takes the next entry of a block while the room stays above the reserve. */
  const takes = (index: number, reserve: number): boolean => {
    const [block, entries] = [blocks[index], taken[index]];
    if (!block || !entries || entries.length === block.size) return false;
    const entry = block.entry(entries.length);
    if (room - entry.length < reserve) return false;
    room -= entry.length;
    entries.push(entry);
    return true;
  };
  const reserve = room / 2;
  for (const [index, { isFirst }] of blocks.entries()) while (isFirst && takes(index, reserve));
  let open = [...blocks.keys()];
  while (open.length > 0) open = open.filter((index) => takes(index, 0));
  return blocks.map((block, index) => rendered(block, taken[index] ?? [])).join('');
}

function rendered({ head, foot, size }: Block, entries: readonly string[]): string {
  const left = size - entries.length;
  const note = left === 0 ? '' : `\n_${left} more left out here; the JSON report has all._\n`;
  return `${head}${entries.join('')}${note}${foot}`;
}
