import type { IConstruct } from 'constructs';

/** A Service that takes a share of the requests. */
export interface TrafficBackend {
  /** Name of the Service, in the namespace of the target. */
  readonly serviceName: string;
  /** Port of the Service. */
  readonly port: number;
  /** Share of the requests in percent; the shares of a target add up to 100. */
  readonly weight: number;
}

/** Something that a route can send requests to: a server, or a release of two versions. */
export interface ITrafficTarget extends IConstruct {
  /** The Services that take the requests, in the order a route lists them; their weights add up to 100. */
  readonly trafficBackends: TrafficBackend[];
}
