import { currentNamesOf } from './former-names';
import { nearestWithin } from './nearest';
import { type Kind, membersOf, type StructName } from './struct-members';
import { isTypo } from './typo';
import { RUNTIME_OPTIONS } from './generated/structs';
import { DECIDED_ELSEWHERE, WRITTEN } from './written-names';

/** How many members are named where nothing reads like what was written. */
const FEW = 6;
/** How far into a struct places are looked for. */
const DEPTH = 3;
/** The structs of a server, beside the options of its runtime. */
const SERVERS: readonly StructName[] = ['ModelServerProps', 'ServerOptions', 'VersionOptions'];

/** What something that was written is another word for, and how its value is written where that differs. */
interface Word {
  readonly member: string;
  readonly as?: string;
}

/**
 * The member that was meant beyond doubt by one that a struct does not have, and whose value is written in the same
 * way: one that is misspelt, or another word for it.
 */
export function meantMember(written: string, struct: StructName): string | undefined {
  const word = wordFor(written, struct);
  return word?.as === undefined ? word?.member : undefined;
}

/** Whether something reads like a member, or has its place elsewhere. */
export function isMisnamed(written: string, struct: StructName): boolean {
  return suggestion(written, struct, struct) !== undefined;
}

/**
 * What to do about a member that a struct does not have, as the second part of a sentence.
 *
 * @param root the struct that the caller passed, in which it may have another place
 */
export function remedy(written: string, struct: StructName, root: StructName): string {
  return suggestion(written, struct, root) ?? membersInWords(struct);
}

function suggestion(written: string, struct: StructName, root: StructName): string | undefined {
  const elsewhere = DECIDED_ELSEWHERE[struct];
  if (elsewhere && Object.hasOwn(elsewhere, written)) return elsewhere[written];
  const word = wordFor(written, struct);
  if (word) return question(word);
  return inAnotherPlace(written, struct, root) ?? nearestOf(written, struct);
}

/** A word of its own is no slip of the keyboard: `gpu` is not `cpu`. */
function wordFor(written: string, struct: StructName): Word | undefined {
  const names = currentNamesOf(struct);
  const spelt = names.find((name) => lettersOf(name) === lettersOf(written));
  if (spelt !== undefined) return { member: spelt };
  const [word] = otherWords(written, names);
  if (word) return word;
  const typo = names.find((name) => isTypo(written, name));
  return typo === undefined ? undefined : { member: typo };
}

function question({ member, as }: Word): string {
  return as === undefined ? `did you mean '${member}'?` : `did you mean ${member}: ${as}?`;
}

/** A place of it in another struct. */
function inAnotherPlace(written: string, struct: StructName, root: StructName): string | undefined {
  const inside = placesOf(written, struct);
  const places = inside.length > 0 || root === struct ? inside : placesOf(written, root);
  if (places.length === 1) return question(places[0]);
  if (places.length > 1) return `it goes into ${places.map(({ member }) => `'${member}'`).join(' and ')}`;
  const isRuntime = Object.hasOwn(RUNTIME_OPTIONS, struct);
  if (isRuntime && Object.hasOwn(membersOf('ModelServerProps'), written))
    return 'it is a prop of the server, beside runtime';
  if (!isRuntime && !SERVERS.includes(struct)) return undefined;
  const [factory] = Object.entries(RUNTIME_OPTIONS).flatMap(([options, name]) =>
    Object.hasOwn(membersOf(options as StructName), written) ? [name] : [],
  );
  return factory && `it is an option of runtimes, such as ServingRuntime.${factory}({ ... })`;
}

function nearestOf(written: string, struct: StructName): string | undefined {
  const names = currentNamesOf(struct);
  const longer = written.length < 3 ? [] : names.filter((name) => name.startsWith(written));
  if (longer.length > 0 && longer.length <= FEW)
    return `did you mean ${longer.map((name) => `'${name}'`).join(' or ')}?`;
  const [shorter] = names.filter((name) => isWordOf(name, written)).sort((a, b) => b.length - a.length);
  const nearest = nearestWithin(written, names) ?? shorter;
  return nearest === undefined ? undefined : question({ member: nearest });
}

function membersInWords(struct: StructName): string {
  const names = currentNamesOf(struct);
  return names.length > FEW
    ? `${struct} lists those that there are`
    : `use ${names.map((name) => `'${name}'`).join(', ')}`;
}

/** Whether something begins with a member as its first words: `clusterProfile` with `cluster`. */
function isWordOf(member: string, written: string): boolean {
  return member.length > 3 && written.startsWith(member) && /^[A-Z]/.test(written.slice(member.length));
}

/** Letters and digits alone, so that `replica_count` and `replicaCount` are one word. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Members for which something is another word, the likeliest first. */
function otherWords(written: string, names: readonly string[]): Word[] {
  meanings ??= meaningsByWord();
  return (meanings.get(lettersOf(written)) ?? []).filter(({ member }) => names.includes(member));
}

/** What each word of the table is another word for: made of it when somebody has written the first unknown one. */
let meanings: ReadonlyMap<string, readonly Word[]> | undefined;

function meaningsByWord(): ReadonlyMap<string, readonly Word[]> {
  const found = new Map<string, Word[]>();
  for (const { words, members } of WRITTEN)
    for (const word of new Set(words.split(' '))) found.set(word, [...(found.get(word) ?? []), ...members]);
  return found;
}

/** Members inside a struct that are called so or are meant by it, with their paths: the nearest ones only. */
function placesOf(written: string, struct: StructName): Word[] {
  let level: [path: string, struct: StructName][] = [['', struct]];
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    level = level.flatMap(([path, name]) =>
      Object.entries<Kind>(membersOf(name)).flatMap(([member, kind]): [string, StructName][] =>
        typeof kind === 'object' && 'struct' in kind ? [[`${path}${member}.`, kind.struct]] : [],
      ),
    );
    const found = level.flatMap(([path, name]) => {
      const names = currentNamesOf(name);
      const words = names.includes(written) ? [{ member: written }] : otherWords(written, names);
      return words.slice(0, 1).map(({ member, ...rest }) => ({ ...rest, member: `${path}${member}` }));
    });
    if (found.length > 0) return found;
  }
  return [];
}
