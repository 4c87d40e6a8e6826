import { rewriteTarget } from '../../../../../model/routing/dialects/ingress/nginx-paths';
import type { CrossOrigin } from '../../../../cross-origin';
import { HttpMethod } from '../../../../http-method';
import type { PlannedRule, RoutePlan } from '../../../../plan/route-plan';
import type { RateLimit } from '../../../../rate-limit';
import type { RouteAuthentication } from '../../../../route-authentication';
import { CookieSameSite, type StickySession } from '../../../../sticky-session';
import { bytesOf } from '../../../../traffic-mirror';
import { rateOf } from './rate';

type Texts = { readonly [key: string]: string | undefined };

/**
 * What a rule asks for, as annotations, which hold for a whole Ingress: rules that ask for the same share one. No snippets,
 * which are off by default and reach into every tenant's configuration
 * (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/).
 */
export function ruleAnnotations(plan: RoutePlan, { match, options }: PlannedRule): { readonly [key: string]: string } {
  const { authentication, cors, maxBodySize, rateLimit, rewrite, sticky } = options;
  const all: Texts = {
    ...(match.grpc && { 'backend-protocol': 'GRPC' }),
    ...(rewrite !== undefined && { 'rewrite-target': rewriteTarget(match.form, match.path, rewrite) }),
    ...(maxBodySize !== undefined && { 'proxy-body-size': String(bytesOf(maxBodySize)) }),
    ...(authentication && authenticated(authentication)),
    ...(cors && shared(cors)),
    ...(rateLimit && limited(rateLimit)),
    ...(sticky && affine(sticky, plan.tls !== undefined)),
  };
  return Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function authenticated({ _kind: { basicSecret, forward } }: RouteAuthentication): Texts {
  return basicSecret === undefined
    ? {
        'auth-url': forward?.address,
        'auth-response-headers': textOf(forward?.responseHeaders),
      }
    : { 'auth-type': 'basic', 'auth-secret': basicSecret };
}

/** Headers that browsers always allow: in the place of a list of the controller's own. */
const ALWAYS_ALLOWED = 'Accept';

/** What is left out has a default there that admits more than browsers do without a word. */
function shared(cors: CrossOrigin): Texts {
  const { allowMethods = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST] } = cors;
  return {
    'enable-cors': 'true',
    'cors-allow-origin': textOf(cors.allowOrigins),
    'cors-allow-methods': textOf(allowMethods),
    'cors-allow-headers': textOf(cors.allowHeaders) ?? ALWAYS_ALLOWED,
    'cors-expose-headers': textOf(cors.exposeHeaders),
    'cors-allow-credentials': String(cors.allowCredentials === true),
    'cors-max-age': cors.maxAgeSeconds === undefined ? undefined : String(cors.maxAgeSeconds),
  };
}

function limited(limit: RateLimit): Texts {
  const rate = rateOf(limit);
  return rate === undefined
    ? {}
    : { [`limit-${rate.per}`]: String(rate.count), 'limit-burst-multiplier': String(rate.burstMultiplier) };
}

const SAME_SITE: { readonly [value in CookieSameSite]: string } = {
  [CookieSameSite.NONE]: 'None',
  [CookieSameSite.LAX]: 'Lax',
  [CookieSameSite.STRICT]: 'Strict',
};

/** The path is written since the controller would take that of the rule, which may be a regular expression. */
function affine(
  { cookieName, secure, sameSite = CookieSameSite.LAX, maxAgeSeconds }: StickySession,
  isTls: boolean,
): Texts {
  return {
    affinity: 'cookie',
    'session-cookie-name': cookieName,
    'session-cookie-path': '/',
    'session-cookie-samesite': SAME_SITE[sameSite],
    'session-cookie-secure': String(secure ?? isTls),
    'session-cookie-max-age': (maxAgeSeconds ?? 0) === 0 ? undefined : String(maxAgeSeconds),
  };
}

function textOf(list: readonly string[] | undefined): string | undefined {
  return list === undefined || list.length === 0 ? undefined : list.join(',');
}
