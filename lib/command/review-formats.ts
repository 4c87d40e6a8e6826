import type { Review } from '../review/data/review';
import { visibleJson } from './report/visible';

/** Forms in which a review is written. */
export const FORMATS = ['json'] as const;
export type ReviewFormat = (typeof FORMATS)[number];

/** A review in one of the forms. Only text has colours. */
export function reviewFormatText(_format: ReviewFormat, review: Review, _hasColours: boolean): string {
  return `${visibleJson(review)}\n`;
}
