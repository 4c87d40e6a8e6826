import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { HttpMethod } from './http-method';
import { TOKEN } from './sticky-session';

/** Which pages of other origins may send requests from a browser: https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS */
export interface CrossOrigin {
  /** Origins, for example `https://app.example.com`; `*` alone for every page. */
  readonly allowOrigins: string[];

  /**
   * Methods that pages may use.
   *
   * @default - GET, HEAD and POST, as browsers take it
   */
  readonly allowMethods?: HttpMethod[];

  /**
   * Headers that pages may send.
   *
   * @default - those that browsers always allow
   */
  readonly allowHeaders?: string[];

  /**
   * Headers of the answer that pages may read.
   *
   * @default - those that browsers always show
   */
  readonly exposeHeaders?: string[];

  /**
   * Whether pages may send cookies and credentials. Not together with the origin `*`.
   *
   * @default false
   */
  readonly allowCredentials?: boolean;

  /**
   * Seconds for which a browser remembers the answer.
   *
   * @default - the gateway's own, 5 by the Gateway API
   */
  readonly maxAgeSeconds?: number;
}

const ORIGIN =
  /^https?:\/\/[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*(:[1-9]\d{0,4})?$/;

/** Checks what pages of other origins may do. */
export function checkCrossOrigin(problems: Problems, property: string, cors: CrossOrigin | undefined): void {
  if (cors === undefined) return;
  const { allowMethods = [], allowHeaders = [], exposeHeaders = [] } = cors;
  const allowOrigins = (cors as Partial<CrossOrigin>).allowOrigins ?? [];
  const all = allowOrigins.includes('*');
  problems.add(
    allowOrigins.length === 0 ? `${property}.allowOrigins must name an origin at least, got an empty list` : undefined,
    all && allowOrigins.length > 1
      ? `${property}.allowOrigins must be '*' alone or a list of origins, got ${show(allowOrigins)}`
      : undefined,
    all && cors.allowCredentials === true
      ? `${property}.allowCredentials must not be true for every origin, which browsers refuse; name the origins`
      : undefined,
    allowOrigins.map((origin: unknown) =>
      origin === '*' || (typeof origin === 'string' && origin.length <= 253 && ORIGIN.test(origin))
        ? undefined
        : `${property}.allowOrigins must be origins such as 'https://app.example.com', got ${show(origin)}`,
    ),
    allowMethods.map((method) => checkOneOf(`${property}.allowMethods`, method, Object.values(HttpMethod))),
    ...(
      [
        ['allowHeaders', allowHeaders],
        ['exposeHeaders', exposeHeaders],
      ] as const
    ).map(([name, headers]) =>
      headers.map((header: unknown) =>
        typeof header === 'string' && TOKEN.test(header)
          ? undefined
          : `${property}.${name} must be names of headers, got ${show(header)}`,
      ),
    ),
    checkOneOf(`${property}.allowCredentials`, cors.allowCredentials, [true, false]),
    checkWholeNumber(`${property}.maxAgeSeconds`, cors.maxAgeSeconds, 1),
  );
}
