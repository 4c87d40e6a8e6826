import { inspect } from 'node:util';
import { kindsOf } from './kinds';
import type { PublicApi } from './public-api';
import { takenStructs } from './takers';

/** The generated module, as text. */
export function renderStructs(api: PublicApi): string {
  const structs = takenStructs(api).map((name) => {
    const struct = api.structs.get(name);
    const members = struct ? kindsOf(api, struct) : [];
    return [`  ${name}: {`, ...members.map(([member, kind]) => `    ${member}: ${inspect(kind)},`), '  },'].join('\n');
  });
  return [
    '// Generated from the interfaces of the public API by `npm run generate:shapes`. Do not edit.',
    '/* eslint-disable max-lines */',
    '',
    '/** The structs that callers pass in: the members of each, and of what kind each member is. */',
    'export const STRUCTS = {',
    ...structs,
    '} as const;',
    '',
  ].join('\n');
}
