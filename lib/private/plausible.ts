import { isPlainObject, type JsonObject } from './json';
import { Quantity } from './quantity';
import { show } from './show';

/** What a value of an API counts. */
type Unit = 'cores' | 'bytes' | 'seconds' | 'things';

/** What values of one kind usually are. What lies outside is possible, and most likely a slip. */
interface Plausible {
  readonly unit: Unit;
  /** The least that is usual, and what was meant below it. */
  readonly least?: readonly [amount: string, meant: (text: string) => string];
  /** The most that is usual, and what was meant above it. */
  readonly most?: readonly [amount: string, meant: (text: string) => string];
}

const inMebibytes = (text: string): string => `write '${text.replace(/[^\d.].*$/, '')}Mi' for mebibytes`;
const inGibibytes = (text: string): string => `write '${text.replace(/[^\d.].*$/, '')}Gi' for gibibytes`;
const inMillicores = (text: string): string => `write '${text.replace(/[^\d.].*$/, '')}m' for thousandths of a core`;
const inCores = (text: string): string => `write '${text.replace(/m$/, '')}' for whole cores`;
const inSeconds = (text: string): string => `write Duration.seconds(${Number(text) / 1000}) if milliseconds are meant`;
const isSeconds = (): string => 'it is in seconds';

/** The one table of what is usual. */
const MEASURES = {
  /** Of one container: the largest machines of the clouds have some hundred cores. */
  cpu: { unit: 'cores', least: ['2m', inCores], most: ['256', inMillicores] },
  /** Of one container: less than an interpreter takes, more than machines have. */
  memory: { unit: 'bytes', least: ['4Mi', inMebibytes], most: ['16Ti', () => `write 'Gi' for gibibytes`] },
  disk: { unit: 'bytes', least: ['1Mi', inMebibytes], most: ['64Ti', () => `write 'Gi' for gibibytes`] },
  /** Of the weights of a model: a file of text is smaller, no model is larger. */
  weights: { unit: 'bytes', least: ['1Mi', inGibibytes], most: ['64Ti', () => `write 'Gi' for gibibytes`] },
  /** Of a whole namespace: 0 forbids. */
  cpuBudget: { unit: 'cores', least: ['100m', inCores] },
  memoryBudget: {
    unit: 'bytes',
    least: ['16Mi', inGibibytes],
  },
  diskBudget: {
    unit: 'bytes',
    least: ['1Mi', inGibibytes],
  },
  pods: { unit: 'things', most: ['500', () => 'one server of so many pods is rare'] },
  /** Of one pod: nodes have 8 or 16. */
  devices: { unit: 'things', most: ['16', () => 'a pod gets them from one node; replicas is the number of pods'] },
  failures: { unit: 'things', most: ['100', () => 'a pod that fails would stay for as many periods'] },
  skew: { unit: 'things', most: ['50', () => 'it is a number of pods'] },
  utilization: { unit: 'things', least: ['10', () => 'it is in percent, such as 70'] },
  workers: { unit: 'things', most: ['128', () => 'each of them may load a model of its own'] },
  /** Of one check or attempt. */
  answer: { unit: 'seconds', most: ['120', inSeconds] },
  /** Between two checks, and before the first. */
  pause: { unit: 'seconds', most: ['900', inSeconds] },
  /** Until a model is loaded. */
  start: { unit: 'seconds', most: ['43200', inSeconds] },
  /** Until proxies have heard that a pod leaves. */
  handover: { unit: 'seconds', most: ['600', inSeconds] },
  /** Until the last request has ended. */
  farewell: { unit: 'seconds', most: ['7200', inSeconds] },
  /** Until something is given up. */
  patience: { unit: 'seconds', most: ['86400', inSeconds] },
  /** Of one request through a route: longer ones are jobs. */
  request: { unit: 'seconds', most: ['7200', inSeconds] },
  body: { unit: 'bytes', least: ['1Ki', inMebibytes] },
  cookie: { unit: 'seconds', least: ['10', isSeconds], most: ['34560000', isSeconds] },
  keeping: { unit: 'seconds', least: ['60', () => 'nobody gets to see how it ended'], most: ['7776000', inSeconds] },
  stay: { unit: 'seconds', most: ['86400', isSeconds] },
  affinity: { unit: 'seconds', least: ['10', isSeconds] },
} as const satisfies { readonly [measure: string]: Plausible };

/** A kind of values. */
export type Measure = keyof typeof MEASURES;

/** Where values of a kind are in props: `resources.cpu`, `initContainers[].resources.cpu`, `storageClasses{}.storage`. */
export type Measured = readonly [path: string, measure: Measure];

/** Warnings about values that are possible and likely not meant. What is no value of its kind is reported where it is checked. */
export function implausible(props: unknown, table: readonly Measured[]): string[] {
  const found: string[] = [];
  for (const [path, measure] of table) {
    visit(props, stepsOf(path), 0, '', (property, value) => {
      const warning = judge(property, value, MEASURES[measure]);
      if (warning !== undefined) found.push(warning);
    });
  }
  return found;
}

/** A step of a path: a member, the items of a list, the values of a map. */
interface Step {
  readonly name: string;
  readonly each: 'one' | 'item' | 'value';
}

const STEPS = new Map<string, readonly Step[]>();

/** The steps of a path. Ten thousand servers are held against the same few. */
function stepsOf(path: string): readonly Step[] {
  let steps = STEPS.get(path);
  if (!steps) STEPS.set(path, (steps = path.split('.').map(stepOf)));
  return steps;
}

function stepOf(written: string): Step {
  if (written.endsWith('[]')) return { name: written.slice(0, -2), each: 'item' };
  return written.endsWith('{}') ? { name: written.slice(0, -2), each: 'value' } : { name: written, each: 'one' };
}

function judge(property: string, value: unknown, { unit, least, most }: Plausible): string | undefined {
  const [quantity, text] = amountOf(value, unit);
  // Nothing at all means nothing at all.
  if (!quantity || quantity.isZero) return undefined;
  const bound = least && amount(least[0]).exceeds(quantity) ? least : undefined;
  const above = most && quantity.exceeds(amount(most[0])) ? most : undefined;
  const found = bound ?? above;
  if (!found) return undefined;
  const usual = `${bound ? 'at least' : 'at most'} ${unit === 'things' ? found[0] : `${found[0]}${unit === 'seconds' ? ' s' : ''}`}`;
  return `${property} is likely not meant, got ${shown(value, text, unit)}, where ${usual} is usual; ${found[1](text)}`;
}

const AMOUNTS = new Map<string, Quantity>();

/** A bound of the table, read once. */
function amount(text: string): Quantity {
  let read = AMOUNTS.get(text);
  if (!read) AMOUNTS.set(text, (read = Quantity.parse(text)));
  return read;
}

function shown(value: unknown, text: string, unit: Unit): string {
  if (unit === 'seconds') return `${text} s`;
  if (unit === 'bytes' && /^\d+$/.test(text)) return `${show(value)}, which is bytes`;
  return unit === 'cores' && /^\d+$/.test(text) ? `${show(value)}, which is whole cores` : show(value);
}

/** The amount of a value, and how it is written; nothing where it is none. Durations are told by their method. */
function amountOf(value: unknown, unit: Unit): [Quantity | undefined, string] {
  if (unit === 'cores' || unit === 'bytes') return [Quantity.tryParse(value), typeof value === 'string' ? value : ''];
  const number = typeof value === 'number' ? value : unit === 'seconds' ? secondsIn(value) : undefined;
  return number !== undefined && Number.isSafeInteger(number) && number >= 0
    ? [Quantity.of(number), String(number)]
    : [undefined, ''];
}

function secondsIn(value: unknown): number | undefined {
  const toSeconds = (value as { toSeconds?: () => number } | null | undefined)?.toSeconds;
  if (typeof toSeconds !== 'function') return undefined;
  try {
    return toSeconds.call(value);
  } catch {
    return undefined;
  }
}

/** Calls with each value that is at the end of the steps, and how it is written. */
function visit(
  value: unknown,
  steps: readonly Step[],
  index: number,
  property: string,
  found: (property: string, value: unknown) => void,
): void {
  if (value === undefined || value === null) return;
  if (index === steps.length) {
    found(property, value);
    return;
  }
  if (typeof value !== 'object') return;
  const { name, each } = steps[index];
  const inner = (value as JsonObject)[name];
  if (inner === undefined || inner === null) return;
  const at = property === '' ? name : `${property}.${name}`;
  if (each === 'one') visit(inner, steps, index + 1, at, found);
  else if (each === 'item' && Array.isArray(inner))
    for (const [place, item] of inner.entries()) visit(item, steps, index + 1, `${at}[${keyOf(item, place)}]`, found);
  else if (each === 'value' && isPlainObject(inner))
    for (const [key, item] of Object.entries(inner)) visit(item, steps, index + 1, `${at}['${key}']`, found);
}

/** Containers are told by their names, as in all other messages; everything else by its place. */
function keyOf(item: unknown, index: number): string {
  const named = isPlainObject(item) && typeof item.name === 'string' && item.image !== undefined;
  return named ? show(item.name) : String(index);
}
