import {
  TraefikMiddleware,
  type TraefikMiddlewareSpec,
  type TraefikReference,
} from '../../../../../imports/traefik.io';
import { durationText } from '../../../plan/milliseconds';
import { escapeRegExp } from '../../../plan/pattern';
import type { PlannedRule, RoutePlan } from '../../../plan/route-plan';
import type { RouteRuleOptions } from '../../../route-rule-options';
import { bytesOf } from '../../../traffic-mirror';
import { nameFor } from '../naming';
import { objectOf, type RenderedObject } from '../rendered-object';
import { corsHeaders } from './cors-headers';

interface MadeMiddleware {
  readonly option: keyof RouteRuleOptions;
  readonly suffix: string;
  /** One type each: Traefik takes a router down whose Middleware has two. */
  readonly spec: TraefikMiddlewareSpec;
}

/** The Middlewares that a rule's options become, as objects. */
export function middlewareObjects(plan: RoutePlan, rule: PlannedRule): RenderedObject[] {
  return made(rule).map(({ option, suffix, spec }) => {
    const name = nameFor(plan, rule, option, suffix);
    return objectOf(TraefikMiddleware, { id: `Middleware-${name}`, name }, () => spec);
  });
}

/** The Middlewares that a rule's requests pass, in this order: those made here, those that exist, the rewrite last. */
export function middlewareRefs(plan: RoutePlan, rule: PlannedRule): TraefikReference[] {
  const own = made(rule).map(({ option, suffix }) => ({ option, ref: { name: nameFor(plan, rule, option, suffix) } }));
  const existing = (rule.options.middlewares ?? []).map(({ _name, _namespaceName }) => ({
    name: _name,
    ...(_namespaceName !== undefined && _namespaceName !== plan.namespaceName && { namespace: _namespaceName }),
  }));
  return [
    ...own.filter(({ option }) => option !== 'rewrite').map(({ ref }) => ref),
    ...existing,
    ...own.filter(({ option }) => option === 'rewrite').map(({ ref }) => ref),
  ];
}

/** The Middleware that answers browsers, alone. */
export function corsRefs(plan: RoutePlan, rule: PlannedRule): TraefikReference[] {
  return made(rule)
    .filter(({ option }) => option === 'cors')
    .map(({ option, suffix }) => ({ name: nameFor(plan, rule, option, suffix) }));
}

/** Browsers ask for permission without credentials, so CORS comes first; who sends too much is not asked who it is. */
function made({ match, options }: PlannedRule): MadeMiddleware[] {
  const { cors, rateLimit, maxInFlight, authentication, maxBodySize, rewrite } = options;
  const { basicSecret, forward } = authentication?._kind ?? {};
  const add = (
    option: MadeMiddleware['option'],
    suffix: string,
    spec: TraefikMiddlewareSpec | undefined,
  ): MadeMiddleware[] => (spec ? [{ option, suffix, spec }] : []);
  return [
    ...add('cors', 'cors', cors && { headers: corsHeaders(cors) }),
    ...add('rateLimit', 'rate-limit', rateLimit && { rateLimit: rateLimitOf(rateLimit) }),
    ...add(
      'maxInFlight',
      'in-flight',
      maxInFlight === undefined ? undefined : { inFlightReq: { amount: maxInFlight } },
    ),
    ...add(
      'authentication',
      'auth',
      basicSecret === undefined ? undefined : { basicAuth: { secret: basicSecret, removeHeader: true } },
    ),
    ...add('authentication', 'auth', forward && { forwardAuth: forwardAuthOf(forward) }),
    ...add(
      'maxBodySize',
      'body-size',
      maxBodySize === undefined ? undefined : { buffering: { maxRequestBodyBytes: bytesOf(maxBodySize) } },
    ),
    ...add('rewrite', 'rewrite', rewrite === undefined ? undefined : rewriteOf(match.form, match.path, rewrite)),
  ];
}

function rateLimitOf({ average, period, burst = average }: NonNullable<RouteRuleOptions['rateLimit']>): {
  average: number;
  period: string;
  burst: number;
} {
  return { average, period: durationText(period?.toMilliseconds() ?? 1000), burst };
}

function forwardAuthOf({ address, responseHeaders = [] }: { address: string; responseHeaders?: readonly string[] }): {
  address: string;
  authResponseHeaders?: readonly string[];
} {
  return { address, ...(responseHeaders.length > 0 && { authResponseHeaders: responseHeaders }) };
}

/** What is cut off the front is cut off; anything else is an expression. */
function rewriteOf(form: 'prefix' | 'exact', path: string, to: string): TraefikMiddlewareSpec {
  if (form === 'exact') return { replacePath: { path: to } };
  if (to === '/') return { stripPrefix: { prefixes: [path] } };
  if (path.endsWith(to)) return { stripPrefix: { prefixes: [path.slice(0, -to.length)] } };
  const from = path === '/' ? '' : escapeRegExp(path);
  // In a replacement of Go, `$` names a group.
  return { replacePathRegex: { regex: `^${from}(/.*)?$`, replacement: `${to.replaceAll('$', '$$$$')}$1` } };
}
