/** A section of a comment: what always stands, and entries of which some may be left out. */
export interface Block {
  /** Before and after the entries. */
  readonly head: string;
  readonly foot: string;
  /** Whole entries, the gravest first, each with its line end. */
  readonly entries: readonly string[];
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
  const taken = blocks.map(() => 0);
  let room = most - blocks.reduce((sum, { head, foot }) => sum + head.length + foot.length + NOTE, 0);
  /** Takes the next entry of a block while the room stays above the reserve. */
  const takes = (index: number, reserve: number): boolean => {
    const entry = blocks[index]?.entries[taken[index] ?? 0];
    if (entry === undefined || room - entry.length < reserve) return false;
    room -= entry.length;
    taken[index] = (taken[index] ?? 0) + 1;
    return true;
  };
  const reserve = room / 2;
  for (const [index, { isFirst }] of blocks.entries()) while (isFirst && takes(index, reserve));
  let open = [...blocks.keys()];
  while (open.length > 0) open = open.filter((index) => takes(index, 0));
  return blocks.map((block, index) => rendered(block, taken[index] ?? 0)).join('');
}

function rendered({ head, foot, entries }: Block, taken: number): string {
  const left = entries.length - taken;
  const note = left === 0 ? '' : `\n_${left} more left out here; the HTML and JSON reports have all._\n`;
  return `${head}${entries.slice(0, taken).join('')}${note}${foot}`;
}
