import { irisCanary } from '../../apps/iris';
import { ServingApp } from '../../lib';
import { ran } from './support/command-run';

const review = (was: string, now: string, options = '') =>
  ran(`review was.yaml now.yaml${options}`, { files: { 'was.yaml': was, 'now.yaml': now } });

const canary = (): string => {
  const app = new ServingApp();
  irisCanary(app);
  return app.synthYaml();
};

test('a step of a canary is one apply: the report says what the next one waits for, and promises no list', async () => {
  const now = canary();
  // One stage before the present one.
  const was = now.replace(/(name: mlops-server-canary[\s\S]*?replicas: )\d+/, '$10');
  expect(was).not.toBe(now);
  const { output } = await review(was, now);
  expect(output).toMatch(
    /^SAFE, THEN WAIT: no request fails when this is applied; the next apply waits for what is named below\n/,
  );
  expect(output).toMatch(/^ {6}next: \S/m);
  const { verdict, releases } = JSON.parse((await review(was, now, ' --format json')).output) as {
    verdict: string;
    releases: { next?: string }[];
  };
  expect(verdict).toBe('ordered');
  expect(releases).toEqual([expect.objectContaining({ next: expect.stringMatching(/\S/) })]);
});

describe('objects of which metadata alone changed are told by what of it did', () => {
  const config = (metadata: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, ${metadata} }\n`;

  test.each([
    ['annotations', 'annotations: { x/stage: b }'],
    ['labels', 'labels: { a: b }'],
    ['labels and annotations', 'labels: { a: b }, annotations: { a: b }'],
  ])('%s', async (what, metadata) => {
    const { output } = await review(config('namespace: shop'), config(`namespace: shop, ${metadata}`));
    expect(output).toContain(`  1 in ${what} only, `);
    expect(output).toContain(`1 object changes in ${what} only: ConfigMap shop/a`);
  });
});
