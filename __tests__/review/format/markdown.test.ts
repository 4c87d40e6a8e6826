import * as fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import type { Review } from '../../../lib/review/data/review';
import { reviewMarkdown } from '../../../lib/review/format/markdown';
import { example, nothing } from './example';
import { hostileText, pictured, twins, withTexts } from './hostile';

const parser = new MarkdownIt({ html: true, linkify: true });

/** Everything that the comment is made of, in order; code spans and text apart. */
function parsed(markdown: string) {
  const blocks = parser.parse(markdown, {});
  const inline = blocks.flatMap(({ children }) => children ?? []);
  return {
    blocks: blocks.map(({ type, tag, content }) => (type === 'html_block' ? `${type} ${content}` : `${type} ${tag}`)),
    inline: inline.map(({ type }) => type),
    texts: inline.filter(({ type }) => type === 'text').map(({ content }) => content),
  };
}

describe('what is said first', () => {
  test('the verdict, what changes in numbers, and why', () => {
    expect(reviewMarkdown(example).split('\n').slice(0, 5)).toEqual([
      '## ⛔ Refused: some of it never reaches the cluster',
      '',
      '1 refusal · 2 added · 4 changed · 2 removed · 3 in labels only · 1 workload restarts · 24 objects, 23 before · applied by kubectl',
      '',
      '- Service `iris-metrics` in namespace `vision` is refused: `spec.clusterIP` cannot change.',
    ]);
  });

  test('refusals and new acknowledgements come before everything else, what is not checked last', () => {
    expect([...reviewMarkdown(example).matchAll(/^### (.*)$/gm)].map(([, title]) => title)).toEqual([
      'Refused by the API server',
      'Newly acknowledged',
      'What changes on the way of a request',
      'Releases',
      'Traffic',
      'Services',
      'Pods that are replaced',
      'Configuration changes, pods are not replaced',
      'What clients get',
      'Capacity',
      'Permissions',
      'Network reach',
      'Pod security and exposure',
      'What goes',
      'Findings of the rules',
      'Not checked',
    ]);
  });

  test('of nothing there is nothing to say', () => {
    expect(reviewMarkdown(nothing)).toBe(
      '## ✅ Safe: nothing is refused and no request fails\n\n24 objects · applied by Flux\n\n',
    );
  });
});

test('changes in labels only are one line, folded', () => {
  const [, folded] = /<details><summary>Objects that change \(7\)<\/summary>\n([^]*)<\/details>/.exec(
    reviewMarkdown(example),
  )!;
  expect(folded).toContain(
    '- 3 objects change in labels only: `ServiceAccount vision/iris-stable`, `ServiceAccount vision/iris-canary`, `ServiceAccount vision/iris`\n',
  );
});

describe('texts of a manifest', () => {
  const reason = (text: string) =>
    reviewMarkdown({ ...nothing, reasons: [text] })
      .split('\n')
      .find((line) => line.startsWith('- '))
      ?.slice(2);

  test.each([
    ['plain words stay', 'it waits, at most (2 of 3): 10 % of all.', 'it waits, at most (2 of 3): 10 % of all.'],
    ['a quoted name is code', "Service 'iris' in namespace 'vision': no", 'Service `iris` in namespace `vision`: no'],
    ['a quoted command is code', 'run `kubectl apply -f x`, then wait', 'run `kubectl apply -f x`, then wait'],
    ['a mention is code', 'ask @octocat now', 'ask `@octocat` now'],
    ['so are numbers of issues and merge requests', 'see #123 and !4', 'see `#123` and `!4`'],
    ['and addresses', 'at https://evil.example now', 'at `https://evil.example` now'],
    ['and what looks like a commit', 'of deadbeefcafe now', 'of `deadbeefcafe` now'],
    ['neighbours share a span', 'a <b> <i> c', 'a `<b> <i>` c'],
    ['backticks get a longer fence', 'a `b``c d', 'a ```b``c``` d'.replaceAll('```b``c```', '``` `b``c ```')],
    ['marks of direction are seen', 'a \u202Eb', 'a `\\u202eb`'],
    ['a number does not begin a list', '1. a', '`1.` a'],
  ])('%s', (_, given, shown) => {
    expect(reason(given)).toBe(shown);
  });

  test('a bar stays in its cell, whatever stands before it', () => {
    const cells = (text: string) =>
      reviewMarkdown({ ...nothing, acknowledgements: [{ ...example.acknowledgements[0], rule: text }] })
        .split('\n')
        .at(-2);
    expect(cells('a|b')).toContain('| `a\\|b` |');
    expect(cells('a\\|b')).toContain('| `a\\\\u007cb` |');
  });

  test('are never a link, an image, HTML, a mention or a reference', () => {
    fc.assert(
      fc.property(twins, ({ hostile, harmless }) => {
        const [found, wanted] = [parsed(reviewMarkdown(hostile)), parsed(reviewMarkdown(harmless))];
        expect(found.blocks).toEqual(wanted.blocks);
        expect(new Set(found.inline)).toEqual(new Set(['text', 'code_inline']));
        for (const text of found.texts) {
          expect(text).toMatch(/^[A-Za-z0-9 .,:;?%()→–—·'’"/⛔⚠️➕🔸➖-]*$/u);
          expect(text).not.toMatch(/[0-9a-f]{7}|https?:|www|:\w+:/i);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('length', () => {
  /** Every list of a review so many times as long. */
  const times = (review: Review, many: number): Review =>
    Object.fromEntries(
      Object.entries(review).map(([key, value]) => [
        key,
        Array.isArray(value) ? Array.from({ length: many }, () => value as unknown[]).flat() : value,
      ]),
    ) as unknown as Review;

  test('a large change is cut to 60 000 characters, every section says how many entries are left out', () => {
    const markdown = reviewMarkdown(times(example, 500));
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(markdown.length).toBeGreaterThan(55_000);
    const [whole, cut] = [example, markdown].map(
      (of) => parsed(typeof of === 'string' ? of : reviewMarkdown(of)).blocks,
    );
    expect(cut.filter((block) => block === 'heading_open h3')).toEqual(
      whole.filter((block) => block === 'heading_open h3'),
    );
    const [, left] = /### Capacity\n[^#]*_(\d+) more left out here; the JSON report has all\._/.exec(markdown)!;
    const told = /### Capacity\n([^#]*)/
      .exec(markdown)![1]
      .split('\n')
      .filter((line) => line.includes('`vision`')).length;
    expect(Number(left) + told).toBe(3 * 500);
  });

  test('refusals do not take all of it', () => {
    const markdown = reviewMarkdown({ ...example, refusals: times(example, 2000).refusals });
    expect(markdown.length).toBeLessThanOrEqual(60_000);
    expect(markdown).toContain('| `requests.cpu` |');
    expect(markdown).toContain('- admission webhooks of the cluster\n');
  });

  test('whatever the texts, it is never longer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(example, pictured),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.oneof(hostileText, fc.constantFrom('\u202E', '`', '|', '\ud83d\ude00', '<', 'word ')), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.integer({ min: 1, max: 800 }),
        (base, many, texts, long) => {
          const review = times(
            withTexts(base, (index) => `${index}${texts[index % texts.length].repeat(long)}`),
            many,
          );
          expect(reviewMarkdown(review).length).toBeLessThanOrEqual(60_000);
        },
      ),
      { numRuns: 30 },
    );
  });
});
