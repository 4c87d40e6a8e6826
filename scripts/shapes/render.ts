import { inspect } from 'node:util';
import { kindsOf } from './kinds';
import type { PublicApi } from './public-api';
import { takenStructs, takersOf } from './takers';

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
    '/** The structs of options of the runtimes, and the factory of ServingRuntime that takes each, in the order of the class. */',
    'export const RUNTIME_OPTIONS = {',
    ...runtimeOptions(api),
    '} as const;',
    '',
  ].join('\n');
}

function runtimeOptions(api: PublicApi): string[] {
  return takersOf(api).flatMap(({ place, struct }) => {
    const factory = /^ServingRuntime\.(\w+)\(options\)$/.exec(place)?.[1];
    return factory === undefined ? [] : [`  ${struct}: ${inspect(factory)},`];
  });
}
