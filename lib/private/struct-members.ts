import { STRUCTS, type Structs } from './generated/structs';

/** A struct of the public API that callers pass in. */
export type StructName = keyof Structs;

/** What a member of a struct is, as far as this goes into it. */
export type Kind =
  /** Checked where it is read. */
  | 'any'
  /** A list of texts, numbers, or values that say nothing of what tells them apart. */
  | 'list'
  | 'map'
  /** Of another package, which is known by an interface only. */
  | 'object'
  | { readonly struct: StructName }
  /** A list of a struct, of `any` or of `object`; `by` is the member that tells its items apart. */
  | { readonly listOf: ItemKind }
  | { readonly listOf: ItemKind; readonly by: string }
  /** A map of a struct: each is held against it where it is read, since that knows what a key means. */
  | { readonly mapOf: StructName }
  /** Fields to merge into manifests, checked where they are read: `null` means something there. */
  | { readonly fields: StructName };

export type ItemKind = StructName | 'any' | 'object';

export type Members = { readonly [member: string]: Kind };

/** What was asked for: reading all structs costs more than most processes need of them. */
const READ = new Map<StructName, Members>();

/** The members of a struct, and of what kind each member is. */
export function membersOf(struct: StructName): Members {
  const known = READ.get(struct);
  if (known) return known;
  const members = Object.fromEntries(STRUCTS[struct].split(' ').map(read));
  READ.set(struct, members);
  return members;
}

/** Reads `name`, `name:list`, `name:struct=KedaScaling`, `name:listOf=ExtraContainer/name`. */
function read(written: string): [member: string, kind: Kind] {
  const [member, kind = 'any'] = written.split(':');
  const [way, of] = kind.split('=');
  if (of === undefined) return [member, kind as Kind];
  const [item, by] = of.split('/');
  return [member, (by === undefined ? { [way]: item } : { [way]: item, by }) as Kind];
}
