import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { judgeUpdate } from '../../../lib/model/update/judge-update';
import { applied } from './apply-ops';
import { validate } from './validate';
const folder = path.join(__dirname, '..', '..', 'truth');
const bases = JSON.parse(readFileSync(path.join(folder, 'bases.json'), 'utf8'));
const rows = readFileSync(path.join(folder, 'updates.jsonl'), 'utf8').trim().split('\n').map((l) => JSON.parse(l));
it('measures', () => {
  const out: string[] = []; const n: any = {};
  rows.forEach((r, i) => {
    const base = JSON.parse(JSON.stringify(bases[r.base]));
    if (base.spec?.replicas > 2) base.spec.replicas = 2;
    const after = applied(base, r.ops);
    const v = judgeUpdate(base, after, { validate });
    const own = judgeUpdate(base, after); const refused = r.status >= 300; const miss: string[] = [];
    if ((v.refused.length > 0) !== refused) miss.push('refused');
    if (refused && v.refused.some((x) => x.immutable) !== r.immutable) miss.push('immutable');
    if (!refused && r.changed !== v.changed) miss.push('changed');
    if (r.restarts !== undefined && r.restarts !== v.restarts) miss.push('restarts');
    if (!refused && own.refused.length) miss.push('own-false'); if (refused && !own.refused.some((x) => x.immutable) && r.immutable) miss.push('own-missing'); if (!refused && own.restarts !== (r.restarts ?? false)) miss.push('own-restarts'); for (const m of miss) n[m] = (n[m] ?? 0) + 1;
    if (miss.length) out.push(JSON.stringify([i, base.kind, r.base, miss.join(), r.ops, r.status, r.immutable, r.changed, r.restarts, r.message?.slice(0,200), v.refused.map((x) => x.message), v.changes.slice(0,3)]));
  });
  writeFileSync('/tmp/misses.txt', JSON.stringify(n) + '\n' + out.join('\n'));
});
