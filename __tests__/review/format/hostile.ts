import * as fc from 'fast-check';
import type { Review } from '../../../lib/review/data/review';
import { anyText } from '../../support/any-text';
import { example } from './example';

/** What somebody might write into a manifest so that a report does something else than to show it. */
const ATTACKS = [
  '</script><script>window.hostile=1</script>',
  '<img src=x onerror="window.hostile=1">',
  '"><svg onload=window.hostile=1>',
  "' onfocus='window.hostile=1' autofocus='",
  '</style></title></textarea>--><h1>x</h1>',
  '&lt;b&gt; &#60;b&#62; &amp;',
  '![x](https://evil.example/x.png)',
  '[x](javascript:alert(1))',
  '[x]: https://evil.example',
  'https://evil.example/?a=b www.evil.example someone@evil.example',
  '@kubernetes/owners @octocat',
  'fixes #123, GH-12, octo/repo#7, !8, ~bug, %3, &4, $5, :tada:',
  'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
  '**bold** _it_ ~~gone~~ # head',
  '`',
  '``',
  '``` \n```js',
  '` a ``b`` ',
  '\\`x\\`',
  "'a`b' and `c'd`",
  '|',
  '\\|',
  '\\\\| x | y |',
  'a\\',
  '| --- | --- |',
  '\n# head\n\n- item\n> quote\n',
  '\r\n\r\n<b>',
  '---',
  '1. one',
  '- [ ] task',
  '"] --> evil[["x',
  '%%{init: {"theme":"dark"}}%%',
  '"]:::added\nclick n0 "https://evil.example"',
  'style n0 fill:#f00;',
  '#quot;',
  '<br/>',
  '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007x',
  '\u009b2J',
  '\u0000\b\u007f',
  '\u202Eevil\u202C \u2066x\u2069 \u200b\u200d\ufeff\u2028\u2029\u00a0\u{e0041}',
  '\ud800',
  '::stop-commands::x',
  '\n::error::x',
  '##[error]x',
  '##vso[task.setvariable variable=a]b',
  '/close',
  '{+ x +} [- y -] [[_TOC_]]',
  '$`x`$ $$y$$',
  'x\u0301\u0301\u0301',
  '',
];

/** A text of attacks, of anything and of plain words. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), anyText({ maxLength: 12 }), fc.constantFrom(' ', 'word', "'name'")), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));

/** What is a word of the review's, not of a manifest. */
const OURS = new Set([
  ...['safe', 'ordered', 'attention', 'refused', 'outage', 'kubectl', 'argocd', 'flux', 'error', 'warning'],
  ...['added', 'changed', 'removed', 'unchanged', 'renamed', 'labels', 'gained', 'lost', 'opened', 'closed'],
  ...['pod-security', 'exposure', 'image', 'weights', 'revision', 'engine flags', 'served name', 'adapter'],
  ...['Canary', 'BlueGreen', 'no', 'on the way', 'at rest'],
  ...['gateway', 'host', 'service', 'workload', 'namespace', 'policy'],
]);

/** The review with every text of a manifest written anew; what was one text stays one. */
export function withTexts(review: Review, text: (index: number) => string): Review {
  const texts = new Map<string, string>();
  const anew = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(anew);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, anew(member)]));
    }
    if (typeof value !== 'string' || OURS.has(value)) return value;
    if (!texts.has(value)) texts.set(value, text(texts.size));
    return texts.get(value);
  };
  return anew(review) as Review;
}

/** The example with a picture of its own. */
export const pictured: Review = {
  ...example,
  topology: {
    nodes: [
      { id: 'g1', kind: 'gateway', label: 'traefik', change: 'unchanged' },
      { id: 'h1', kind: 'host', label: 'models.example.com/rank', change: 'added' },
      { id: 's1', kind: 'service', label: 'Service ranker', change: 'changed', namespaceName: 'ranking' },
      {
        id: 'w1',
        kind: 'workload',
        label: 'Deployment ranker',
        change: 'removed',
        detail: '1.4',
        namespaceName: 'ranking',
      },
      { id: 'n1', kind: 'namespace', label: 'frontend', change: 'unchanged' },
      { id: 'p1', kind: 'policy', label: 'NetworkPolicy ranker', change: 'added', namespaceName: 'ranking' },
    ],
    edges: [
      { from: 'g1', to: 'h1', change: 'added' },
      { from: 'h1', to: 's1', label: '0 % → 100 %', change: 'added' },
      { from: 's1', to: 'w1', label: '3 → 0 pods', change: 'removed' },
      { from: 'n1', to: 'w1', label: 'TCP 80', change: 'unchanged' },
    ],
  },
};

/** Two reviews of one structure: one with hostile texts, one with harmless ones. */
export const twins: fc.Arbitrary<{ readonly hostile: Review; readonly harmless: Review }> = fc
  .record({ base: fc.constantFrom(example, pictured), texts: fc.array(hostileText, { minLength: 1, maxLength: 30 }) })
  .map(({ base, texts }) => {
    // The number keeps texts apart, the dot keeps a bracket at the end from being taken for a gateway's name.
    const hostileAt = (index: number) =>
      `${texts[index % texts.length]}${index}${texts[(index * 7) % texts.length]}`.replace(/\)$/, ').');
    // Blanks and slashes stay, which part a kind from a namespace and a name.
    const harmlessAt = (index: number) => hostileAt(index).replace(/[^\s/]+/gu, `x${index}`);
    return { hostile: withTexts(base, hostileAt), harmless: withTexts(base, harmlessAt) };
  });
