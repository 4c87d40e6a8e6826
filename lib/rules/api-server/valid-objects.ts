import type { Rule } from '../rule';
import { refusalsOf } from '../api-server-says';

export const validObjects: Rule = {
  id: 'valid-objects',
  title: 'the API server accepts every object',
  severity: 'error',
  check: (set, context) =>
    refusalsOf(set, context)
      .filter(({ reason }) => reason === 'Invalid')
      .map(({ violation }) => violation),
};
