import type { Rule } from './rule';

/** What a rule means to people: read by commands. Published, it is in a file of theirs, which no app loads. */
export function explanationOf({ reason, sources, example }: Rule): Pick<Rule, 'reason' | 'sources' | 'example'> {
  return { reason, sources, example };
}
