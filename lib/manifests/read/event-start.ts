import type { Event } from 'js-yaml';

/** Where an event stands in the text; -1 where it has no place of its own. */
export function eventStart(event: Event): number {
  if ('valueStart' in event && event.valueStart >= 0) return event.valueStart;
  if ('start' in event && event.start >= 0) return event.start;
  if ('tagStart' in event && event.tagStart >= 0) return event.tagStart;
  return 'anchorStart' in event ? event.anchorStart : -1;
}
