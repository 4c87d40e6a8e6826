import { Manifests } from '../lib/testing';
import { setOf } from './support/findings';
import { runRules } from '../lib/rules/run-rules';
import { NO_CONTEXT } from '../lib/rules/context';
import { sentenceOf } from '../lib/synth/finding-text';
import * as fs from 'node:fs';
import * as path from 'node:path';
test('x', () => {
  const out: string[] = [];
  let sets = 0, objs = 0;
  const visit = (dir: string) => {
    const all: any[] = [];
    for (const e of fs.readdirSync(dir, { withFileTypes: true })) {
      if (e.isDirectory()) visit(path.join(dir, e.name));
      else if (/\.ya?ml$/.test(e.name)) {
        try { all.push(...Manifests.fromYaml(fs.readFileSync(path.join(dir, e.name), 'utf8')).all); } catch { /* template */ }
      }
    }
    if (all.length === 0) return;
    sets++; objs += all.length;
    out.push(dir, ...runRules(setOf(all, (i) => `${all[i].kind}/${all[i].metadata?.name}`), NO_CONTEXT).map((f) => `   [${f.rule}] ${f.severity} ${sentenceOf(f)}`));
  };
  for (const d of (process.env.DIRS ?? '').split(' ').filter(Boolean)) visit(d);
  out.push(`${sets} sets, ${objs} objects`);
  fs.writeFileSync('/tmp/rulesb-out.txt', out.join('\n'));
}, 100000);
