import {
  type GatewayListener,
  type GatewayParentRef,
  GatewayResource,
} from '../../../../imports/gateway.networking.k8s.io';
import type { GatewayApiFacts } from '../../../cluster/gateway-facts';
import { GATEWAY_API_KINDS } from '../../../model/routing/dialects/gateway-api/kinds';
import type { RoutePlan } from '../../plan/route-plan';
import { issuerAnnotations } from '../../route-tls';
import { objectOf, type RenderedObject } from '../shared/rendered-object';

export function factsOf({ gateway }: RoutePlan): GatewayApiFacts {
  if (!gateway._gatewayApi) throw new Error('a route for the Gateway API is planned with facts about a Gateway');
  return gateway._gatewayApi;
}

/**
 * The listener that a route attaches to, so that it is served over TLS alone where it has TLS; all that admit it, where
 * nobody said how those of the Gateway are called: a name that is none attaches to nothing (`NoMatchingParent`).
 */
export function parentRef(plan: RoutePlan, isTls: boolean): GatewayParentRef {
  const { gatewayName, gatewayNamespaceName, httpListener, httpsListener } = factsOf(plan);
  const name = gatewayName ?? plan.name;
  const base = isTls ? httpsListener : httpListener;
  return {
    group: GATEWAY_API_KINDS.group,
    kind: 'Gateway',
    name,
    namespace: gatewayNamespaceName === plan.namespaceName ? undefined : gatewayNamespaceName,
    sectionName: base,
  };
}

/** One for each host: a listener has one hostname. Where the Gateway is not ours, one listener serves all. */
export function parentRefs(plan: RoutePlan, isTls: boolean): GatewayParentRef[] {
  const ref = parentRef(plan, isTls);
  const { sectionName } = ref;
  if (factsOf(plan).gatewayName !== undefined || sectionName === undefined) return [ref];
  return listenerHosts(plan).map((_, index) => ({ ...ref, sectionName: listenerName(sectionName, index) }));
}

/** The hosts of a route; nothing where it is for every one. */
export function hostnamesOf({ hosts }: RoutePlan): readonly string[] | undefined {
  return hosts.length === 0 ? undefined : hosts;
}

/** A listener without a hostname serves every host. */
function listenerHosts({ hosts }: RoutePlan): readonly (string | undefined)[] {
  return hosts.length === 0 ? [undefined] : hosts;
}

function listenerName(base: string, index: number): string {
  return index === 0 ? base : `${base}-${index + 1}`;
}

/** The Gateway of a route that has none to attach to. */
export function gatewayObject(plan: RoutePlan): RenderedObject[] {
  const { className, httpListener = 'http', httpsListener = 'https' } = factsOf(plan);
  if (className === undefined) return [];
  const plain = !plan.tls || plan.redirectToHttps;
  return [
    objectOf(GatewayResource, { id: 'Gateway', name: plan.name, annotations: issuerAnnotations(plan.tls) }, () => ({
      gatewayClassName: className,
      listeners: listenerHosts(plan).flatMap((hostname, index) => [
        ...(plain ? [listener(listenerName(httpListener, index), hostname, undefined)] : []),
        ...(plan.tls ? [listener(listenerName(httpsListener, index), hostname, plan.tls.secretName)] : []),
      ]),
    })),
  ];
}

function listener(name: string, hostname: string | undefined, secretName: string | undefined): GatewayListener {
  return {
    name,
    hostname,
    port: secretName === undefined ? 80 : 443,
    protocol: secretName === undefined ? 'HTTP' : 'HTTPS',
    allowedRoutes: { namespaces: { from: 'Same' } },
    ...(secretName !== undefined && {
      tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: secretName }] },
    }),
  };
}
