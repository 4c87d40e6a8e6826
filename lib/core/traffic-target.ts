import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** What is spoken on a port. */
export enum TrafficProtocol {
  /** HTTP/1.1, and whatever a client upgrades it to. */
  HTTP = 'http',
  /** gRPC: HTTP/2 without TLS between gateway and pod (h2c). */
  GRPC = 'grpc',
}

/** What takes the requests that a route sends. */
export enum TrafficBackendKind {
  /** A Service. */
  SERVICE = 'Service',
  /** An InferencePool, whose endpoint picker chooses a pod for each request. */
  INFERENCE_POOL = 'InferencePool',
}

/** A port of a Service, and of the pods behind it. */
export interface TrafficPort {
  /** Name of the Service's port. */
  readonly name: string;
  /** Number of the Service's port. */
  readonly port: number;
  /** Port of the pods, which is what NetworkPolicies are about. */
  readonly targetPort: number;
  /** What is spoken on it. */
  readonly protocol: TrafficProtocol;
}

/** A Service or InferencePool that takes a share of the requests. */
export interface TrafficBackend {
  /** Name of the Service, or of the InferencePool, in the namespace of the target. */
  readonly serviceName: string;
  /** Port of the Service that takes the requests; of an InferencePool that of the pods. */
  readonly port: number;
  /** Share of the requests in percent; the shares of a target add up to 100. */
  readonly weight: number;

  /**
   * What takes the requests.
   *
   * @default TrafficBackendKind.SERVICE
   */
  readonly kind?: TrafficBackendKind;

  /**
   * All ports of the Service, that of the requests first.
   *
   * @default - not known
   */
  readonly ports?: TrafficPort[];

  /**
   * Pods behind the Service at steady state, the fewest where an autoscaler decides. With 0 the Service has no endpoints,
   * and some gateways drop a whole route for one such backend.
   *
   * @default - not known, some
   */
  readonly replicas?: number;
}

/** Requests that always go to one backend, whatever its share: testers of a new version. */
export interface TrafficPin {
  /**
   * Header by which the requests are known. Either this or `cookie`.
   *
   * @default - known by a cookie
   */
  readonly header?: string;

  /**
   * Cookie by which the requests are known. Either this or `header`.
   *
   * @default - known by a header
   */
  readonly cookie?: string;

  /** Value of the header or cookie, compared exactly. */
  readonly value: string;

  /** The backend they go to; its weight does not matter. */
  readonly backend: TrafficBackend;
}

/** What a rule of a route can send requests to: a server, a release of two versions, a Service by name, a split of those. */
export interface IRouteTarget {
  /** Namespace of the Services; nothing where it is that of the route, or in a chart without one. */
  readonly namespaceName?: string;
  /** The Services that take the requests, in the order a route lists them; their weights add up to 100. */
  readonly trafficBackends: TrafficBackend[];
  /** Requests that go to one backend whatever the weights, in the order they are tried; nothing when there are none. */
  readonly trafficPins?: TrafficPin[];
  /** The longest that a request takes, as far as the target knows: a route must not cut it off earlier. */
  readonly requestTimeout?: Duration;
}

/** A construct that a route can send requests to: a server, or a release of two versions. */
export interface ITrafficTarget extends IConstruct, IRouteTarget {}
