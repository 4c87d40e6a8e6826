import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { GkeBackendPolicy, GkeHealthCheckPolicy } from '../../imports/gke.io';
import { IstioDestinationRule } from '../../imports/istio.io';
import { GatewayImplementation } from '../cluster/gateway-options';
import { ROUTED_POOLS, type RoutedPool } from '../core/inference-pools';
import { tenancyOf } from '../core/tenancy';
import { INFERENCE_POOL } from '../model/pools/inference-pool';
import { sortedMap } from '../private/json';
import { COMMON_LABELS } from '../private/labels';
import { longestRequest } from './plan/longest-request';
import type { PlannedRule, RoutePlan } from './plan/route-plan';

/** A target that is made of pools, with one of them. */
interface Pooled {
  readonly owner: Construct;
  readonly pool: RoutedPool;
  readonly rule: PlannedRule;
  readonly namespaceName: string | undefined;
}

/**
 * What gateways have to be told of InferencePools in kinds of their own, as the chart `llm-d-router-gateway` of
 * llm-d/llm-d-router (v0.9) tells them. The objects belong to the pool: several routes share them.
 */
export function addPoolObjects(plan: RoutePlan): ApiObject[] {
  const make = MAKERS.get(plan.gateway._gatewayApi?.implementation);
  if (!make) return [];
  return plan.rules.flatMap((rule) =>
    rule.targets.flatMap(({ target }) => {
      const routed = Construct.isConstruct(target) ? ROUTED_POOLS.on(target) : undefined;
      return (routed?.pools ?? []).flatMap((pool) =>
        make({ owner: target as unknown as Construct, pool, rule, namespaceName: plan.namespaceName }),
      );
    }),
  );
}

const MAKERS: ReadonlyMap<GatewayImplementation | undefined, (pooled: Pooled) => ApiObject[]> = new Map([
  [GatewayImplementation.GKE, forGke],
  [GatewayImplementation.ISTIO, forIstio],
]);

/** GKE cuts answers off after 30 seconds, and asks `/` for health. The chart's value. */
const GKE_SECONDS = 300;

function forGke({ owner, pool: { name, readiness }, rule }: Pooled): ApiObject[] {
  const metadata = metadataOf(owner, name);
  const targetRef = { ...INFERENCE_POOL, name };
  const seconds = Math.max(GKE_SECONDS, Math.ceil(longestRequest(rule) / 1000));
  return [
    ...(readiness
      ? once(owner, `HealthCheckPolicy-${name}`, (id) => {
          const { path: requestPath, port } = readiness;
          const config = {
            type: 'HTTP',
            httpHealthCheck: { port, portSpecification: 'USE_FIXED_PORT', requestPath },
          };
          return new GkeHealthCheckPolicy(owner, id, { metadata, spec: { default: { config }, targetRef } });
        })
      : []),
    ...once(
      owner,
      `GCPBackendPolicy-${name}`,
      (id) => new GkeBackendPolicy(owner, id, { metadata, spec: { default: { timeoutSec: seconds }, targetRef } }),
    ),
  ];
}

/** Istio speaks plain text to a Service by itself, and the picker TLS with a certificate that it signs itself. */
function forIstio({ owner, pool: { pickerService, isPickerSecure }, namespaceName }: Pooled): ApiObject[] {
  if (!isPickerSecure) return [];
  const host = namespaceName === undefined ? pickerService : `${pickerService}.${namespaceName}.svc.cluster.local`;
  return once(
    owner,
    `DestinationRule-${pickerService}`,
    (id) =>
      new IstioDestinationRule(owner, id, {
        metadata: metadataOf(owner, pickerService),
        spec: { host, trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true } } },
      }),
  );
}

function once(owner: Construct, id: string, make: (id: string) => ApiObject): ApiObject[] {
  return owner.node.tryFindChild(id) === undefined ? [make(id)] : [];
}

function metadataOf(owner: Construct, name: string): { name: string; labels?: { [key: string]: string } } {
  return { name, labels: sortedMap({ ...tenancyOf(owner)?.labels, ...COMMON_LABELS }) };
}
