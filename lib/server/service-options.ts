import type { ClusterProfile } from '../core/cluster-profile';
import { checkOneOf, checkPort, checkWholeNumber } from '../private/check';
import { checkCidr } from '../private/ip';
import { type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { checkAnnotations } from '../private/labels';
import { checkPortName, checkServiceName } from '../private/names';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { RuntimePort } from './runtimes/runtime-facts';

/** Who can reach a Service: https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types */
export enum ServiceType {
  /** Pods of the cluster. */
  CLUSTER_IP = 'ClusterIP',
  /** Everyone who reaches a node, on a port of the nodes. */
  NODE_PORT = 'NodePort',
  /** Everyone who reaches the load balancer that the cloud makes. */
  LOAD_BALANCER = 'LoadBalancer',
}

/** Which pods take traffic from outside: https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy */
export enum ExternalTrafficPolicy {
  /** Pods on any node; the client's address is lost. */
  CLUSTER = 'Cluster',
  /** Pods on the node the traffic arrives at; the client's address is kept. */
  LOCAL = 'Local',
}

/** The Service in front of a server. */
export interface ServiceOptions {
  /**
   * Name of the Service: lower-case letters, digits and `-`, at most 63.
   *
   * @default - the server's name
   */
  readonly name?: string;

  /**
   * Who can reach it.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly serviceType?: ServiceType;

  /**
   * Port that clients use.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * Name of the port.
   *
   * @default - the port's role: `http`, or `grpc` for a runtime without HTTP
   */
  readonly portName?: string;

  /**
   * Port on every node, for NodePort and LoadBalancer. Unique in the cluster.
   *
   * @default - chosen by the cluster
   */
  readonly nodePort?: number;

  /**
   * Annotations of the Service, for example for the cloud's load balancer.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * CIDR blocks that a LoadBalancer accepts clients from.
   *
   * @default - everyone
   */
  readonly sourceRanges?: string[];

  /**
   * Which pods take traffic from outside, for NodePort and LoadBalancer.
   *
   * @default - the cluster's own, `Cluster`
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * Seconds for which requests of one client address go to the same pod, from 1 to 86400. Works for clients of the
   * Service itself, not behind an ingress controller that balances pods on its own.
   *
   * @default - no affinity
   */
  readonly sessionAffinitySeconds?: number;
}

/** The Service of a server, but for labels and selector. */
export interface ServicePlan {
  readonly name: string;
  readonly port: number;
  readonly isExposed: boolean;
  readonly annotations: { [key: string]: string } | undefined;
  readonly spec: JsonObject;
}

/**
 * Checks the options and builds the Service's spec without its selector.
 *
 * @param adopts whether pods that were not made from our manifests are selected as well
 */
export function planService(
  problems: Problems,
  options: ServiceOptions = {},
  serverName: string,
  ports: readonly RuntimePort[],
  profile: ClusterProfile,
  adopts: boolean,
): ServicePlan {
  const { serviceType = ServiceType.CLUSTER_IP, name = serverName, port = 80, sessionAffinitySeconds } = options;
  problems.addUnder('service', [...problemsOf(options, serviceType, profile), ...clashes(options, port, ports)]);
  return {
    name,
    port,
    isExposed: serviceType !== ServiceType.CLUSTER_IP,
    annotations: sortedMap(options.annotations),
    spec: {
      externalTrafficPolicy: options.externalTrafficPolicy,
      loadBalancerSourceRanges: unlessEmpty(options.sourceRanges && [...options.sourceRanges]),
      ports: servicePorts(options, port, ports, adopts),
      sessionAffinity: sessionAffinitySeconds === undefined ? undefined : 'ClientIP',
      sessionAffinityConfig:
        sessionAffinitySeconds === undefined ? undefined : { clientIP: { timeoutSeconds: sessionAffinitySeconds } },
      type: serviceType,
    },
  };
}

function servicePorts(
  options: ServiceOptions,
  port: number,
  ports: readonly RuntimePort[],
  adopts: boolean,
): JsonObject[] {
  // The pods of the workload that is taken over know nothing of our port names: only the number finds them.
  const target = ({ role, port: number }: RuntimePort): string | number => (adopts ? number : role);
  // Metrics are scraped pod by pod, never through the Service.
  const [primary, ...others] = ports.filter(({ role }) => role !== 'metrics');
  return [
    {
      name: options.portName ?? primary.role,
      nodePort: options.nodePort,
      port,
      protocol: 'TCP',
      targetPort: target(primary),
    },
    ...others.map((other) => ({ name: other.role, port: other.port, protocol: 'TCP', targetPort: target(other) })),
  ];
}

/** The runtime's other ports keep their names and numbers on the Service. */
function clashes(options: ServiceOptions, port: number, ports: readonly RuntimePort[]): (string | undefined)[] {
  const others = ports.filter(({ role }) => role !== 'metrics').slice(1);
  return others.flatMap((other) => [
    options.portName === other.role
      ? `portName must differ from that of the ${other.role} port, got ${show(other.role)}`
      : undefined,
    port === other.port ? `port must differ from the ${other.role} port, got ${port}` : undefined,
  ]);
}

function problemsOf(
  options: ServiceOptions,
  serviceType: ServiceType,
  profile: ClusterProfile,
): (string | undefined)[] {
  const { nodePort, sourceRanges, externalTrafficPolicy } = options;
  const { min, max } = profile._nodePorts;
  const needs = (property: string, value: unknown, types: readonly ServiceType[]): string | undefined =>
    value === undefined || types.includes(serviceType)
      ? undefined
      : `${property} needs serviceType ${types.map((type) => `ServiceType.${type === ServiceType.NODE_PORT ? 'NODE_PORT' : 'LOAD_BALANCER'}`).join(' or ')}, got '${serviceType}'`;
  const exposed = [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER];
  return [
    checkServiceName('name', options.name),
    checkOneOf('serviceType', serviceType, Object.values(ServiceType)),
    checkPort('port', options.port),
    checkPortName('portName', options.portName),
    needs('nodePort', nodePort, exposed) ?? checkWholeNumber('nodePort', nodePort, min, max),
    ...checkAnnotations('annotations', options.annotations),
    needs('sourceRanges', sourceRanges, [ServiceType.LOAD_BALANCER]),
    ...(sourceRanges ?? []).map((range) => checkCidr('sourceRanges', range)),
    needs('externalTrafficPolicy', externalTrafficPolicy, exposed) ??
      checkOneOf('externalTrafficPolicy', externalTrafficPolicy, Object.values(ExternalTrafficPolicy)),
    checkWholeNumber('sessionAffinitySeconds', options.sessionAffinitySeconds, 1, 86400),
  ];
}
