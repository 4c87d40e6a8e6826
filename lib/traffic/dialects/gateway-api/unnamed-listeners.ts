import type { RoutePlan } from '../../plan/route-plan';
import { factsOf } from './gateway-object';

/** A redirect stands on the listener without TLS alone: on all of them it would answer what it redirects to as well. */
export function unnamedRedirect(plan: RoutePlan): string[] {
  const { gatewayName, httpListener, httpsListener } = factsOf(plan);
  if (gatewayName === undefined || !plan.redirectToHttps) return [];
  const missing = Object.entries({ httpListener, httpsListener }).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  return missing.length === 0
    ? []
    : [
        `redirectToHttps needs the listeners of the Gateway '${gatewayName}' with TLS and without, got no ${missing.join(' and no ')}; declare GatewayFacts.gatewayApi({ httpListener, httpsListener })`,
      ];
}

/** A route with TLS that attaches to every listener is answered without TLS as well. */
export function unnamedTlsListener(plan: RoutePlan): string[] {
  const { gatewayName, httpsListener } = factsOf(plan);
  return gatewayName === undefined || plan.tls === undefined || httpsListener !== undefined
    ? []
    : [
        `the route attaches to every listener of the Gateway '${gatewayName}' that admits it, without TLS as well; declare GatewayFacts.gatewayApi({ httpsListener }) with the name of the one with TLS`,
      ];
}
