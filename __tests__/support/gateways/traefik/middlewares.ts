import { goRegExp } from '../go-regexp';
import { withPass, type End, type Passing } from '../passing';
import type { Middleware } from './config';
import { applyHeaders } from './headers-middleware';
import { addPrefix, redirectScheme, redirectTo, replacePath, replacePathRegex, stripPrefix } from './path-middlewares';
import { Unbuildable } from './references';

/** What a middleware makes of a request: it goes on, or it ends here. */
export type Step = (passing: Passing) => Passing | End;

type Fields = Readonly<Record<string, unknown>>;

/** Types that let a request through as it is, or refuse it for reasons that no manifest tells. */
const notedTypes = new Set([
  'basicAuth',
  'circuitBreaker',
  'compress',
  'contentType',
  'digestAuth',
  'encodedCharacters',
  'errors',
  'forwardAuth',
  'grpcWeb',
  'inFlightReq',
  'ipAllowList',
  'ipWhiteList',
  'passTLSClientCert',
  'plugin',
  'rateLimit',
  'retry',
]);

/** The steps of a middleware. Throws {@link Unbuildable} where Traefik cannot build it, which disables its routers. */
export function stepsOf(name: string, all: ReadonlyMap<string, Middleware>, within: readonly string[] = []): Step[] {
  const middleware = all.get(name);
  if (!middleware) throw new Unbuildable(`the middleware ${name} does not exist`);
  if (within.includes(name)) throw new Unbuildable(`the middleware ${name} is inside of itself`);
  const { from, broken, ...types } = middleware;
  if (broken !== undefined) throw new Unbuildable(broken as string);
  const set = Object.keys(types).filter((type) => types[type] !== undefined && types[type] !== null);
  if (set.length > 1)
    throw new Unbuildable(`${from} is of several types (${set.join(', ')}): multi-types middleware not supported`);
  const [type] = set;
  if (type === undefined) throw new Unbuildable(`${from} has no type`);
  if (type === 'chain') {
    const { names } = types.chain as { names: string[] };
    return names.flatMap((each) => stepsOf(each, all, [...within, name]));
  }
  return [stepOf(from, type, types[type] as Fields)];
}

function stepOf(from: string, type: string, fields: Fields): Step {
  switch (type) {
    case 'addPrefix':
      return addPrefix(text(from, fields, 'prefix'));
    case 'stripPrefix':
      return stripPrefix((fields.prefixes ?? []) as string[], fields.forceSlash === true);
    case 'replacePath':
      return replacePath(text(from, fields, 'path'));
    case 'replacePathRegex':
      return replacePathRegex(pattern(from, fields), optional(fields, 'replacement').trim());
    case 'redirectScheme':
      return redirectScheme(text(from, fields, 'scheme'), optional(fields, 'port'), fields.permanent === true);
    case 'redirectRegex':
      return redirectTo(pattern(from, fields), optional(fields, 'replacement'), fields.permanent === true);
    case 'headers':
      return (passing) => applyHeaders(fields, passing);
    case 'buffering':
      return buffering(from, fields);
    case 'basicAuth':
    case 'digestAuth':
      return auth(from, type, fields);
    default:
      return noted(from, type, fields);
  }
}

function noted(from: string, type: string, config: Fields): Step {
  if (!notedTypes.has(type)) throw new Unbuildable(`${from} is of the type ${type}, which this oracle does not know`);
  const { sourceCriterion } = config as { sourceCriterion?: object };
  if (Object.keys(sourceCriterion ?? {}).length > 1) {
    throw new Unbuildable(`${from} has more than one source criterion`);
  }
  return (passing) => withPass(passing, { kind: type, from, config });
}

function buffering(from: string, config: Fields): Step {
  const limit = Number(config.maxRequestBodyBytes ?? 0);
  return (passing) => {
    if (limit > 0 && passing.request.bodyBytes > limit) {
      return { kind: 'reply', status: 413, reason: `${from} lets ${limit} bytes through` };
    }
    return withPass(passing, { kind: 'buffering', from, config });
  };
}

/** Who comes without credentials is refused; whether credentials are right is nothing a manifest tells. */
function auth(from: string, kind: string, config: Fields): Step {
  return (passing) =>
    passing.headers.has('authorization')
      ? withPass(passing, { kind, from, config })
      : { kind: 'reply', status: 401, reason: `${from} wants credentials` };
}

function text(from: string, fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value !== 'string' || value === '') throw new Unbuildable(`${from} has no ${field}`);
  return value;
}

function optional(fields: Fields, field: string): string {
  return (fields[field] as string | undefined) ?? '';
}

function pattern(from: string, fields: Fields): RegExp {
  const compiled = goRegExp(optional(fields, 'regex').trim());
  if (typeof compiled === 'string') throw new Unbuildable(`${from} ${compiled}`);
  return compiled;
}
