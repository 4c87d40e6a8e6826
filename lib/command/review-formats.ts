import type { Review } from '../review/data/review';
import { reviewHtml } from '../review/format/html';
import { reviewJson } from '../review/format/json';
import { reviewMarkdown } from '../review/format/markdown';
import { reviewText } from '../review/format/text';

/** Forms in which a review is written, the first where none is asked for. */
export const FORMATS = ['text', 'markdown', 'html', 'json'] as const;
export type ReviewFormat = (typeof FORMATS)[number];

/** A review in one of the forms. Only text has colours. */
export function reviewFormatText(format: ReviewFormat, review: Review, hasColours: boolean): string {
  switch (format) {
    case 'text':
      return reviewText(review, { color: hasColours });
    case 'markdown':
      return reviewMarkdown(review);
    case 'html':
      return reviewHtml(review);
    case 'json':
      return reviewJson(review);
  }
}
