import ts from 'typescript';
import type { Kind, StructName } from '../../lib/private/struct-members';
import type { PublicApi } from './public-api';

/** The members of a struct and the kind of each, in the order of declaration: its own, then those it inherits. */
export function kindsOf(api: PublicApi, struct: ts.Type): [member: string, kind: Kind][] {
  return api.checker
    .getPropertiesOfType(struct)
    .map((member) => [member.name, kindOf(api, api.checker.getTypeOfSymbol(member))]);
}

/** The struct that a type is, if it is one of the public API. */
export function structName(api: PublicApi, type: ts.Type): StructName | undefined {
  const name = type.symbol?.name;
  // One that was added since is none of those generated before.
  return name !== undefined && api.structs.get(name)?.symbol === type.symbol ? (name as StructName) : undefined;
}

/** What is inside of lists and maps, lists of lists included. */
export function elementOf({ checker }: PublicApi, type: ts.Type): ts.Type {
  const inner = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : valueOf(type);
  return inner ? elementOf({ checker } as PublicApi, inner) : type;
}

function kindOf(api: PublicApi, optional: ts.Type): Kind {
  const type = api.checker.getNonNullableType(optional);
  const struct = structName(api, type);
  if (struct !== undefined) return isFields(api, type) ? { fields: struct } : { struct };
  if (api.checker.isArrayType(type)) return listOf(api, api.checker.getTypeArguments(type as ts.TypeReference)[0]);
  const value = valueOf(type);
  if (value) {
    const item = structName(api, value);
    return item === undefined ? 'map' : { mapOf: item };
  }
  return isForeign(api, type) ? 'object' : 'any';
}

function listOf(api: PublicApi, item: ts.Type): Kind {
  const struct = structName(api, item);
  const by = identityOf(api, item);
  if (struct !== undefined) return { listOf: struct, ...by };
  if (isForeign(api, item)) return { listOf: 'object' };
  return by ? { listOf: 'any', ...by } : 'list';
}

/** By what items of a list are told apart: by their name or, where they have none, by the path that they are mounted at. */
function identityOf(api: PublicApi, item: ts.Type): { readonly by: string } | undefined {
  if (!item.symbol || !api.isOurs(item.symbol)) return undefined;
  const by = ['name', 'mountPath'].find((each) => {
    const member = item.getProperty(each);
    return member && !(member.flags & ts.SymbolFlags.Optional);
  });
  return by === undefined ? undefined : { by };
}

/** Objects of other packages are known by their interface only: that there is an object is all that can be held. */
function isForeign(api: PublicApi, { symbol }: ts.Type): boolean {
  return Boolean(symbol && symbol.flags & ts.SymbolFlags.Interface && !api.isOurs(symbol));
}

function valueOf(type: ts.Type): ts.Type | undefined {
  const isMap = type.getProperties().length === 0;
  return isMap ? type.getStringIndexType() : undefined;
}

/** Manifests to merge have no shape: members are objects of anything, but for what is removed from all of them. */
function isFields(api: PublicApi, struct: ts.Type): boolean {
  const members = api.checker.getPropertiesOfType(struct).filter(({ name }) => name !== 'removals');
  return members.every((member) => {
    const value = valueOf(api.checker.getNonNullableType(api.checker.getTypeOfSymbol(member)));
    return value && value.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown);
  });
}
