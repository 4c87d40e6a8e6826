import ts from 'typescript';
import type { StructName } from '../../lib/private/struct-members';
import { elementOf, structName } from './kinds';
import type { PublicApi } from './public-api';

/** A place of the public API through which a struct comes in from a caller. */
export interface Taker {
  /** For example `RollingStrategy.of(options)`, `new Canary(props)` or `INetworkPeer.toNetworkPeer()`. */
  readonly place: string;
  readonly struct: StructName;
}

/** Every parameter of a constructor, method or factory that is a struct, and whatever users return who implement an interface. */
export function takersOf(api: PublicApi): Taker[] {
  const found = [
    ...api.classes.flatMap((symbol) => [...constructed(api, symbol), ...called(api, symbol)]),
    ...api.interfaces.flatMap((symbol) => implemented(api, symbol)),
  ];
  // Inherited ones are found in every class.
  return [...new Map(found.map((taker) => [taker.place, taker])).values()];
}

/** The structs that come in from a caller, in whatever they are. */
export function takenStructs(api: PublicApi): string[] {
  const taken = new Set<string>();
  const visit = (name: string): void => {
    if (taken.has(name)) return;
    taken.add(name);
    for (const member of api.checker.getPropertiesOfType(api.structs.get(name) as ts.Type)) {
      const inner = structIn(api, api.checker.getTypeOfSymbol(member));
      if (inner !== undefined) visit(inner);
    }
  };
  for (const { struct } of takersOf(api)) visit(struct);
  return [...api.structs.keys()].filter((name) => taken.has(name));
}

function structIn(api: PublicApi, type: ts.Type): StructName | undefined {
  return structName(api, elementOf(api, api.checker.getNonNullableType(type)));
}

function constructed(api: PublicApi, symbol: ts.Symbol): Taker[] {
  const signatures = api.checker.getTypeOfSymbol(symbol).getConstructSignatures();
  return signatures.filter(isPublic).flatMap((signature) => parametersOf(api, `new ${symbol.name}`, signature));
}

function called(api: PublicApi, symbol: ts.Symbol): Taker[] {
  const members = [
    ...api.checker.getPropertiesOfType(api.checker.getTypeOfSymbol(symbol)),
    ...api.checker.getPropertiesOfType(api.checker.getDeclaredTypeOfSymbol(symbol)),
  ];
  return members
    .filter((member) => member.declarations?.length && api.isOurs(member) && !member.name.startsWith('_'))
    .flatMap((member) => {
      const owner = (member.declarations?.[0].parent as ts.ClassDeclaration | undefined)?.name?.text ?? symbol.name;
      const signatures = api.checker.getTypeOfSymbol(member).getCallSignatures();
      return signatures.filter(isPublic).flatMap((each) => parametersOf(api, `${owner}.${member.name}`, each));
    });
}

function parametersOf(api: PublicApi, callee: string, { parameters }: ts.Signature): Taker[] {
  return parameters.flatMap((parameter) => {
    const struct = structIn(api, api.checker.getTypeOfSymbol(parameter));
    return struct === undefined ? [] : [{ place: `${callee}(${parameter.name})`, struct }];
  });
}

function implemented(api: PublicApi, symbol: ts.Symbol): Taker[] {
  const members = api.checker.getPropertiesOfType(api.checker.getDeclaredTypeOfSymbol(symbol));
  return members.filter(api.isOurs).flatMap((member) => {
    const type = api.checker.getTypeOfSymbol(member);
    const [call] = type.getCallSignatures();
    const owner = (member.declarations?.[0].parent as ts.InterfaceDeclaration).name.text;
    const struct = structIn(api, call?.getReturnType() ?? type);
    return struct === undefined ? [] : [{ place: `${owner}.${member.name}${call ? '()' : ''}`, struct }];
  });
}

function isPublic({ declaration }: ts.Signature): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return declaration !== undefined && (ts.getCombinedModifierFlags(declaration) & hidden) === 0;
}
