/*
 * What people write for quantities that Kubernetes does not read, or reads in another way, as the second part of a sentence.
 */

/** An amount with a unit of bytes, in any case, with or without the B: `1GB`, `512 mib`, `2g`. */
const BYTES = /^\s*(\d+(?:\.\d+)?)\s*([kmgtpe])(i?)b?(?:ytes?)?\s*$/i;
const CORES = /^\s*(\d+(?:\.\d+)?)\s*(?:v?cpus?|cores?|c)\s*$/i;
const MILLIS = /^\s*(\d+)\s*(?:m|millis?|millicores?|mcpu)\s*$/i;

/** How an amount of bytes is written that was not. */
export function bytesHint(value: unknown): string {
  if (typeof value === 'number') return numberHint(value, `${value}Mi`);
  if (typeof value !== 'string') return '';
  const read = readHint(value);
  if (read !== '') return read;
  const match = BYTES.exec(value);
  if (!match || Number(match[1]) === 0) return '';
  const [, amount, letter, binary] = match;
  const unit = letter.toUpperCase();
  const binaryText = `${amount}${unit}i`;
  if (binary !== '') return binaryText === value ? '' : `; write '${binaryText}'`;
  return `; write '${amount}${unit === 'K' ? 'k' : unit}' or '${binaryText}'`;
}

/** What an amount of bytes means that the API server reads, and hardly anybody means: thousandths of a byte. */
export function readHint(value: unknown): string {
  return typeof value === 'string' && /^\d+m$/.test(value) ? ` ('m' means thousandths, write 'Mi' for mebibytes)` : '';
}

/** How an amount of CPU is written that was not. */
export function cpuHint(value: unknown): string {
  if (typeof value === 'number') return numberHint(value, String(value));
  if (typeof value !== 'string') return '';
  const [cores, millis] = [CORES.exec(value)?.[1], MILLIS.exec(value)?.[1]];
  if (cores !== undefined && Number(cores) > 0) return `; write '${cores}'`;
  return millis === undefined || Number(millis) === 0 || value === `${millis}m` ? '' : `; write '${millis}m'`;
}

function numberHint(value: number, text: string): string {
  return Number.isFinite(value) && value > 0 ? ` (a number; write a text such as '${text}')` : '';
}
