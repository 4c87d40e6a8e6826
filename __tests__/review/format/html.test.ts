import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { reviewHtml } from '../../../lib/review/format/html';
import { example, nothing } from './example';
import { twins } from './hostile';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const page = reviewHtml(example);

function elementsOf(html: string): Element[] {
  const walk = (node: Node): Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ];
  return walk(parse(html));
}

/** The text between the tags of the first such element. */
function textOf(elements: readonly Element[], tag: string): string {
  return elements
    .find(({ tagName }) => tagName === tag)!
    .childNodes.map((node) => ('value' in node ? node.value : ''))
    .join('');
}

/** Elements with their attributes, without what is measured from texts and the marks around quoted names. */
function structureOf(html: string): string[] {
  return elementsOf(html)
    .filter(({ tagName }) => tagName !== 'code')
    .map(({ tagName, attrs }) => {
      const told = attrs.filter(({ name }) => !/^([xyd]|width|height|viewBox)$/.test(name));
      return [tagName, ...told.map(({ name, value }) => `${name}=${value}`)].join(' ');
    })
    .sort();
}

describe('the page', () => {
  const elements = elementsOf(page);

  test('lets through nothing but its own style and its own script', () => {
    const hash = (tag: string) => `'sha256-${createHash('sha256').update(textOf(elements, tag)).digest('base64')}'`;
    const policy = elements.find(({ attrs }) => attrs.some(({ value }) => value === 'Content-Security-Policy'))!;
    expect(policy.attrs.find(({ name }) => name === 'content')!.value).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(elements.filter(({ tagName }) => tagName === 'script' || tagName === 'style')).toHaveLength(2);
  });

  test('loads nothing, and has neither handlers nor styles in attributes', () => {
    const attributes = elements.flatMap(({ attrs }) => attrs);
    expect(attributes.filter(({ name }) => /^on|^(style|src|srcset|action|data)$/.test(name))).toEqual([]);
    expect(attributes.filter(({ name, value }) => name === 'href' && !value.startsWith('#'))).toEqual([]);
  });

  test('has a language, a title, one heading of the first order, and a name for everything that takes the focus', () => {
    expect(elements.find(({ tagName }) => tagName === 'html')!.attrs).toEqual([{ name: 'lang', value: 'en' }]);
    expect(textOf(elements, 'title')).toBe('Refused: review of manifests');
    expect(elements.filter(({ tagName }) => tagName === 'h1')).toHaveLength(1);
    for (const { attrs } of elements.filter(({ attrs: of }) => of.some(({ name }) => name === 'tabindex'))) {
      expect(attrs.map(({ name }) => name)).toEqual(expect.arrayContaining(['role', 'aria-label']));
    }
  });

  test('every link of it leads to one place', () => {
    const ids = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id').map(({ value }) => value));
    expect(new Set(ids).size).toBe(ids.length);
    const links = elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => name === 'href').map(({ value }) => value.slice(1)),
    );
    expect(links.filter((link) => !ids.includes(link))).toEqual([]);
  });

  test('says by a word what it says by colour', () => {
    expect(page).toContain('<tr class="entry bad"><td class="mark"><span class="badge">✖ grave</span></td>');
    expect(page).toContain('<text class="mark" ');
    expect(page).toContain('− removed');
  });

  test('folds what is read last', () => {
    expect(page).toContain('<details class="section" id="refused" open>');
    expect(page).toContain('<details class="section" id="changes">');
  });

  test('says how many entries of a section it leaves to the JSON report', () => {
    const notChecked = Array.from({ length: 3002 }, (_, index) => `thing ${index}`);
    const html = reviewHtml({ ...nothing, notChecked });
    expect(html.match(/<li class="entry/g)).toHaveLength(3000);
    expect(html).toContain('<p class="left">2 more in the JSON report only.</p>');
  });

  test('of nothing there is nothing to say', () => {
    expect(elementsOf(reviewHtml(nothing)).filter(({ tagName }) => tagName === 'details')).toEqual([]);
    expect(reviewHtml(nothing)).toContain('<h1>Safe <small>nothing is refused and no request fails</small></h1>');
  });
});

test('texts of a manifest are text: the page has the elements that it has with harmless ones', () => {
  fc.assert(
    fc.property(twins, ({ hostile, harmless }) => {
      const html = reviewHtml(hostile);
      expect(structureOf(html)).toEqual(structureOf(reviewHtml(harmless)));
      expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      expect(html).not.toMatch(/^\s*::|##[a-z]*\[/im);
    }),
    { numRuns: 60 },
  );
});
