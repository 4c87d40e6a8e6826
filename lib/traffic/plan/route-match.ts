import { checkOneOf } from '../../private/check-text';
import { sortedEntries } from '../../private/json';
import type { Problems } from '../../private/problems';
import { show } from '../../private/show';
import { HttpMethod } from '../http-method';
import type { RuleKind } from '../route-rule';
import type { RouteRuleOptions } from '../route-rule-options';
import { checkPath, withoutSlash } from './path';

/** A name and the value it must have. */
export type NameAndValue = readonly [name: string, value: string];

/** Which requests a rule takes: everything must hold; of the methods, one. */
export interface RouteMatch {
  readonly form: 'prefix' | 'exact';
  /** For gRPC, what its calls look like as HTTP: `/service` and below, or `/service/method`. */
  readonly path: string;
  readonly grpc?: { readonly service: string; readonly method?: string };
  readonly methods: readonly HttpMethod[];
  readonly headers: readonly NameAndValue[];
  readonly queryParams: readonly NameAndValue[];
}

/** No more of each: what an HTTPRoute holds. */
const MAX_CONDITIONS = 16;
/** A name of HTTP without the back-quote, by which Traefik's rules end a text. */
export const NAME = /^[A-Za-z0-9!#$%&'*+\-.^_|~]{1,256}$/;
/** What can be compared in every rule language. */
const VALUE = /^[\x20-\x5f\x61-\x7e]{1,1024}$/;

/** Checks the conditions of a rule. */
export function planMatch(
  problems: Problems,
  property: string,
  { path, grpc }: RuleKind,
  options: RouteRuleOptions,
): RouteMatch {
  const methods = [...new Set(options.methods ?? [])].sort();
  if (options.methods?.length === 0)
    problems.add(`${property}.methods must name a method at least, got an empty list; leave it out for all`);
  for (const method of methods) problems.add(checkOneOf(`${property}.methods`, method, Object.values(HttpMethod)));
  const conditions = {
    methods,
    headers: pairs(problems, `${property}.headers`, options.headers),
    queryParams: pairs(problems, `${property}.queryParams`, options.queryParams),
  };
  const names = conditions.headers.map(([name]) => name.toLowerCase());
  for (const [name, value] of conditions.headers as [string, unknown][]) {
    if (name.toLowerCase() === 'host')
      problems.add(
        `${property}.headers must not name '${name}', which gateways keep apart; use host or hosts of the route`,
      );
    if (typeof value === 'string' && value !== value.trim())
      problems.add(
        `${property}.headers['${name}'] must not begin or end with white space, which no header does (RFC 9110, section 5.5), got ${show(value)}`,
      );
  }
  if (new Set(names).size < names.length)
    problems.add(`${property}.headers must name each header once, whatever its letter case, got ${show(names)}`);
  if (grpc) return { ...grpcMatch(problems, property, grpc, options), ...conditions };
  problems.add(checkPath(`${property}.path`, path?.value));
  const { form = 'prefix', value = '/' } = path ?? {};
  return { form, path: form === 'prefix' && typeof value === 'string' ? withoutSlash(value) : value, ...conditions };
}

function pairs(
  problems: Problems,
  property: string,
  given: { readonly [name: string]: string } | undefined,
): NameAndValue[] {
  const entries = sortedEntries(given);
  if (entries.length > MAX_CONDITIONS)
    problems.add(`${property} must be at most ${MAX_CONDITIONS}, got ${entries.length}`);
  for (const [name, value] of entries as [string, unknown][]) {
    problems.add(
      NAME.test(name) ? undefined : `${property} must have names of letters, digits, '-' and '_', got ${show(name)}`,
      checkValue(`${property}['${name}']`, value),
    );
  }
  return entries;
}

/** Checks a value that a header, cookie or parameter is compared with. */
export function checkValue(property: string, value: unknown): string | undefined {
  return typeof value === 'string' && VALUE.test(value)
    ? undefined
    : `${property} must be a text of 1 to 1024 printable ASCII characters without back-quotes, got ${show(value)}`;
}

function grpcMatch(
  problems: Problems,
  property: string,
  { service, method }: { readonly service: string; readonly method?: string },
  options: RouteRuleOptions,
): Pick<RouteMatch, 'form' | 'path' | 'grpc'> {
  problems.add(
    typeof service === 'string' && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(service) && service.length <= 512
      ? undefined
      : `${property}.service must be a gRPC service with its package, such as 'inference.GRPCInferenceService', got ${show(service)}`,
    method === undefined || (typeof method === 'string' && /^[A-Za-z_]\w{0,255}$/.test(method))
      ? undefined
      : `${property}.method must be a method of a gRPC service, such as 'ModelInfer', got ${show(method)}`,
    ...(['methods', 'queryParams', 'rewrite'] as const).map((name) =>
      options[name] === undefined
        ? undefined
        : `${property}.${name} must be left out for gRPC, whose calls are all POST to '/service/method', got ${show(options[name])}`,
    ),
  );
  return {
    grpc: { service, method },
    form: method === undefined ? 'prefix' : 'exact',
    path: method === undefined ? `/${service}` : `/${service}/${method}`,
  };
}
