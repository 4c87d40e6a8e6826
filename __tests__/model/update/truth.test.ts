import { readFileSync } from 'node:fs';
import path from 'node:path';
import { judgeUpdate } from '../../../lib/model/update/judge-update';
import { applied, type Operation } from './apply-ops';
import { validate } from './validate';

interface Row {
  readonly base: number;
  readonly ops: readonly Operation[];
  readonly status: number;
  readonly immutable?: boolean;
  readonly changed?: boolean;
  readonly restarts?: boolean;
}

type Question = 'refused' | 'immutable' | 'restarts' | 'changed';

const truth = path.join(__dirname, '..', '..', 'truth');
const read = (file: string) => readFileSync(path.join(truth, file), 'utf8');
const bases: any[] = JSON.parse(read('bases.json'));
const rows: Row[] = read('updates.jsonl')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

/** What of a recorded answer is judged otherwise. */
function* missesOf({ base, ops, ...row }: Row): Generator<Question> {
  const live = applied(bases[base], []);
  // Recorded with few pods, so that the quota of the namespace lets them be.
  const spec = live.spec as { replicas?: number } | undefined;
  if (spec?.replicas !== undefined) spec.replicas = Math.min(spec.replicas, 2);
  const verdict = judgeUpdate(live, applied(live, ops), { validate });
  const isRefused = row.status >= 300;
  if (verdict.refused.length > 0 !== isRefused) yield 'refused';
  if (isRefused && verdict.refused.some(({ immutable }) => immutable) !== row.immutable) yield 'immutable';
  if (!isRefused && verdict.changed !== row.changed) yield 'changed';
  if (!isRefused && verdict.restarts !== (row.restarts ?? false)) yield 'restarts';
}

describe('the recorded answers of an API server to changes of live objects', () => {
  const misses = rows.flatMap((row, index) => {
    const wrong = [...missesOf(row)];
    return wrong.length === 0 ? [] : [`${index} ${wrong.join(', ')}`];
  });
  const missed = (question: Question) => misses.filter((miss) => miss.includes(question)).length;
  const refused = rows.filter(({ status }) => status >= 300).length;

  it('are given but for those that are known to be missed', () => {
    expect(misses).toEqual(JSON.parse(read('updates-misses.json')));
  });

  it.each([
    ['what is refused', 'refused', rows.length, 0.01],
    ['what is immutable', 'immutable', refused, 0.01],
    ['what restarts', 'restarts', rows.length - refused, 0],
    ['what changes', 'changed', rows.length - refused, 0.005],
  ] as const)('are right about %s', (_, question, among, share) => {
    expect(missed(question)).toBeLessThanOrEqual(among * share);
  });

  it('are many', () => {
    expect([rows.length, refused]).toEqual([2172, 821]);
  });
});

describe('a version that is applied once more', () => {
  it.each(bases.map((base, index) => [index, base.kind, base]))('changes nothing: %i, a %s', (_, kind, base) => {
    expect(judgeUpdate(base, applied(base, []))).toMatchObject({ refused: [], changed: false, restarts: false });
    const labelled = applied(base, [{ op: 'replace', path: '/metadata/annotations', value: { a: 'b' } }]);
    expect(judgeUpdate(base, labelled)).toEqual({
      refused: [],
      changed: true,
      restarts: false,
      restartCauses: [],
      changes: [{ at: '/metadata/annotations', kind: 'added', after: 'an object (a)' }],
    });
    expect(kind).toBe(base.kind);
  });
});
