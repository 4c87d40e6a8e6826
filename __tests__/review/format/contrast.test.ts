import { STYLE } from '../../../lib/review/format/html/style';

type Colours = Readonly<Record<string, string>>;

/** The colours of the light scheme, and of the dark one, by their names. */
function schemes(): readonly (readonly [string, Colours])[] {
  const [light, dark] = [
    /^:root\{([^}]*)\}/.exec(STYLE)!,
    /prefers-color-scheme:dark\)\{:root\{([^}]*)\}/.exec(STYLE)!,
  ];
  const read = (text: string) =>
    Object.fromEntries([...text.matchAll(/--([a-z-]+):(#[0-9a-f]+)/g)].map(([, name, colour]) => [name, colour]));
  return [
    ['light', read(light[1])],
    ['dark', read(dark[1])],
  ];
}

/** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

const TONES = ['bad', 'warn', 'added', 'changed', 'removed'];
const PAIRS = [
  ...['ground', 'card', 'code'].map((ground) => ['ink', ground]),
  ...['soft', ...TONES].flatMap((ink) => ['ground', 'card'].map((ground) => [ink, ground])),
  ...TONES.flatMap((tone) => [tone, 'ink', 'soft'].map((ink) => [ink, `${tone}-soft`])),
];

test('black on white is 21 to 1', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21);
});

test.each(schemes())('in the %s scheme every text stands out 4.5 to 1 from what is behind it', (_, colours) => {
  const weak = PAIRS.filter(([ink, ground]) => !(contrast(colours[ink], colours[ground]) >= 4.5));
  expect(weak).toEqual([]);
});
