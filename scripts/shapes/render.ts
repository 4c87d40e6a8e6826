import { inspect } from 'node:util';
import ts from 'typescript';
import type { Kind } from '../../lib/private/struct-members';
import { kindsOf } from './kinds';
import type { PublicApi } from './public-api';
import { takenStructs, takersOf } from './takers';

/** The generated module, as text. */
export function renderStructs(api: PublicApi): string {
  const structs = takenStructs(api).map((name) => {
    const struct = api.structs.get(name);
    return [name, struct ? kindsOf(api, struct) : []] as const;
  });
  return [
    '// Generated from the interfaces of the public API by `npm run generate:shapes`. Do not edit.',
    '/* eslint-disable max-lines */',
    '',
    '/** The structs that callers pass in, with the names of their members. */',
    'export interface Structs {',
    ...structs.map(
      ([name, members]) => `  readonly ${name}: ${members.map(([member]) => inspect(member)).join(' | ')};`,
    ),
    '}',
    '',
    '/** The members of each struct, and of what kind each member is, as `struct-members` reads it. */',
    'export const STRUCTS: { readonly [Name in keyof Structs]: string } = {',
    ...structs.map(
      ([name, members]) => `  ${name}: ${inspect(members.map(written).join(' '), { breakLength: Infinity })},`,
    ),
    '};',
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

/** A member and its kind in a word: `name`, `name:list`, `name:struct=KedaScaling`, `name:listOf=RouteRule/path`. */
function written([member, kind]: readonly [member: string, kind: Kind]): string {
  if (kind === 'any') return member;
  if (typeof kind === 'string') return `${member}:${kind}`;
  const [[way, of]] = Object.entries(kind);
  return `${member}:${way}=${of}${'by' in kind ? `/${kind.by}` : ''}`;
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
