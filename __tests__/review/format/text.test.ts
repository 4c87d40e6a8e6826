import * as fc from 'fast-check';
import { reviewText } from '../../../lib/review/format/text';
import { example, nothing } from './example';
import { twins } from './hostile';

const plain = (review = example) => reviewText(review, { color: false });

test('the verdict is first, then why', () => {
  expect(plain().split('\n').slice(0, 4)).toEqual([
    'REFUSED: some of it never reaches the cluster',
    "  x Service 'iris-metrics' in namespace 'vision' is refused: spec.clusterIP cannot change.",
    "  x ServiceAccount 'iris-puller' in namespace 'vision' may read Secrets that it could not read.",
    "  x namespace 'vision' takes 44 of 40 CPUs on the way: 4 pods of Deployment 'iris-canary' stay pending until others are gone.",
  ]);
});

test('of nothing there is nothing to say', () => {
  expect(plain(nothing)).toBe('SAFE: nothing is refused and no request fails\n  24 objects; applied by Flux\n');
});

test('columns are as wide as what stands in them; what is long stands below', () => {
  expect(plain()).toContain(
    [
      'Pods that are replaced',
      '    Workload                       Pods  Waves  At most  Fewest ready  Most pods',
      '  ~ Deployment vision/iris-canary  3     3      30 min   1             4',
      '      why: /spec/template/spec/containers/0/image registry.example/iris:0.3.0-rc.1 → registry.example/iris:0.3.0, ',
    ].join('\n'),
  );
});

test('colours are the same text painted', () => {
  const painted = reviewText(example, { color: true });
  expect(painted).not.toBe(plain());

  expect(painted.replace(/\u001b\[[\d;]+m/g, '')).toBe(plain());
});

test('nothing of a manifest begins a line, moves a cursor or is a command of a CI system', () => {
  fc.assert(
    fc.property(twins, ({ hostile }) => {
      const text = plain(hostile);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(text).not.toMatch(/^\s*::|##[a-z]*\[/im);
      for (const line of text.trimEnd().split('\n')) {
        expect(line).toMatch(/^$|^[A-Z][A-Za-z ,:]+|^ {2}[x!+~·-] |^ {4}[A-Z]|^ {6}[a-z][a-z ,]*: |^ {2}\d+ /);
      }
    }),
  );
});
