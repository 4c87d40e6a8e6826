import type { ClusterProfile } from '../core/cluster-profile';
import { ServiceType } from '../core/service-type';
import { type TrafficPort, TrafficProtocol } from '../core/traffic-target';
import { checkLabelName, checkServiceName } from '../private/check-name';
import { checkPort, checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import { checkCidr } from '../private/ip';
import { type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { checkAnnotations } from '../private/labels';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { isForClients, type RuntimePort } from '../runtimes/runtime-facts';

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
   * Name of the port: at most 63 lower-case letters, digits and `-`. The container's port keeps its own, which is
   * shorter and is what the Service leads to.
   *
   * @default - the port's role: `http`, or `grpc` for a runtime without HTTP
   */
  readonly portName?: string;

  /**
   * Port that leads to the runtime's management port, named `management`. For ServiceType.CLUSTER_IP only: whoever reaches
   * it runs the server.
   *
   * @default - none: the management port is reached pod by pod, from the own namespace
   */
  readonly managementPort?: number;

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
  problems.addUnder('service', [
    ...problemsOf(options, serviceType, profile),
    managementProblem(options, ports),
    ...clashes(options, port, ports),
  ]);
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
  const roles = served(options, ports).map(({ role }) => role);
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
function served({ managementPort }: ServiceOptions, ports: readonly RuntimePort[]): RuntimePort[] {
  const isManaged = managementPort !== undefined;
  return ports.filter((port) => isForClients(port) || (isManaged && port.role === 'management'));
}

function trafficPorts(options: ServiceOptions, port: number, ports: readonly RuntimePort[]): TrafficPort[] {
  const numberOf = ({ role, port: targetPort }: RuntimePort, index: number): number =>
    index === 0 ? port : role === 'management' ? (options.managementPort ?? targetPort) : targetPort;
  return served(options, ports).map((each, index) => ({
    name: index === 0 ? (options.portName ?? each.role) : each.role,
    port: numberOf(each, index),
    targetPort: each.port,
    protocol: each.role === 'grpc' ? TrafficProtocol.GRPC : TrafficProtocol.HTTP,
  }));
}

/** The runtime's other ports keep their names on the Service and, but for that of management, their numbers. */
function clashes(options: ServiceOptions, port: number, ports: readonly RuntimePort[]): (string | undefined)[] {
  const all = trafficPorts(options, port, ports);
  return all.slice(1).flatMap((other, index) => {
    const earlier = all.slice(1, index + 1).find((each) => each.port === other.port);
    return [
      options.portName === other.name
        ? `portName must differ from that of the ${other.name} port, got ${show(other.name)}`
        : undefined,
      port === other.port ? `port must differ from the ${other.name} port, got ${port}` : undefined,
      earlier ? `${other.name}Port must differ from the ${earlier.name} port, got ${other.port}` : undefined,
    ];
  });
}

function managementProblem({ managementPort }: ServiceOptions, ports: readonly RuntimePort[]): string | undefined {
  if (managementPort === undefined || ports.some(({ role }) => role === 'management')) return undefined;
  return `managementPort needs a runtime with a management port, got ${show(managementPort)}; name it with managementPort of ServingRuntime.http(...) or .grpc(...)`;
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
      : `${property} needs serviceType ${types.map(memberOf).join(' or ')}, got '${serviceType}'`;
  const exposed = [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER];
  return [
    checkServiceName('name', options.name),
    checkOneOf('serviceType', serviceType, Object.values(ServiceType)),
    checkPort('port', options.port),
    checkLabelName('portName', options.portName),
    needs('managementPort', options.managementPort, [ServiceType.CLUSTER_IP]) ??
      checkPort('managementPort', options.managementPort),
    needs('nodePort', nodePort, exposed) ?? checkWholeNumber('nodePort', nodePort, min, max),
    ...checkAnnotations('annotations', options.annotations),
    needs('sourceRanges', sourceRanges, [ServiceType.LOAD_BALANCER]),
    ...(sourceRanges ?? []).map((range) => checkCidr('sourceRanges', range)),
    needs('externalTrafficPolicy', externalTrafficPolicy, exposed) ??
      checkOneOf('externalTrafficPolicy', externalTrafficPolicy, Object.values(ExternalTrafficPolicy)),
    checkWholeNumber('sessionAffinitySeconds', options.sessionAffinitySeconds, 1, 86400),
  ];
}

/** As it is written: `ServiceType.NODE_PORT`. */
function memberOf(type: ServiceType): string {
  const name = Object.entries(ServiceType).find(([, value]) => value === type)?.[0];
  return `ServiceType.${name ?? type}`;
}
