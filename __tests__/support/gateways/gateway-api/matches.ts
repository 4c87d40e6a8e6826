import { goRegExp } from '../go-regexp';
import { hasElementPrefix, queryValues, type ParsedRequest } from '../http';
import type { GrpcMethod, NamedMatch, RouteMatch } from './fields';

/** How an implementation reads what the specification leaves to it. */
export interface Dialect {
  /** Whether a regular expression has to match all of a text, as in Envoy, or a part of it, as in Traefik. */
  readonly anchored: boolean;
  /** Whether the names of gRPC services and methods may be a part of the path, as Traefik's unanchored rule has it. */
  readonly looseGrpc: boolean;
}

/** All fields of a match have to fit. */
export function matchFits(kind: string, match: RouteMatch, request: ParsedRequest, dialect: Dialect): boolean {
  const headers = (match.headers ?? []).every((each) =>
    valuesFit(each, request.headers.get(each.name.toLowerCase()) ?? [], dialect),
  );
  const query = (match.queryParams ?? []).every((each) =>
    valuesFit(each, queryValues(request.query, each.name), dialect),
  );
  if (!headers || !query) return false;
  if (kind === 'GRPCRoute') return grpcFits(match.method as GrpcMethod | undefined, request, dialect);
  return (match.method === undefined || match.method === request.method) && pathFits(match.path, request.path, dialect);
}

function pathFits(
  { type = 'PathPrefix', value = '/' }: NonNullable<RouteMatch['path']> = {},
  path: string,
  dialect: Dialect,
): boolean {
  if (type === 'Exact') return path === value;
  return type === 'PathPrefix' ? hasElementPrefix(path, value) : expressionFits(value, path, dialect.anchored);
}

function valuesFit({ type = 'Exact', value }: NamedMatch, values: readonly string[], { anchored }: Dialect): boolean {
  return values.some((each) => (type === 'Exact' ? each === value : expressionFits(value, each, anchored)));
}

/** A gRPC request is a POST to `/package.Service/Method`. */
function grpcFits(method: GrpcMethod | undefined, request: ParsedRequest, dialect: Dialect): boolean {
  if (request.method !== 'POST' && !dialect.looseGrpc) return false;
  if (!method) return true;
  const expression = (text: string | undefined): string => {
    if (text === undefined || text === '') return '[^/]+';
    return method.type === 'RegularExpression' ? text : text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  };
  return expressionFits(
    `/${expression(method.service)}/${expression(method.method)}`,
    request.path,
    !dialect.looseGrpc,
  );
}

function expressionFits(source: string, text: string, anchored: boolean): boolean {
  const pattern = goRegExp(anchored ? `^(?:${source})$` : source);
  return typeof pattern !== 'string' && pattern.test(text);
}
