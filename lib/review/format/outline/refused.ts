import type { Review } from '../../data/review';
import { name, say, sentence } from '../phrase';
import { callOf } from './objects';
import { detail, list, type Section, table } from './section';

/** What the API server refuses, what is then half applied, and the way out. */
export function refusedSection({ refusals }: Review): Section[] {
  return list(
    'refused',
    'Refused by the API server',
    'top',
    refusals.map(({ object, at, immutable, message, fix, halfApplied }) => ({
      tone: 'bad',
      text: at === '' ? name(callOf(object)) : say`${callOf(object)} at ${at}`,
      details: [
        ...detail(immutable ? 'cannot change' : 'not valid', sentence(message)),
        ...detail('half applied', sentence(halfApplied)),
        ...detail('way out', sentence(fix)),
      ],
    })),
  );
}

/** Findings that somebody takes, newly, and why. */
export function acknowledgedSection({ acknowledgements }: Review): Section[] {
  return table(
    'acknowledged',
    'Newly acknowledged',
    'top',
    ['Rule', 'Object', 'Reason given'],
    acknowledgements.map(({ rule, object, reason }) => ({
      tone: 'warn',
      cells: [name(rule), name(callOf(object)), sentence(reason)],
    })),
  );
}
