import type { CrossOrigin } from './cross-origin';
import type { HttpMethod } from './http-method';
import type { MiddlewareRef } from './middleware-ref';
import type { RateLimit } from './rate-limit';
import type { RouteAuthentication } from './route-authentication';
import type { RouteTimeouts } from './route-timeouts';
import type { StickySession } from './sticky-session';
import type { TrafficMirror } from './traffic-mirror';

/** What happens to the requests of a rule on their way. What the declared gateway cannot do is an error. */
export interface RouteOptions {
  /**
   * How long requests may take.
   *
   * @default - see the members of RouteTimeouts
   */
  readonly timeouts?: RouteTimeouts;

  /**
   * Requests of one client go to the same pod.
   *
   * @default - each request for itself
   */
  readonly sticky?: StickySession;

  /**
   * The largest body of a request, for example `10Mi`; a larger one is answered 413. On Traefik this holds back every
   * answer until it is complete (https://github.com/traefik/traefik/issues/12869): not for answers that stream.
   *
   * @default - the gateway's own
   */
  readonly maxBodySize?: string;

  /**
   * How many requests each client may send.
   *
   * @default - as many as it likes
   */
  readonly rateLimit?: RateLimit;

  /**
   * How many requests of all clients may be under way at once; what is above is answered 429.
   *
   * @default - as many as come
   */
  readonly maxInFlight?: number;

  /**
   * Which pages of other origins may send requests from a browser.
   *
   * @default - none
   */
  readonly cors?: CrossOrigin;

  /**
   * Who may send requests.
   *
   * @default - everyone who reaches the gateway
   */
  readonly authentication?: RouteAuthentication;

  /**
   * Traefik Middlewares that exist already, in the order in which requests pass them, after those made for the options
   * above.
   *
   * @default - none
   */
  readonly middlewares?: MiddlewareRef[];
}

/** A rule's further conditions, and what happens to its requests on their way. */
export interface RouteRuleOptions extends RouteOptions {
  /**
   * What objects made for this rule are called, behind the name of the route: lower-case letters, digits and `-`. Two
   * rules on one path that both need objects of their own must have one each.
   *
   * @default - made from the path
   */
  readonly name?: string;

  /**
   * Methods that match.
   *
   * @default - all
   */
  readonly methods?: HttpMethod[];

  /**
   * Headers that a request must have, with exactly this value. Names are compared without regard to letter case.
   *
   * @default - none
   */
  readonly headers?: { readonly [name: string]: string };

  /**
   * Query parameters that a request must have, with exactly this value.
   *
   * @default - none
   */
  readonly queryParams?: { readonly [name: string]: string };

  /**
   * Path that the target receives: in the place of the prefix for a rule by prefix (`/` strips it), in the place of the
   * whole path for an exact one.
   *
   * @default - the path as it came
   */
  readonly rewrite?: string;

  /**
   * Port of the target's Service.
   *
   * @default - the port of the target that takes requests; for gRPC, the first one that speaks it
   */
  readonly port?: number;

  /**
   * Copies of the requests for a second target.
   *
   * @default - none
   */
  readonly mirror?: TrafficMirror;
}
