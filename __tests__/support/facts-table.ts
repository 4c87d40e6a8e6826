import { FACT_PAIRS, type FactPair, UNRELATED } from './facts-matrix';

/** Pairs of facts with the rules that hold them against each other, or the reason why there is none, as tables. */
export function factsTable(): string {
  const rows = FACT_PAIRS.map((pair) => `| ${pair.facts.join(' | ')} | ${ruling(pair)} |`);
  const rest = UNRELATED.map(({ things: [a, b], because }) => `- ${a} and ${b}: ${because}.`);
  return [
    '## Facts that can contradict each other',
    '',
    'What a server, a Service, an autoscaler, a disruption budget, a release, a route, a tenant, a claim and a monitor state, and who finds it where two of these facts do not go together.',
    '',
    '| fact | fact | rule, or why there is none |',
    '| --- | --- | --- |',
    ...rows,
    '',
    'Nothing to say about each other have:',
    '',
    ...rest,
    '',
  ].join('\n');
}

function ruling({ rules, because }: FactPair): string {
  const names = rules.map((id) => `[${id}](#${id})`).join(', ');
  if (because === undefined) return names;
  return rules.length > 0 ? `${names}; ${because}` : because;
}
