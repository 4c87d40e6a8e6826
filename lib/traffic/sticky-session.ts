import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import type { Problems } from '../private/problems';
import { show } from '../private/show';

/** When a browser sends the cookie along: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value */
export enum CookieSameSite {
  /** Also from other sites; browsers want `secure` with it. */
  NONE = 'none',
  /** From other sites when a link is followed. */
  LAX = 'lax',
  /** From the same site only. */
  STRICT = 'strict',
}

/** Requests of one client go to the same pod, and to the same version: the gateway knows the client by a cookie. */
export interface StickySession {
  /** Name of the cookie. */
  readonly cookieName: string;

  /**
   * Whether the cookie travels over TLS only.
   *
   * @default - true where the route has TLS
   */
  readonly secure?: boolean;

  /**
   * Whether scripts in a browser cannot read the cookie.
   *
   * @default true
   */
  readonly httpOnly?: boolean;

  /**
   * When a browser sends the cookie along.
   *
   * @default CookieSameSite.LAX
   */
  readonly sameSite?: CookieSameSite;

  /**
   * Seconds until the cookie is forgotten; 0 for the end of the browser's session.
   *
   * @default 0
   */
  readonly maxAgeSeconds?: number;
}

/** A token of HTTP: names of headers, cookies and methods (RFC 9110, section 5.6.2). */
export const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

/** Checks a sticky session. */
export function checkSticky(problems: Problems, property: string, sticky: StickySession | undefined): void {
  if (sticky === undefined) return;
  const { cookieName } = sticky;
  problems.add(
    typeof cookieName === 'string' && TOKEN.test(cookieName)
      ? undefined
      : `${property}.cookieName must be a name of a cookie: letters, digits, '-' and '_', got ${show(cookieName)}`,
    checkOneOf(`${property}.sameSite`, sticky.sameSite, Object.values(CookieSameSite)),
    checkWholeNumber(`${property}.maxAgeSeconds`, sticky.maxAgeSeconds, 0),
    checkOneOf(`${property}.secure`, sticky.secure, [true, false]),
    checkOneOf(`${property}.httpOnly`, sticky.httpOnly, [true, false]),
  );
}
