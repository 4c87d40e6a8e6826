import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverWarnings, validateObject } from '../../../lib/model/validation';
import { bases, cases, manifestOf } from '../../truth/cases';
import { fieldOf, judge, reasonOf, spellings } from '../../truth/judge';

/** Cases in which we are known to be wrong: in the verdict, or in the place that is named. */
const known = JSON.parse(readFileSync(join(__dirname, '../../truth/misses.json'), 'utf8')) as {
  readonly verdict: readonly number[];
  readonly place: readonly number[];
};

const judged = cases.map((recorded, index) => {
  const { namespace } = bases[recorded.base].metadata as { namespace: string };
  const manifest = manifestOf(recorded);
  const refusals = judge(manifest, namespace);
  const isRight = reasonOf(refusals) === (recorded.reason ?? 'accepted');
  const fields = new Set(recorded.fields?.map(fieldOf));
  const isInPlace = refusals.every(({ at }) => spellings(at).some((spelled) => fields.has(spelled)));
  return { recorded, index, kind: String(manifest.kind ?? bases[recorded.base].kind), manifest, isRight, isInPlace };
});

function share(of: typeof judged, isFine: (each: (typeof judged)[number]) => boolean): number {
  return of.filter(isFine).length / of.length;
}

describe('the recorded answers of a real API server (1.36)', () => {
  test('there are thousands of them', () => {
    expect(cases.length).toBeGreaterThan(6000);
    expect(judged.filter(({ recorded }) => recorded.reason === undefined).length).toBeGreaterThan(1000);
  });

  test('nothing that was accepted is refused', () => {
    const accepted = judged.filter(({ recorded }) => recorded.status < 300);
    expect(accepted.filter(({ isRight }) => !isRight).map(({ index }) => index)).toEqual([]);
  });

  test('nothing that was accepted is refused where the version is not declared', () => {
    const accepted = judged.filter(({ recorded }) => recorded.status < 300);
    const refused = accepted.filter(({ manifest }) => validateObject(manifest).some(({ versions }) => !versions));
    expect(refused.map(({ index }) => index)).toEqual([]);
  });

  test.each([
    ['BadRequest', 1],
    ['Invalid', 0.98],
    ['Forbidden', 1],
  ] as const)('of what was refused as %s, a share of %d is refused so', (reason, wanted) => {
    const refused = judged.filter(({ recorded }) => recorded.reason === reason);
    expect(share(refused, ({ isRight }) => isRight)).toBeGreaterThanOrEqual(wanted);
  });

  const kinds = [...new Set(judged.map(({ kind }) => kind))].sort();

  test.each(kinds)('of a %s that was refused as invalid, at least 95 of 100 are refused so', (kind) => {
    const refused = judged.filter((each) => each.kind === kind && each.recorded.reason === 'Invalid');
    expect(refused.length).toBeGreaterThan(0);
    expect(share(refused, ({ isRight }) => isRight)).toBeGreaterThanOrEqual(0.95);
  });

  test('the place is among the fields that the server names in at least 90 of 100 invalid ones', () => {
    const refused = judged.filter(({ recorded }) => recorded.reason === 'Invalid');
    expect(share(refused, ({ isInPlace }) => isInPlace)).toBeGreaterThanOrEqual(0.9);
  });

  test('what was accepted with a warning is warned of at that place, and nothing else that was accepted is', () => {
    const accepted = judged.filter(({ recorded }) => recorded.status < 300);
    const warned = accepted.filter(({ recorded }) => recorded.warning !== undefined);
    expect(warned.length).toBeGreaterThan(15);
    const places = (manifest: Record<string, unknown>): string[] =>
      serverWarnings(manifest).flatMap(({ at }) => spellings(at));
    for (const { recorded, manifest } of accepted) {
      // The volume and not a field of it is what the server names where two files overlap.
      const [, named] = /^299 - "([^:]+): /.exec(recorded.warning ?? '') ?? [];
      const isOfVolume = named?.startsWith('volume ') ?? false;
      expect([recorded.warning, places(manifest).length > 0]).toEqual([recorded.warning, named !== undefined]);
      if (named !== undefined && !isOfVolume)
        expect(places(manifest)).toContain(named.replace(/(volumeClaimTemplates\[\d+\])/, '$1.spec'));
    }
  });

  test('every wrong verdict and every other place is known, and nothing else is in the list of those', () => {
    const wrong = judged.filter(({ isRight }) => !isRight).map(({ index }) => index);
    const misplaced = judged.filter(
      ({ recorded, isRight, isInPlace }) => recorded.reason === 'Invalid' && isRight && !isInPlace,
    );
    expect({ verdict: wrong, place: misplaced.map(({ index }) => index) }).toEqual(known);
  });
});
