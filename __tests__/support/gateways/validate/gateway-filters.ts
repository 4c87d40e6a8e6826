import { apiGroup, exactHost, headerName, kindName, namespaceName } from './names';
import { flag, list, oneOf, repeated, struct, text, whole, type Rule, type Shape } from './shape';

const name = text({ min: 1, max: 253 });
const port = whole(1, 65535);

export const objectReference = {
  group: apiGroup,
  kind: kindName,
  'name!': name,
  namespace: namespaceName,
  port,
};

/** G2: Services are referred to with a port number. */
export const portRule: Rule<{ group?: string; kind?: string; port?: number }> = ({
  group = '',
  kind = 'Service',
  port: given,
}) => (group === '' && kind === 'Service' && given === undefined ? 'needs a port, as it is a Service' : undefined);

/** G11: header names are the same in any case. */
const uniqueNames = (entries: readonly { readonly name: string }[]): string[] =>
  repeated(entries.map((each) => each.name.toLowerCase())).map((each) => `names the header ${each} twice`);

const headerList = list(
  struct({ 'name!': headerName, 'value!': text({ min: 1, max: 4096 }) }),
  { max: 16 },
  uniqueNames,
);

const headerModifier = struct({
  set: headerList,
  add: headerList,
  remove: list(headerName, { max: 16 }, (names: string[]) =>
    repeated(names.map((each) => each.toLowerCase())).map((each) => `removes ${each} twice`),
  ),
});

const pathModifier = struct<Record<string, unknown>>(
  {
    'type!': oneOf('ReplaceFullPath', 'ReplacePrefixMatch'),
    replaceFullPath: text({ max: 1024 }),
    replacePrefixMatch: text({ max: 1024 }),
  },
  ({ type, replaceFullPath, replacePrefixMatch }) => {
    const [wanted, other] =
      type === 'ReplaceFullPath' ? [replaceFullPath, replacePrefixMatch] : [replacePrefixMatch, replaceFullPath];
    return wanted === undefined || other !== undefined ? 'must have the field of its type and no other' : undefined;
  },
);

const redirect = struct({
  scheme: oneOf('http', 'https'),
  hostname: exactHost,
  path: pathModifier,
  port,
  statusCode: oneOf(301, 302, 303, 307, 308),
});

/** G7: a percentage or a fraction. */
const mirror = struct<Record<string, unknown>>(
  {
    'backendRef!': struct(objectReference, portRule),
    percent: whole(0, 100),
    fraction: struct<{ numerator: number; denominator?: number }>(
      { 'numerator!': whole(0), denominator: whole(1) },
      ({ numerator, denominator = 100 }) => (numerator > denominator ? 'is more than one' : undefined),
    ),
  },
  ({ percent, fraction }) =>
    percent !== undefined && fraction !== undefined ? 'has a percent and a fraction' : undefined,
);

const starAlone: Rule<string[]> = (values) =>
  values.includes('*') && values.length > 1 ? 'has more beside *' : undefined;
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];

const cors = struct({
  allowOrigins: list(text({ min: 1, max: 253 }), { max: 64 }, starAlone),
  allowMethods: list(oneOf(...methods, '*'), { max: 9 }, starAlone),
  allowHeaders: list(headerName, { max: 64 }, starAlone),
  exposeHeaders: list(headerName, { max: 64 }),
  allowCredentials: flag,
  maxAge: whole(1),
});

const fieldOf: Readonly<Record<string, string>> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  ExtensionRef: 'extensionRef',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  CORS: 'cors',
};

/** A filter has the field its type stands for, and no other. */
const ownField: Rule<Record<string, unknown>> = (filter) => {
  const expected = ['type', fieldOf[String(filter.type)]];
  const isRight =
    Object.keys(filter).length === 2 && expected.every((each) => each !== undefined && filter[each] !== undefined);
  return isRight ? undefined : `must have the field ${expected[1]} and no other beside its type`;
};

const shared = {
  requestHeaderModifier: headerModifier,
  responseHeaderModifier: headerModifier,
  requestMirror: mirror,
  extensionRef: struct({ 'group!': apiGroup, 'kind!': kindName, 'name!': name }),
};

/** G4: each type at most once, but for mirrors and extensions. G3: a redirect leaves nothing to rewrite. */
const together: Rule<{ type: string }[]> = function* (filters) {
  const types = filters.map(({ type }) => type);
  for (const type of repeated(types)) {
    if (type !== 'RequestMirror' && type !== 'ExtensionRef') yield `has ${type} more than once`;
  }
  if (types.includes('RequestRedirect') && types.includes('URLRewrite')) yield 'has a RequestRedirect and a URLRewrite';
};

const grpcTypes = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'ExtensionRef'];

export const grpcFilters: Shape = list(
  struct({ 'type!': oneOf(...grpcTypes), ...shared }, ownField),
  { max: 16 },
  together,
);

export const httpFilters: Shape = list(
  struct(
    {
      'type!': oneOf(...Object.keys(fieldOf)),
      ...shared,
      requestRedirect: redirect,
      urlRewrite: struct({ hostname: exactHost, path: pathModifier }),
      cors,
    },
    ownField,
  ),
  { max: 16 },
  together,
);
