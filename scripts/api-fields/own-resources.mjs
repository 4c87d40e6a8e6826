import { basename } from 'node:path';
import ts from 'typescript';

/**
 * The custom resources that this library makes, with the fields that it knows of them: read out of the classes in
 * `imports/`. Each is `{ key, plural, fields }`; a field is `{ code, fields }` as in the table, where `fields` are those of
 * an object.
 */
export function ownResources(files, read = ts.sys.readFile) {
  return files.flatMap((file) => {
    const source = ts.createSourceFile(basename(file), read(file), ts.ScriptTarget.Latest, true);
    const named = new Map(
      source.statements
        .filter((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
        .map((node) => [node.name.text, node]),
    );
    return source.statements.filter(ts.isClassDeclaration).flatMap((node) => {
      const { apiVersion, kind } = gvkOf(node);
      const fields = fieldsOf(specOf(node), named);
      return fields === undefined ? [] : [{ key: `${apiVersion}/${kind}`, fields }];
    });
  });
}

/** What the static member `GVK` says. */
function gvkOf(node) {
  const member = node.members.find((each) => ts.isPropertyDeclaration(each) && each.name.getText() === 'GVK');
  if (!member?.initializer) throw new Error(`${node.name?.text}: has no static GVK`);
  const object = ts.isAsExpression(member.initializer) ? member.initializer.expression : member.initializer;
  return Object.fromEntries(object.properties.map(({ name, initializer }) => [name.text, initializer.text]));
}

/** The type of `spec` in the props: `Props<Spec>`, or written out. */
function specOf(node) {
  const { type } = node.members.find(ts.isConstructorDeclaration).parameters.find(({ name }) => name.text === 'props');
  if (ts.isTypeReferenceNode(type)) return type.typeArguments?.[0];
  return type.members.find(({ name }) => name.text === 'spec')?.type;
}

/** The fields of an object type; of a union or intersection those of all its parts. */
function fieldsOf(type, named) {
  if (type === undefined) return undefined;
  if (ts.isParenthesizedTypeNode(type)) return fieldsOf(type.type, named);
  if (ts.isTypeLiteralNode(type)) return ofMembers(type.members, named);
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
    return type.types.reduce((all, part) => merged(all, fieldsOf(part, named)), {});
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const declared = named.get(type.typeName.text);
  if (!declared) return undefined;
  if (ts.isTypeAliasDeclaration(declared)) return fieldsOf(declared.type, named);
  const bases = (declared.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.text));
  const inherited = bases.map((base) => ofMembers(named.get(base).members, named));
  return [...inherited, ofMembers(declared.members, named)].reduce(merged, {});
}

function ofMembers(members, named) {
  return Object.fromEntries(
    members.filter(ts.isPropertySignature).map((member) => [member.name.text, codeOf(member.type, named)]),
  );
}

/** What a field holds: `{ code, fields }`. */
function codeOf(type, named) {
  if (ts.isParenthesizedTypeNode(type)) return codeOf(type.type, named);
  if (ts.isTypeOperatorNode(type)) return codeOf(type.type, named);
  if (ts.isArrayTypeNode(type)) return wrapped('[', codeOf(type.elementType, named));
  if (ts.isTypeLiteralNode(type) && type.members.some(ts.isIndexSignatureDeclaration))
    return wrapped('{', codeOf(type.members.find(ts.isIndexSignatureDeclaration).type, named));
  const fields = fieldsOf(type, named);
  if (fields !== undefined && Object.keys(fields).length > 0) return { code: '', fields };
  return { code: scalarOf(type, named) };
}

function wrapped(wrap, { code, fields }) {
  return { code: `${wrap}${code}`, ...(fields && { fields }) };
}

/** The letters of the table: see merge-releases.mjs. */
function scalarOf(type, named) {
  const kinds = new Set((ts.isUnionTypeNode(type) ? type.types : [type]).map((part) => kindOf(part, named)));
  if (kinds.size === 1) return [...kinds][0];
  return kinds.size === 2 && kinds.has('s') && kinds.has('d') ? 'o' : 'a';
}

function kindOf(type, named) {
  if (type.kind === ts.SyntaxKind.StringKeyword) return 's';
  if (type.kind === ts.SyntaxKind.NumberKeyword) return 'd';
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return 'b';
  if (ts.isLiteralTypeNode(type)) {
    if (ts.isStringLiteral(type.literal)) return 's';
    if (ts.isNumericLiteral(type.literal)) return 'd';
    if (type.literal.kind !== ts.SyntaxKind.NullKeyword) return 'b';
  }
  const alias = ts.isTypeReferenceNode(type) ? named.get(type.typeName.text) : undefined;
  return alias && ts.isTypeAliasDeclaration(alias) ? scalarOf(alias.type, named) : 'a';
}

/** Fields of two parts of a type: what both have, and hold differently, can be anything. */
function merged(some = {}, others = {}) {
  const all = { ...some };
  for (const [name, field] of Object.entries(others)) {
    const before = all[name];
    if (!before) all[name] = field;
    else if (before.code !== field.code) all[name] = { code: 'a' };
    else if (before.fields || field.fields)
      all[name] = { code: before.code, fields: merged(before.fields, field.fields) };
  }
  return all;
}
