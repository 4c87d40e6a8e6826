import type { PlannedRule, RoutePlan } from '../../../../plan/route-plan';
import { rateOf } from './rate';

/** What the annotations of ingress-nginx have no words for (internal/ingress/annotations of kubernetes/ingress-nginx). */
export function optionProblems({ rules, tls }: RoutePlan): string[] {
  return rules.flatMap((rule) => [
    ...rewriteProblems(rule),
    ...rateProblems(rule),
    ...addressProblems(rule),
    ...corsProblems(rule),
    ...cookieProblems(rule),
    ...(rule.match.grpc && tls === undefined
      ? [`${rule.property} needs tls, since ingress-nginx speaks HTTP/2 to clients over TLS alone; set tls`]
      : []),
  ]);
}

/** What `rewrite-target` takes, without the `$` by which it names a group. */
const TARGET = /^[-._~A-Za-z0-9/:]*$/;

function rewriteProblems({ property, options: { rewrite } }: PlannedRule): string[] {
  return rewrite === undefined || TARGET.test(rewrite)
    ? []
    : [
        `${property}.rewrite must be letters, digits, '/', '-', '.', '_', '~' and ':', since ingress-nginx refuses anything else, got '${rewrite}'`,
      ];
}

function rateProblems({ property, options: { rateLimit } }: PlannedRule): string[] {
  if (!rateLimit || rateOf(rateLimit)) return [];
  const { average, burst = average, period } = rateLimit;
  const rate = `${average} in ${(period?.toMilliseconds() ?? 1000) / 1000} s with a burst of ${burst}`;
  return [
    `${property}.rateLimit must come to whole requests in a second or minute, and its burst to a multiple of those, for ingress-nginx, got ${rate}; change average, period or burst`,
  ];
}

/** nginx asks the DNS server as it stands: the search domains of its pod are not for it. */
function addressProblems({ property, options: { authentication } }: PlannedRule): string[] {
  const address = authentication?._kind.forward?.address;
  if (address === undefined) return [];
  const { hostname } = new URL(address);
  return [
    ...(/^[-._~A-Za-z0-9/:,?&=]*$/.test(address)
      ? []
      : [`${property}.authentication.address must be a plain URL for ingress-nginx, got '${address}'`]),
    ...(/\.svc$/.test(hostname) || !/[.:]/.test(hostname)
      ? [
          `${property}.authentication.address must name its host in full, since nginx does not search the cluster's domains, got '${hostname}'; write '<service>.<namespace>.svc.cluster.local'`,
        ]
      : []),
  ];
}

function corsProblems({ property, options: { cors } }: PlannedRule): string[] {
  return (['allowHeaders', 'exposeHeaders'] as const).flatMap((name) => {
    const wrong = (cors?.[name] ?? []).find((header) => !/^[-\w]+$/.test(header));
    return wrong === undefined
      ? []
      : [`${property}.cors.${name} must be letters, digits, '-' and '_' for ingress-nginx, got '${wrong}'`];
  });
}

function cookieProblems({ property, options: { sticky } }: PlannedRule): string[] {
  if (!sticky) return [];
  return [
    ...(sticky.httpOnly === false
      ? [`${property}.sticky.httpOnly must be true on ingress-nginx, whose cookie no script can read; leave it out`]
      : []),
    ...(/^[-._~A-Za-z0-9/:]+$/.test(sticky.cookieName)
      ? []
      : [
          `${property}.sticky.cookieName must be letters, digits, '-', '.', '_' and '~' for ingress-nginx, got '${sticky.cookieName}'`,
        ]),
  ];
}
