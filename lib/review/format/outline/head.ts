import type { Review, Verdict } from '../../data/review';
import { count } from '../figures';
import { metadataOf } from './objects';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  safe: 'Safe',
  ordered: 'Safe, then wait',
  attention: 'Needs attention',
  refused: 'Refused',
  outage: 'Outage',
};

const MEANINGS: Readonly<Record<Verdict, string>> = {
  safe: 'nothing is refused and no request fails',
  ordered: 'no request fails when this is applied; the next apply waits for what is named below',
  attention: 'somebody has to decide',
  refused: 'some of it never reaches the cluster',
  outage: 'requests fail that did not',
};

const DELIVERIES: Readonly<Record<Review['delivery'], string>> = {
  kubectl: 'kubectl',
  argocd: 'Argo CD',
  flux: 'Flux',
};

/** What a report says first: `Refused`. */
export function verdictOf({ verdict }: Review): string {
  return VERDICTS[verdict];
}

/** What the verdict means, as the second half of a sentence. */
export function meaningOf({ verdict }: Review): string {
  return MEANINGS[verdict];
}

/** Who applies it, as they are called. */
export function deliveryOf({ delivery }: Review): string {
  return DELIVERIES[delivery];
}

/** What changes, in numbers. Parts that are zero are left out. */
export function countsOf(review: Review): readonly string[] {
  const kinds = (kind: string): number => review.changes.filter((change) => change.kind === kind).length;
  const figures: readonly (readonly [number, string])[] = [
    [review.refusals.length, count(review.refusals.length, 'refusal')],
    [kinds('added'), `${kinds('added')} added`],
    [kinds('changed'), `${kinds('changed')} changed`],
    [kinds('renamed'), `${kinds('renamed')} renamed`],
    [review.removals.length, `${review.removals.length} removed`],
    [kinds('labels'), `${kinds('labels')} in ${metadataOf(review.changes)} only`],
    [review.restarts.length, count(review.restarts.length, 'workload restarts', 'workloads restart')],
  ];
  return figures.filter(([number]) => number > 0).map(([, text]) => text);
}

/** How many objects there are: `24 objects, 23 before`. */
export function objectsOf({ objects: { before, after } }: Review): string {
  return before === after ? count(after, 'object') : `${count(after, 'object')}, ${before} before`;
}
