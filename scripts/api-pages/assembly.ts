import * as fs from 'node:fs';
import * as path from 'node:path';

/** What of the compiled API (`.jsii`) decides how its types are put on pages. */
export interface Assembly {
  readonly name: string;
  readonly types: { readonly [fqn: string]: AssemblyType };
}

export interface AssemblyType {
  readonly name: string;
  readonly fqn: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly docs?: { readonly example?: string };
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly { readonly name: string }[];
  readonly methods?: readonly { readonly name: string }[];
}

/** Reads the compiled API of the package in a folder. */
export function readAssembly(root: string): Assembly {
  return JSON.parse(fs.readFileSync(path.join(root, '.jsii'), 'utf8')) as Assembly;
}

/** The types that a type extends, as far as they are of this library. */
export function parentsOf({ types }: Assembly, { base, interfaces = [] }: AssemblyType): AssemblyType[] {
  return [base, ...interfaces].flatMap((fqn) => (fqn !== undefined && fqn in types ? [types[fqn]] : []));
}

/** Names of the members that a type has from this library, not from cdk8s or constructs. */
export function ownMembers(assembly: Assembly, type: AssemblyType): Set<string> {
  const declared = [...(type.properties ?? []), ...(type.methods ?? [])].map(({ name }) => name);
  const inherited = parentsOf(assembly, type).flatMap((parent) => [...ownMembers(assembly, parent)]);
  return new Set([...declared, ...inherited]);
}
