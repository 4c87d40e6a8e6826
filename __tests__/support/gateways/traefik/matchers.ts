import { includesAddress } from '../../api-server/cidr';
import { goRegExp } from '../go-regexp';
import { queryValues, type ParsedRequest } from '../http';
import { parseRule, type Rule } from './rule';

type Matcher = (request: ParsedRequest) => boolean;

/** Compiles a rule; a sentence when Traefik refuses it, which takes its router down. */
export function compileRule(source: string): Matcher | string {
  try {
    return compiled(parseRule(source));
  } catch (error) {
    return (error as Error).message;
  }
}

function compiled(rule: Rule): Matcher {
  if (rule.op === 'not') {
    const inner = compiled(rule.rule);
    return (request) => !inner(request);
  }
  if (rule.op === 'call') return matcherOf(rule.matcher, rule.values);
  const [left, right] = [compiled(rule.left), compiled(rule.right)];
  return rule.op === 'and'
    ? (request) => left(request) && right(request)
    : (request) => left(request) || right(request);
}

const arities: Readonly<Record<string, readonly number[]>> = {
  clientip: [1],
  method: [1],
  host: [1],
  hostregexp: [1],
  path: [1],
  pathregexp: [1],
  pathprefix: [1],
  header: [2],
  headerregexp: [2],
  query: [1, 2],
  queryregexp: [1, 2],
};

function matcherOf(written: string, values: readonly string[]): Matcher {
  const name = written.toLowerCase();
  const arity = arities[name];
  if (!arity) throw new Error(`there is no matcher ${written}`);
  if (!arity.includes(values.length))
    throw new Error(`${written} takes ${arity.join(' or ')} values, got ${values.length}`);
  if (values[0] === '') throw new Error(`${written} has an empty value`);
  return matcherFor(name, values);
}

function matcherFor(name: string, values: readonly string[]): Matcher {
  const [first = '', second = ''] = values;
  switch (name) {
    case 'clientip':
      return ({ clientIp }) => clientIp !== undefined && includesAddress(withBits(first), clientIp);
    case 'method':
      return ({ method }) => method === first.toUpperCase();
    case 'host':
      return ({ host }) => withoutDot(host) === withoutDot(first.toLowerCase());
    case 'hostregexp':
      return on(regexp(first), ({ host }) => [host]);
    case 'path':
      return is(absolute(first));
    case 'pathprefix':
      return startsWith(absolute(first));
    case 'pathregexp':
      return on(regexp(first), ({ path }) => [routingPath(path)]);
    case 'header':
      return ({ headers }) => (headers.get(first.toLowerCase()) ?? []).includes(second);
    case 'headerregexp':
      return on(regexp(second), ({ headers }) => headers.get(first.toLowerCase()) ?? []);
    case 'queryregexp':
      if (values.length === 2) return on(regexp(second), ({ query }) => queryValues(query, first));
      return ({ query }) => queryValues(query, first).includes('');
    default:
      return ({ query }) => queryValues(query, first).includes(second);
  }
}

function is(path: string): Matcher {
  return (request) => routingPath(request.path) === path;
}

function startsWith(prefix: string): Matcher {
  return (request) => routingPath(request.path).startsWith(prefix);
}

function on(pattern: RegExp, read: (request: ParsedRequest) => readonly string[]): Matcher {
  return (request) => read(request).some((value) => pattern.test(value));
}

function regexp(source: string): RegExp {
  const compiledSource = goRegExp(source);
  if (typeof compiledSource === 'string') throw new Error(compiledSource);
  return compiledSource;
}

function absolute(path: string): string {
  if (!path.startsWith('/')) throw new Error(`path ${path} does not start with a '/'`);
  return path;
}

function withBits(address: string): string {
  return address.includes('/') ? address : `${address}/${address.includes(':') ? 128 : 32}`;
}

function withoutDot(host: string): string {
  return host.replace(/\.$/, '');
}

/** Percent-encoded characters that stay encoded for matching, as decoding them would change the meaning of the path. */
const reserved = new Set(":/?#[]@!$&'()*+,;=%");

/** The path rules are matched against: decoded but for reserved characters. */
export function routingPath(path: string): string {
  return path.replace(/(%[0-9a-f]{2})+/gi, (run) => {
    const kept = run.replace(/%[0-9a-f]{2}/gi, (code) =>
      reserved.has(String.fromCharCode(Number.parseInt(code.slice(1), 16))) ? `%25${code.slice(1)}` : code,
    );
    try {
      return decodeURIComponent(kept);
    } catch {
      return run;
    }
  });
}

/** What a router without a priority has: the length of its rule, in bytes. */
export function defaultPriority(rule: string): number {
  return Buffer.byteLength(rule);
}
