import { show } from '../../../private/show';
import type { Refusals } from '../refusal';

interface CronField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  {
    name: 'month',
    from: 1,
    to: 12,
    words: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', from: 0, to: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
const WORDS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);
/** Microseconds are written with the micro sign or the Greek letter. */
const EVERY = /^@every ([-+]?(\d+(\.\d*)?|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/;

/** The schedule of a CronJob, as https://pkg.go.dev/github.com/robfig/cron/v3 reads it. */
export function schedule(at: string, text: string, out: Refusals): void {
  if (text === '') {
    out.invalid(at, 'is missing or empty');
    return;
  }
  if (/TZ/.test(text)) {
    out.invalid(at, 'must not name a time zone', 'use timeZone');
    return;
  }
  if (text.startsWith('@')) {
    if (!WORDS.has(text) && !EVERY.test(text)) {
      out.invalid(at, `must be one of ${[...WORDS].join(', ')}, '@every <duration>' or five fields, got ${show(text)}`);
    }
    return;
  }
  const parts = text.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== FIELDS.length) {
    out.invalid(at, `must have five fields, such as '0 3 * * *', got ${show(text)}`);
    return;
  }
  parts.forEach((part, index) => {
    const field = FIELDS[index];
    if (!part.split(',').every((range) => isRange(range, field))) {
      out.invalid(at, `has no ${field.name} from ${field.from} to ${field.to} in ${show(part)}`);
    }
  });
}

/** `*`, `5`, `1-5`, each with `/2` behind it perhaps. */
function isRange(range: string, field: CronField): boolean {
  const [span, stride, ...more] = range.split('/');
  if (more.length > 0 || (stride !== undefined && !/^[1-9]\d*$/.test(stride))) return false;
  const [low, high, ...rest] = span.split('-');
  if (rest.length > 0) return false;
  if (low === '*' || low === '?') return high === undefined;
  const [first, last] = [valueOf(low, field), high === undefined ? undefined : valueOf(high, field)];
  if (first === undefined || (high !== undefined && last === undefined)) return false;
  return first >= field.from && (last ?? first) <= field.to && first <= (last ?? first);
}

function valueOf(text: string, { words }: CronField): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const index = words?.indexOf(text.toLowerCase()) ?? -1;
  return index >= 0 && text !== '' ? index : undefined;
}

/** The time zone of a schedule: a name of the IANA database. */
export function timeZone(at: string, zone: string, out: Refusals): void {
  const isName = zone !== '' && !/^local$/i.test(zone) && isKnownZone(zone);
  if (!isName) out.invalid(at, `must be the name of a time zone such as 'Europe/Zurich', got ${show(zone)}`);
}

function isKnownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
