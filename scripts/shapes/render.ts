import { inspect } from 'node:util';
import ts from 'typescript';
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
    '/** Former names of members (`@deprecated use`), each with the member that it is read as. */',
    'export const FORMER_NAMES = {',
    ...formerNames(api),
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

/** From the tag `@deprecated`, which says what to use in place of a member. */
function formerNames(api: PublicApi): string[] {
  return takenStructs(api).flatMap((name) => {
    const members = api.structs.get(name)?.getProperties() ?? [];
    const former = members.flatMap((member) => {
      const tag = member.getJsDocTags(api.checker).find((each) => each.name === 'deprecated');
      return tag ? [`${member.name}: ${inspect(replacementIn(`${name}.${member.name}`, tag))}`] : [];
    });
    return former.length === 0 ? [] : [`  ${name}: { ${former.join(', ')} },`];
  });
}

function replacementIn(place: string, { text }: ts.JSDocTagInfo): string {
  const replacement = /^use `(\w+)`/.exec(ts.displayPartsToString(text))?.[1];
  if (replacement === undefined) throw new Error(`${place}: write '@deprecated use \`<member>\`'`);
  return replacement;
}
