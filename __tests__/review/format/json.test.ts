import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { reviewJson } from '../../../lib/review/format/json';
import { renderReviewSchema } from '../../../scripts/schema/review-schema';
import { example, nothing } from './example';
import { pictured, twins } from './hostile';
import { writePage } from '../../support/write-page';

const FILE = resolve(__dirname, '../../../docs/review.schema.json');

/** The published schema; strict about members that it does not know, since what is written here is of its own version. */
function strictly(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strictly);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.entries(schema).map(([key, value]) => [key, strictly(value)] as const);
  return { ...Object.fromEntries(members), ...('properties' in schema ? { additionalProperties: false } : {}) };
}

const validate = new Ajv({ allErrors: true }).compile(strictly(JSON.parse(readFileSync(FILE, 'utf8'))) as object);
const errorsOf = (value: unknown) =>
  validate(value) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);

describe('docs/review.schema.json', () => {
  test('is what the interfaces say, every member of them', () => {
    const rendered = renderReviewSchema();
    if (process.env.UPDATE_DOCS === '1') writePage(FILE, rendered);
    expect(readFileSync(FILE, 'utf8')).toBe(rendered);
  });

  test.each([
    ['a rich review', example],
    ['one with a picture of its own', pictured],
    ['one of which there is nothing to say', nothing],
  ])('holds for %s', (_, review) => {
    expect(errorsOf(JSON.parse(reviewJson(review)))).toEqual([]);
  });

  test('does not hold for what is no review', () => {
    const { schemaVersion, ...unversioned } = JSON.parse(reviewJson(nothing));
    expect(schemaVersion).toBe(1);
    expect(errorsOf(unversioned)).toEqual([" must have required property 'schemaVersion'"]);
    expect(errorsOf({ ...unversioned, schemaVersion: 2 })).toEqual(['/schemaVersion must be equal to constant']);
    expect(errorsOf({ schemaVersion, ...unversioned, verdict: 'fine' })).toEqual([
      '/verdict must be equal to one of the allowed values',
    ]);
    expect(errorsOf({ schemaVersion, ...unversioned, mood: 'good' })).toEqual([' must NOT have additional properties']);
  });
});

describe('the text', () => {
  test('is the same whatever the order of members', () => {
    const backwards = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(backwards);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, backwards(member)]),
      );
    };
    expect(reviewJson(backwards(example) as typeof example)).toBe(reviewJson(example));
  });

  test('begins with its version and the verdict', () => {
    expect(reviewJson(nothing).split('\n').slice(0, 3)).toEqual(['{', '  "schemaVersion": 1,', '  "verdict": "safe",']);
  });

  test('holds every text as it is, and nothing that a terminal, a page or a log acts on', () => {
    fc.assert(
      fc.property(twins, ({ hostile }) => {
        const text = reviewJson(hostile);
        expect(JSON.parse(text)).toEqual({ schemaVersion: 1, ...hostile });
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<]|##/u);
        expect(text).not.toMatch(/^\s*::/m);
      }),
    );
  });
});
