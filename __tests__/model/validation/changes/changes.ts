import { validateObject, type ValidationContext } from '../../../../lib/model/validation';
import { changed } from '../../../support/api-server/accepted';
import { lineOf } from '../refused';

/** Changes to a set that a server accepts, and everything that is refused of it then: kind, place, sentence. */
export type RefusedChange = readonly [changes: string, ...refusals: string[]];

/** Without a declared version, every one that a cluster may be taken to have has to accept the objects. */
const ANY: ValidationContext = { oldestMinor: 30, nodePorts: { from: 30000, to: 32767 } };

/** What is refused of the accepted set after changes. */
export function refusedAfter(changes: string, context: ValidationContext = {}): string[] {
  return changed(changes).flatMap((object: any) =>
    validateObject(object, { ...ANY, ...context }).map((refusal) => `${object.kind} ${lineOf(refusal)}`),
  );
}

/** Each change is refused in these words, and nothing else is. */
export function itRefuses(cases: readonly RefusedChange[], context?: ValidationContext): void {
  it.each(cases.map((each) => [titleOf(each[0]), each] as const))('refuses %s', (_, [changes, ...refusals]) => {
    expect(refusedAfter(changes, context)).toEqual(refusals);
  });
}

/** No change is refused. */
export function itAccepts(cases: readonly string[], context?: ValidationContext): void {
  it.each(cases.map((each) => [titleOf(each), each] as const))('accepts %s', (_, changes) => {
    expect(refusedAfter(changes, context)).toEqual([]);
  });
}

/** Changes on one line, not too long for a report. */
function titleOf(changes: string): string {
  const line = changes.trim().replaceAll(/\s*\n\s*/g, '; ');
  return line === '' ? 'no change' : line.length > 150 ? `${line.slice(0, 147)}...` : line;
}
