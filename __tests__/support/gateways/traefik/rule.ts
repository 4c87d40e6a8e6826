/** The rule language of Traefik v3: https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/ */
export type Rule =
  | { readonly op: 'and' | 'or'; readonly left: Rule; readonly right: Rule }
  | { readonly op: 'not'; readonly rule: Rule }
  | { readonly op: 'call'; readonly matcher: string; readonly values: readonly string[] };

interface Token {
  readonly kind: '&&' | '||' | '!' | '(' | ')' | ',' | 'name' | 'text' | 'end';
  readonly text: string;
}

/** Reads a rule; throws an Error that says what Traefik could not read. */
export function parseRule(source: string): Rule {
  const tokens = [...tokensOf(source)];
  let position = 0;
  const peek = (): Token => tokens[position] ?? { kind: 'end', text: '' };
  const take = (kind?: Token['kind']): Token => {
    const token = peek();
    if (kind && token.kind !== kind) throw new Error(`expected ${kind}, found ${token.text || 'the end'} in ${source}`);
    position += 1;
    return token;
  };
  const or = (): Rule => {
    let left = and();
    while (peek().kind === '||') left = { op: take() && 'or', left, right: and() };
    return left;
  };
  const and = (): Rule => {
    let left = unary();
    while (peek().kind === '&&') left = { op: take() && 'and', left, right: unary() };
    return left;
  };
  const unary = (): Rule => {
    if (peek().kind === '!') return { op: take() && 'not', rule: unary() };
    if (peek().kind !== '(') return call();
    take('(');
    const inner = or();
    take(')');
    return inner;
  };
  const call = (): Rule => {
    const matcher = take('name').text;
    const values: string[] = [];
    take('(');
    while (peek().kind === 'text') {
      values.push(take('text').text);
      if (peek().kind === ',') take();
      else break;
    }
    take(')');
    return { op: 'call', matcher, values };
  };
  const rule = or();
  take('end');
  return rule;
}

function* tokensOf(source: string): Generator<Token> {
  const shapes = /\s+|(&&|\|\||[!(),])|([A-Za-z]\w*)|`([^`]*)`|("(?:[^"\\]|\\.)*")/y;
  while (shapes.lastIndex < source.length) {
    const start = shapes.lastIndex;
    const found = shapes.exec(source);
    if (!found) throw new Error(`cannot read ${source.slice(start, start + 20)} in ${source}`);
    const [, sign, name, raw, quoted] = found;
    if (sign !== undefined) yield { kind: sign as Token['kind'], text: sign };
    else if (name !== undefined) yield { kind: 'name', text: name };
    else if (raw !== undefined) yield { kind: 'text', text: raw };
    else if (quoted !== undefined) yield { kind: 'text', text: unquoted(quoted) };
  }
  yield { kind: 'end', text: '' };
}

function unquoted(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw new Error(`cannot read the text ${literal}`);
  }
}
