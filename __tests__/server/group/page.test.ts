import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifests } from 'cdk8s-model-serving/testing';
import { reviewManifests } from '../../../lib/review';
import { runSnippet, snippetsOf } from '../../support/snippets';

const text = readFileSync(join(__dirname, '../../../docs/groups.md'), 'utf8');
const made = Manifests.fromYaml(runSnippet(snippetsOf('docs/groups.md')[0].code).files.join('\n---\n')).all;

test('the part of a LeaderWorkerSet that docs/groups.md shows is one of what comes out', () => {
  const [, shown] = /```yaml\n(.*?)```/s.exec(text) ?? [];
  const [part] = Manifests.fromYaml(shown).all;
  expect(made.find(({ kind }) => kind === 'LeaderWorkerSet')).toMatchObject(part);
});

test('the review that docs/groups.md shows is the one of another image', () => {
  const after = JSON.parse(JSON.stringify(made).replaceAll('v0.33.0', 'v0.34.0'));
  const [{ message }] = reviewManifests(made, after, { kubernetesVersion: '1.34' }).restarts;
  const [, shown] = /```text\n(LeaderWorkerSet .*?)```/s.exec(text) ?? [];
  expect(message.replace(/\(.*\): /, '(...): ')).toBe(shown.trim().replaceAll('\n', ' '));
});

test('every example of the page is synthesized without an error', () => {
  for (const { code } of snippetsOf('docs/groups.md')) expect(runSnippet(code).files).not.toEqual([]);
});
