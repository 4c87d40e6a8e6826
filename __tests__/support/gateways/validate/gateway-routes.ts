import { grpcFilters, httpFilters, objectReference, portRule } from './gateway-filters';
import { apiGroup, headerName, kindName, namespaceName, objectName, wildcardHost } from './names';
import { list, oneOf, repeated, struct, text, whole, type Rule, type Shape } from './shape';

interface ParentValue {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** G9: who refers to one parent twice says which section each time. */
const distinctParents: Rule<ParentValue[]> = function* (parents) {
  const keyOf = ({
    group = 'gateway.networking.k8s.io',
    kind = 'Gateway',
    name,
    namespace = '',
  }: ParentValue): string => [group, kind, namespace, name].join('/');
  for (const key of repeated(parents.map(keyOf))) {
    const same = parents.filter((each) => keyOf(each) === key);
    const sections = same.map(({ sectionName, port }) => `${sectionName ?? ''}:${port ?? ''}`);
    if (same.some(({ sectionName, port }) => sectionName === undefined && port === undefined)) {
      yield `refers to ${key} more than once, not always with a sectionName`;
    } else if (repeated(sections).length > 0) yield `refers to one section of ${key} twice`;
  }
};

const parentRefs = list(
  struct({
    group: apiGroup,
    kind: kindName,
    'name!': text({ min: 1, max: 253 }),
    namespace: namespaceName,
    sectionName: objectName,
    port: whole(1, 65535),
  }),
  { max: 32 },
  distinctParents,
);

const hostnames = list(wildcardHost, { max: 16 }, (hosts: string[]) => [
  ...hosts.filter((each) => /^[0-9.]+$/.test(each)).map((each) => `holds an address: ${each}`),
  ...repeated(hosts).map((each) => `holds ${each} twice`),
]);

const matchType = oneOf('Exact', 'RegularExpression');
const named = (max: number): Shape =>
  list<{ name: string }>(
    struct({ type: matchType, 'name!': headerName, 'value!': text({ min: 1, max }) }),
    { max: 16 },
    (entries) => repeated(entries.map((each) => each.name.toLowerCase())).map((each) => `names ${each} twice`),
  );

/** G8, but for regular expressions. */
const plainPath: Rule<{ type?: string; value?: string }> = ({ type = 'PathPrefix', value = '/' }) => {
  if (type === 'RegularExpression') return undefined;
  const isPlain =
    value.startsWith('/') &&
    !/\/\/|\/\.\/|\/\.\.\/|%2f|#|\/\.\.?$/i.test(value) &&
    /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/.test(value);
  return isPlain ? undefined : `has a value that is no plain absolute path: ${value}`;
};

const path = struct({ type: oneOf('Exact', 'PathPrefix', 'RegularExpression'), value: text({ max: 1024 }) }, plainPath);
const httpMethod = oneOf('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH');
const goDuration = text({ pattern: /^([0-9]{1,5}(h|m|s|ms)){1,4}$/ });

function millisecondsOf(duration: string): number {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
  return [...duration.matchAll(/(\d+)(ms|h|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );
}

/** G6: one try takes no longer than the whole. */
const timeouts = struct<{ request?: string; backendRequest?: string }>(
  { request: goDuration, backendRequest: goDuration },
  ({ request = '0s', backendRequest = '0s' }) => {
    const [whole_, part] = [millisecondsOf(request), millisecondsOf(backendRequest)];
    return whole_ > 0 && part > whole_ ? 'has a backendRequest above its request' : undefined;
  },
);

const backendRef = (filters: Shape): Shape =>
  struct({ ...objectReference, weight: whole(0, 1_000_000), filters }, portRule);

interface FilterValue {
  readonly type: string;
  readonly urlRewrite?: { readonly path?: { readonly type: string } };
  readonly requestRedirect?: { readonly path?: { readonly type: string } };
}

interface RuleValue {
  readonly matches?: readonly { readonly path?: { readonly type?: string } }[];
  readonly filters?: readonly FilterValue[];
  readonly backendRefs?: readonly { readonly filters?: readonly FilterValue[] }[];
}

/** G3: what redirects has no backends. */
const redirectAlone: Rule<RuleValue> = ({ filters = [], backendRefs = [] }) =>
  backendRefs.length > 0 && filters.some(({ type }) => type === 'RequestRedirect')
    ? 'has a RequestRedirect and backendRefs'
    : undefined;

/** G5: a prefix that is replaced has been matched, and it alone. */
const prefixMatched: Rule<RuleValue> = ({ matches = [{}], filters = [], backendRefs = [] }) => {
  const all = [...filters, ...backendRefs.flatMap((each) => each.filters ?? [])];
  const replaces = all.some(({ urlRewrite, requestRedirect }) =>
    [urlRewrite, requestRedirect].some((each) => each?.path?.type === 'ReplacePrefixMatch'),
  );
  const only = matches.length === 1 ? (matches[0]?.path?.type ?? 'PathPrefix') : 'several';
  return replaces && only !== 'PathPrefix'
    ? 'replaces a prefix and does not have exactly one match, of the type PathPrefix'
    : undefined;
};

/** G1: matches are counted over the whole route as well. */
const fewMatches: Rule<{ rules?: readonly RuleValue[] }> = ({ rules = [] }) => {
  const total = rules.reduce((sum, { matches = [] }) => sum + matches.length, 0);
  return total > 128 ? `has ${total} matches, more than 128` : undefined;
};

const uniqueRules: Rule<{ name?: string }[]> = (rules) =>
  repeated(rules.flatMap(({ name }) => (name === undefined ? [] : [name]))).map(
    (name) => `has two rules called ${name}`,
  );

export const httpRoute = struct(
  {
    parentRefs,
    hostnames,
    rules: list(
      struct(
        {
          name: objectName,
          matches: list(struct({ path, headers: named(4096), queryParams: named(1024), method: httpMethod }), {
            max: 64,
          }),
          filters: httpFilters,
          backendRefs: list(backendRef(httpFilters), { max: 16 }),
          timeouts,
        },
        redirectAlone,
        prefixMatched,
      ),
      { min: 1, max: 16 },
      uniqueRules,
    ),
  },
  fewMatches,
);

const grpcMethod = struct<Record<string, string>>(
  { type: matchType, service: text({ max: 1024 }), method: text({ max: 1024 }) },
  ({ service, method }) =>
    service === undefined && method === undefined ? 'must have a service or a method' : undefined,
  function* ({ type = 'Exact', service, method }) {
    if (type !== 'Exact') return;
    if (service !== undefined && !/^\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*$/i.test(service))
      yield `has no gRPC service: ${service}`;
    if (method !== undefined && !/^[A-Za-z_][A-Za-z_0-9]*$/.test(method)) yield `has no gRPC method: ${method}`;
  },
);

export const grpcRoute = struct(
  {
    parentRefs,
    hostnames,
    rules: list(
      struct({
        name: objectName,
        matches: list(struct({ method: grpcMethod, headers: named(4096) }), { max: 64 }),
        filters: grpcFilters,
        backendRefs: list(backendRef(grpcFilters), { max: 16 }),
      }),
      { max: 16 },
      uniqueRules,
    ),
  },
  fewMatches,
);
