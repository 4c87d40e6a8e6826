import { STRUCTS } from './generated/structs';

/** A struct of the public API that callers pass in. */
export type StructName = keyof typeof STRUCTS;

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

/** The members of a struct, and of what kind each is. */
export function membersOf(struct: StructName): Members {
  return STRUCTS[struct];
}
