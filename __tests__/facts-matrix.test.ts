import { RULE_IDS } from '../lib/rules/registry';
import { FACT_PAIRS, FACTS, OF_ONE_FACT, UNRELATED } from './support/facts-matrix';

const THINGS = Object.keys(FACTS);
const thingOf = (fact: string): string => fact.slice(0, fact.indexOf(': '));
const pairOf = (things: readonly string[]): string =>
  [...things].sort((a, b) => THINGS.indexOf(a) - THINGS.indexOf(b)).join(' and ');

test('every two things have facts that can contradict, or a reason why none can', () => {
  const all = THINGS.flatMap((a, index) => THINGS.slice(index).map((b) => pairOf([a, b])));
  const told = new Set(FACT_PAIRS.map(({ facts }) => pairOf(facts.map(thingOf))));
  const unrelated = UNRELATED.map(({ things }) => pairOf(things));
  expect(all.filter((pair) => !told.has(pair) && !unrelated.includes(pair))).toEqual([]);
  expect(unrelated.filter((pair) => told.has(pair))).toEqual([]);
});

test('every fact is looked at', () => {
  const facts = Object.entries(FACTS).flatMap(([thing, names]) => names.map((name) => `${thing}: ${name}`));
  const seen = new Set<string>(FACT_PAIRS.flatMap(({ facts: both }) => both));
  expect(facts.filter((fact) => !seen.has(fact))).toEqual([]);
});

test('no pair is there twice', () => {
  const pairs = FACT_PAIRS.map(({ facts }) => [...facts].sort().join(' and '));
  expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([]);
});

test.each(FACT_PAIRS.map(({ facts, ...pair }) => [facts.join(' and '), pair] as const))(
  '%s: has a rule that exists, or a reason',
  (_facts, { rules, because }) => {
    expect(rules.filter((id) => !RULE_IDS.has(id))).toEqual([]);
    if (rules.length === 0) expect(because).toMatch(/^\S.{20,}[^.]$/);
  },
);

test('every rule finds a contradiction that is told, or is about one fact by itself', () => {
  const named = new Set(FACT_PAIRS.flatMap(({ rules }) => rules));
  expect([...RULE_IDS].filter((id) => !named.has(id) && !OF_ONE_FACT.includes(id))).toEqual([]);
});
