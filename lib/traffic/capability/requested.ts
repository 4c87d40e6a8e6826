import type { Problems } from '../../private/problems';
import { DIALECTS } from '../dialects/registry';
import { isWildcard } from '../plan/host';
import { poolsOf } from '../plan/pool-problems';
import { preflightProblems } from '../plan/preflights';
import type { PlannedRule, RoutePlan } from '../plan/route-plan';
import { absence, capabilityOf } from './capability-matrix';
import type { Feature } from './feature';

/** A feature that was asked for, and the property that asks for it. */
type Request = readonly [property: string, feature: Feature, isAsked: boolean];

/** Notes everything that was asked for and that the declared gateway would accept and ignore, or refuse. */
export function checkRequested(problems: Problems, plan: RoutePlan): void {
  for (const [property, feature] of [...ofRoute(plan), ...plan.rules.flatMap(ofRule)])
    if (capabilityOf(plan, feature) === undefined) problems.add(`${property}: ${absence(plan, feature)}`);
  if (plan.rules.some(({ options }) => options.cors) && capabilityOf(plan, 'cors') !== undefined) {
    problems.add(preflightProblems(plan, DIALECTS[plan.renderer].answersPreflights === true));
  }
}

function ofRoute({ hosts, rules, tls, redirectToHttps }: RoutePlan): Request[] {
  const grpc = rules.find(({ match }) => match.grpc);
  const { minVersion, clientCaSecretName } = tls?.options ?? {};
  return asked([
    ['hosts', 'wildcardHost', hosts.some(isWildcard)],
    [grpc?.property ?? '', 'mixedProtocols', grpc !== undefined && rules.some(({ match }) => !match.grpc)],
    ['tls', 'tlsSecret', tls?.secretName !== undefined && tls.issuer === undefined],
    ['tls', 'tlsCertManager', tls?.issuer !== undefined],
    ['tls', 'tlsAtGateway', tls !== undefined && tls.secretName === undefined],
    ['tls', 'tlsOptions', minVersion !== undefined || clientCaSecretName !== undefined],
    ['redirectToHttps', 'redirectToHttps', redirectToHttps],
  ]);
}

/** Targets in other namespaces are looked at one by one: `crossNamespaceProblems`. */
function ofRule({ property, match, options, timeouts, targets }: PlannedRule): Request[] {
  const { mirror, authentication, rewrite } = options;
  const isPrefix = match.form === 'prefix';
  const isGrpc = match.grpc !== undefined;
  const pools = poolsOf(targets);
  return asked([
    [property, 'pathPrefix', isPrefix && !isGrpc],
    [property, 'exactPath', !isPrefix && !isGrpc],
    [property, 'grpc', isGrpc],
    [`${property}.methods`, 'methods', match.methods.length > 0],
    [`${property}.headers`, 'headers', match.headers.length > 0],
    [`${property}.queryParams`, 'queryParams', match.queryParams.length > 0],
    [`${property}.target`, 'weights', targets.length > 1],
    [`${property}.target`, 'inferencePool', pools.length > 0],
    [`${property}.target`, 'weightedPools', pools.length > 1],
    [`${property}.rewrite`, isPrefix ? 'rewritePrefix' : 'rewritePath', rewrite !== undefined],
    [`${property}.timeouts.request`, 'requestTimeout', timeouts.request !== undefined],
    [`${property}.timeouts.backendRequest`, 'backendRequestTimeout', timeouts.backendRequest !== undefined],
    [`${property}.timeouts.responseStart`, 'responseStartTimeout', timeouts.responseStart !== undefined],
    [`${property}.sticky`, 'sticky', options.sticky !== undefined],
    [`${property}.mirror`, 'mirror', mirror !== undefined],
    [`${property}.mirror.percent`, 'mirrorPercent', mirror?.percent !== undefined && mirror.percent < 100],
    [`${property}.maxBodySize`, 'maxBodySize', options.maxBodySize !== undefined],
    [`${property}.rateLimit`, 'rateLimit', options.rateLimit !== undefined],
    [`${property}.maxInFlight`, 'maxInFlight', options.maxInFlight !== undefined],
    [`${property}.cors`, 'cors', options.cors !== undefined],
    [`${property}.authentication`, 'basicAuth', authentication?._kind.basicSecret !== undefined],
    [`${property}.authentication`, 'forwardAuth', authentication?._kind.forward !== undefined],
    [`${property}.middlewares`, 'middlewares', (options.middlewares ?? []).length > 0],
  ]);
}

function asked(requests: readonly Request[]): Request[] {
  return requests.filter(([, , isAsked]) => isAsked);
}
