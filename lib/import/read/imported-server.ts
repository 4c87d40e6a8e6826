import type { Manifest } from '../../manifests/manifest';
import type { JsonObject } from '../../private/json';

/** A port that a container listens on, and how that is known. */
export interface ServedPort {
  readonly number: number;
  /** What is spoken there, as far as names tell. */
  readonly speaks: 'http' | 'grpc';
  readonly evidence: string;
}

/** A Deployment that serves, with what belongs to it. Objects are as they were declared, bookkeeping left out. */
export interface ImportedServer {
  readonly manifest: Manifest;
  readonly deployment: JsonObject;
  /** The container that the requests reach. */
  readonly container: JsonObject;
  readonly port: ServedPort;
  /** The port of gRPC beside one of HTTP. */
  readonly grpcPort: number | undefined;
  /** The Service that leads to these pods and to no others. */
  readonly service: Manifest | undefined;
  /** What scales it by load, where that is one HorizontalPodAutoscaler and nothing else. */
  readonly autoscaler: Manifest | undefined;
  /** The one PodDisruptionBudget of its pods. */
  readonly disruptionBudget: Manifest | undefined;
}

/** Why a workload is not made a server. */
export interface Unfit {
  readonly manifest: Manifest;
  readonly reason: string;
}
