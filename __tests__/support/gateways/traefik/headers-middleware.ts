import { withHeader, withPass, type End, type Passing } from '../passing';

export interface HeaderFields {
  readonly customRequestHeaders?: Readonly<Record<string, string>>;
  readonly customResponseHeaders?: Readonly<Record<string, string>>;
  readonly accessControlAllowOriginList?: readonly string[];
  readonly accessControlAllowOriginListRegex?: readonly string[];
  readonly accessControlAllowMethods?: readonly string[];
  readonly accessControlAllowHeaders?: readonly string[];
  readonly [field: string]: unknown;
}

/** https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/ */
export function applyHeaders(fields: HeaderFields, passing: Passing): Passing | End {
  const { customRequestHeaders = {}, customResponseHeaders = {} } = fields;
  const { request } = passing;
  const hasCors = Object.keys(fields).some((field) => field.startsWith('accessControl'));
  const isPreflight =
    request.method === 'OPTIONS' &&
    request.headers.has('origin') &&
    request.headers.has('access-control-request-method');
  if (hasCors && isPreflight) return { kind: 'reply', status: 200, reason: 'a preflight request' };
  let next: Passing = { ...passing, response: { ...passing.response, ...lowerCased(customResponseHeaders) } };
  for (const [name, value] of Object.entries(customRequestHeaders)) {
    // An empty value removes the header; Host is no header but where the request goes.
    if (name.toLowerCase() === 'host') next = { ...next, host: value };
    else next = withHeader(next, name, value === '' ? undefined : [value]);
  }
  return hasCors ? withPass(next, { kind: 'cors', from: 'headers', config: fields }) : next;
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
