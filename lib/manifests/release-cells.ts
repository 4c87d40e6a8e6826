/** A bar between spaces; bars within a cell have a backslash. */
const SEPARATOR = ' | ';

/** Cells of a row as a line of text. */
export function cellsText(cells: readonly string[]): string {
  return cells.map(escaped).join(SEPARATOR);
}

/** The cells of such a line. */
export function cellsIn(line: string): string[] {
  return line.split(SEPARATOR).map((cell) => cell.replaceAll('\\|', '|'));
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
