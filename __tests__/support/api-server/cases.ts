import { findings, type ApiServerOptions } from '../api-server';
import { changed } from './accepted';

/** Changes to the accepted set, and all the findings they lead to. */
export type RefusedCase = readonly [changes: string, ...expected: string[]];

/** Each change leads to these findings and to no others. */
export function itRefuses(cases: readonly RefusedCase[], options?: ApiServerOptions): void {
  it.each(cases.map((each) => [titleOf(each[0]), each] as const))('refuses %s', (_, [changes, ...expected]) => {
    expect(findings(changed(changes), options)).toEqual(expected);
  });
}

/** No change leads to a finding. */
export function itAccepts(cases: readonly string[], options?: ApiServerOptions): void {
  it.each(cases.map((each) => [titleOf(each), each] as const))('accepts %s', (_, changes) => {
    expect(findings(changed(changes), options)).toEqual([]);
  });
}

/** Changes on one line, not too long for a report. */
function titleOf(changes: string): string {
  const line = changes.trim().replaceAll(/\s*\n\s*/g, '; ');
  return line === '' ? 'no change' : line.length > 150 ? `${line.slice(0, 147)}...` : line;
}
