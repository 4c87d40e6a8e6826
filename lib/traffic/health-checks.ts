import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { GkeBackendConfig, GkeHealthCheckPolicy } from '../../imports/gke.io';
import { GatewayImplementation } from '../cluster/gateway-options';
import { type HttpReadiness, READINESS } from '../core/readiness';
import { tenancyOf } from '../core/tenancy';
import type { IRouteTarget } from '../core/traffic-target';
import { isGkeClass } from '../model/health/gke-health';
import { sortedMap } from '../private/json';
import { COMMON_LABELS } from '../private/labels';
import { portOf } from './plan/backends';
import type { PlannedRule, RoutePlan } from './plan/route-plan';

/** A Service that a load balancer asks for health: of the target of a rule. */
interface Asked {
  readonly target: IRouteTarget & Construct;
  readonly serviceName: string;
  readonly readiness: HttpReadiness;
  /** Whether the pods answer for their health on the port that takes the requests; a load balancer asks that one. */
  readonly isServingPort: boolean;
}

/**
 * Tells a load balancer of GKE where servers answer for their health: it asks `/` by itself, and takes pods that answer
 * anything but 200 out of the backend. A Gateway learns it from a HealthCheckPolicy; an Ingress reads the readiness probe,
 * and needs a BackendConfig where that asks another port
 * (https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#configure_health_check,
 * https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#def_inf_hc).
 *
 * The objects belong to the target, as its Services do: several routes share them.
 */
export function addHealthChecks(plan: RoutePlan): ApiObject[] {
  if (plan.gateway._gatewayApi?.implementation === GatewayImplementation.GKE)
    return plan.rules.flatMap(askedBy).flatMap(policyFor);
  if (plan.renderer === 'ingress' && isGkeClass(plan.gateway._ingress?.className))
    return plan.rules.flatMap(askedBy).flatMap(configFor);
  return [];
}

function askedBy(rule: PlannedRule): Asked[] {
  const { targets, options } = rule;
  const all = [...targets.map(({ target }) => target), ...(options.mirror ? [options.mirror.target] : [])];
  return all.flatMap((target) => {
    if (!Construct.isConstruct(target)) return [];
    const readiness = target.node
      .findAll()
      .map((construct) => READINESS.on(construct))
      .find((each) => each !== undefined);
    if (!readiness) return [];
    const served = target.trafficBackends.map((backend) => {
      const port = portOf(rule, backend);
      return backend.ports?.find((each) => each.port === port)?.targetPort;
    });
    const isServingPort = served.every((port) => port === undefined || port === readiness.port);
    return servicesOf(target).map((serviceName) => ({ target, serviceName, readiness, isServingPort }));
  });
}

/** All of them: which one takes requests changes with the stage of a release, and what came with the stage could come too late. */
function servicesOf(target: IRouteTarget & Construct): string[] {
  const own = serviceObjects(target).map(({ name }) => name);
  // Those of a model that a controller serves are the controller's to make.
  return [...new Set(own.length > 0 ? own : target.trafficBackends.map(({ serviceName }) => serviceName))];
}

function serviceObjects(target: Construct): ApiObject[] {
  return target.node.findAll().filter((child): child is ApiObject => isObject(child, 'v1', 'Service'));
}

function isObject(construct: unknown, apiVersion: string, kind: string): boolean {
  return ApiObject.isApiObject(construct) && construct.apiVersion === apiVersion && construct.kind === kind;
}

function policyFor({ target, serviceName, readiness, isServingPort }: Asked): ApiObject[] {
  const { path, port } = readiness;
  if ((path === '/' && isServingPort) || hasChild(target, 'HealthCheckPolicy', serviceName)) return [];
  return [
    new GkeHealthCheckPolicy(target, `HealthCheckPolicy-${serviceName}`, {
      metadata: metadataOf(target, serviceName),
      spec: {
        default: {
          config: {
            type: 'HTTP',
            // By number: several rules may lead to different ports of the Service.
            httpHealthCheck: { port, portSpecification: 'USE_FIXED_PORT', requestPath: path },
          },
        },
        targetRef: { group: '', kind: 'Service', name: serviceName },
      },
    }),
  ];
}

const ANNOTATION = 'cloud.google.com/backend-config';

function configFor({ target, serviceName, readiness, isServingPort }: Asked): ApiObject[] {
  if (isServingPort || hasChild(target, 'BackendConfig', serviceName)) return [];
  const services = serviceObjects(target).filter(({ name }) => name === serviceName);
  // Somebody named one already.
  if (services.some((service) => annotationsOf(service)[ANNOTATION] !== undefined)) return [];
  for (const service of services) service.metadata.addAnnotation(ANNOTATION, JSON.stringify({ default: serviceName }));
  const { path: requestPath, port } = readiness;
  return [
    new GkeBackendConfig(target, `BackendConfig-${serviceName}`, {
      metadata: metadataOf(target, serviceName),
      spec: { healthCheck: { type: 'HTTP', requestPath, port } },
    }),
  ];
}

function hasChild(target: Construct, kind: string, serviceName: string): boolean {
  return target.node.tryFindChild(`${kind}-${serviceName}`) !== undefined;
}

function metadataOf(target: Construct, name: string): { name: string; labels?: { [key: string]: string } } {
  return { name, labels: sortedMap({ ...tenancyOf(target)?.labels, ...COMMON_LABELS }) };
}

function annotationsOf({ metadata }: ApiObject): { readonly [key: string]: unknown } {
  const { annotations = {} } = (metadata.toJson() ?? {}) as { annotations?: { [key: string]: unknown } };
  return annotations;
}
