import type { ClusterProfile } from '../core/cluster-profile';
import { ServiceType } from '../core/service-type';
import { type TrafficPort, TrafficProtocol } from '../core/traffic-target';
import { checkPortName, checkServiceName } from '../private/check-name';
import { checkPort, checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import { checkCidr } from '../private/ip';
import { type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { checkAnnotations } from '../private/labels';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { RuntimePort } from '../runtimes/runtime-facts';

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
  /** Ports of the Service, that of the requests first. */
  readonly ports: readonly TrafficPort[];
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
    ports: trafficPorts(options, port, ports),
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
  const roles = ports.filter(isServed).map(({ role }) => role);
  return trafficPorts(options, port, ports).map((served, index) => ({
    name: served.name,
    nodePort: index === 0 ? options.nodePort : undefined,
    port: served.port,
    protocol: 'TCP',
    // The pods of the workload that is taken over know nothing of our port names: only the number finds them.
    targetPort: adopts ? served.targetPort : roles[index],
  }));
}

/** Metrics are scraped pod by pod, never through the Service. */
function isServed({ role }: RuntimePort): boolean {
  return role !== 'metrics';
}

function trafficPorts(options: ServiceOptions, port: number, ports: readonly RuntimePort[]): TrafficPort[] {
  return ports.filter(isServed).map(({ role, port: targetPort }, index) => ({
    name: index === 0 ? (options.portName ?? role) : role,
    port: index === 0 ? port : targetPort,
    targetPort,
    protocol: role === 'grpc' ? TrafficProtocol.GRPC : TrafficProtocol.HTTP,
  }));
}

/** The runtime's other ports keep their names and numbers on the Service. */
function clashes(options: ServiceOptions, port: number, ports: readonly RuntimePort[]): (string | undefined)[] {
  const others = ports.filter(isServed).slice(1);
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
