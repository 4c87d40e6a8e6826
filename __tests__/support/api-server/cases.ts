import { findings, type ApiServerOptions } from '../api-server';
import { changed } from './accepted';

/** Changes to the accepted set, and all the findings they lead to. */
export type RefusedCase = readonly [changes: string, ...expected: string[]];

/** Each change leads to these findings and to no others. */
export function itRefuses(cases: readonly RefusedCase[], options?: ApiServerOptions): void {
  it.each(cases)('refuses %s', (changes, ...expected) => {
    expect(findings(changed(changes), options)).toEqual(expected);
  });
}

/** No change leads to a finding. */
export function itAccepts(cases: readonly string[], options?: ApiServerOptions): void {
  it.each(cases)('accepts %s', (changes) => {
    expect(findings(changed(changes), options)).toEqual([]);
  });
}
