import { resolve } from 'node:path';
import ts from 'typescript';

/** A JSON Schema, or a part of one. https://json-schema.org/draft-07/json-schema-release-notes */
export type Schema = Readonly<Record<string, unknown>>;

const ROOT = resolve(__dirname, '../..');

/** The JSON Schema of an interface, with the interfaces that it is made of as definitions. Docstrings become descriptions. */
export function schemaOf(file: string, interfaceName: string): { readonly root: Schema; readonly definitions: Schema } {
  const program = ts.createProgram([resolve(ROOT, file)], {
    strict: true,
    types: [],
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(ROOT, file));
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === interfaceName);
  if (!symbol) throw new Error(`${file} exports no ${interfaceName}`);
  const writer = new Writer(checker);
  return { root: writer.objectOf(checker.getDeclaredTypeOfSymbol(symbol)), definitions: writer.definitions() };
}

class Writer {
  private readonly found = new Map<string, Schema>();

  constructor(private readonly checker: ts.TypeChecker) {}

  definitions(): Schema {
    return Object.fromEntries([...this.found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What no member says is free: members may come with later versions. */
  objectOf(type: ts.Type): Schema {
    const members = this.checker.getPropertiesOfType(type);
    const required = members.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    return {
      type: 'object',
      properties: Object.fromEntries(members.map((member) => [member.name, this.memberOf(member)])),
      ...(required.length === 0 ? {} : { required }),
    };
  }

  private memberOf(member: ts.Symbol): Schema {
    const type = this.checker.getNonNullableType(this.checker.getTypeOfSymbol(member));
    const schema = this.schemaOf(type);
    const description =
      this.described(member) || (type.aliasSymbol && !type.symbol ? this.described(type.aliasSymbol) : '');
    // Beside a `$ref` nothing else is read.
    if (description === '' || !('$ref' in schema)) return description === '' ? schema : { description, ...schema };
    return { description, allOf: [schema] };
  }

  private schemaOf(type: ts.Type): Schema {
    if (type.flags & ts.TypeFlags.String) return { type: 'string' };
    if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.isStringLiteral()) return { enum: [type.value] };
    if (type.isUnion()) return this.unionOf(type);
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
      if (item) return { type: 'array', items: this.schemaOf(item) };
    }
    if (type.flags & ts.TypeFlags.Object) return this.referenceTo(type);
    throw new Error(`no JSON Schema for the type ${this.checker.typeToString(type)}`);
  }

  private unionOf(type: ts.UnionType): Schema {
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    const literals = type.types.filter((each): each is ts.StringLiteralType => each.isStringLiteral());
    if (literals.length === type.types.length) return { enum: literals.map(({ value }) => value) };
    return { anyOf: type.types.map((each) => this.schemaOf(each)) };
  }

  /** Named interfaces are defined once; nameless ones where they stand. */
  private referenceTo(type: ts.Type): Schema {
    const { symbol } = type;
    if (!(symbol.flags & ts.SymbolFlags.Interface)) return this.objectOf(type);
    if (!this.found.has(symbol.name)) {
      this.found.set(symbol.name, {});
      const description = this.described(symbol);
      this.found.set(symbol.name, { ...(description === '' ? {} : { description }), ...this.objectOf(type) });
    }
    return { $ref: `#/definitions/${symbol.name}` };
  }

  private described(symbol: ts.Symbol): string {
    return ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).replaceAll('\n', ' ');
  }
}
