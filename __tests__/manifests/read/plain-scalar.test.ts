import { plainScalar } from '../../../lib/manifests/read/plain-scalar';

/** What go-yaml v2, with which kubectl reads, makes of text without quotes. */
const MEANINGS: { readonly [meaning: string]: readonly [text: string, value: unknown][] } = {
  'words of YAML 1.1 are true or false, in three spellings': [
    ['yes', true],
    ['Yes', true],
    ['YES', true],
    ['y', true],
    ['on', true],
    ['True', true],
    ['no', false],
    ['N', false],
    ['off', false],
    ['FALSE', false],
    ['yEs', 'yEs'],
    ['oN', 'oN'],
  ],
  'nothing, in three ways': [
    ['', null],
    ['~', null],
    ['Null', null],
    ['nULL', 'nULL'],
  ],
  'whole numbers: decimal, octal in both spellings, hexadecimal and binary': [
    ['0', 0],
    ['-12', -12],
    ['+12', 12],
    ['0777', 511],
    ['-0777', -511],
    ['0o17', 15],
    ['0x1F', 31],
    ['-0X1f', -31],
    ['0b101', 5],
    ['1_000', 1000],
    ['00', 0],
  ],
  'other numbers': [
    ['1.5', 1.5],
    ['.5', 0.5],
    ['+.5', 0.5],
    ['1.', 1],
    ['1e3', 1000],
    ['-1.5E-2', -0.015],
    ['08', 8],
    ['1_0.5', 10.5],
  ],
  'text that looks much like a number': [
    ['12:30', '12:30'],
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z'],
    ['1.2.3', '1.2.3'],
    ['500m', '500m'],
    ['0o8', '0o8'],
    ['0x', '0x'],
    ['-', '-'],
    ['.', '.'],
    ['..', '..'],
    ['_1', '_1'],
    ['._5', '._5'],
    ['1e999', '1e999'],
    ['--1', '--1'],
    ['+-1', '+-1'],
    ['e3', 'e3'],
  ],
  text: [
    ['nginx', 'nginx'],
    ['yesterday', 'yesterday'],
    ['true ', 'true '],
    ['<<', '<<'],
  ],
};

describe.each(Object.entries(MEANINGS))('%s', (_, cases) => {
  test.each(cases)('%j is %j', (text, value) => {
    expect(plainScalar(text)).toBe(value);
  });
});

test('numbers that JSON cannot hold are given as such', () => {
  expect(['.inf', '+.Inf', '-.INF', '.NaN'].map(plainScalar)).toEqual([Infinity, Infinity, -Infinity, NaN]);
});
