import type { Rule } from '../rule';
import { refusalsOf } from '../api-server-says';

export const knownFields: Rule = {
  id: 'known-fields',
  title: 'every field exists in the API and has the type that it asks for',
  severity: 'error',
  check: (set, context) =>
    refusalsOf(set, context)
      .filter(({ reason }) => reason === 'BadRequest')
      .map(({ violation }) => violation),
};
