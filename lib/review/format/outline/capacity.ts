import type { CapacityChange } from '../../data/capacity';
import type { Review } from '../../data/review';
import { name, words } from '../phrase';
import { type Section, table, type Tone } from './section';

const TONES: Readonly<Record<CapacityChange['exceeds'], Tone>> = {
  no: 'plain',
  'on the way': 'warn',
  'at rest': 'bad',
};

/** What namespaces take, at rest and at most on the way. */
export function capacitySection({ capacity }: Review): Section[] {
  return table(
    'capacity',
    'Capacity',
    'open',
    ['Namespace', 'What', 'Before', 'After', 'Peak', 'Quota', 'Over the quota'],
    capacity.map(({ namespaceName, key, before, after, peak, hard, exceeds }) => ({
      tone: TONES[exceeds],
      cells: [
        name(namespaceName),
        name(key),
        name(before),
        name(after),
        name(peak),
        hard === undefined ? words('none') : name(hard),
        words(exceeds),
      ],
    })),
  );
}
