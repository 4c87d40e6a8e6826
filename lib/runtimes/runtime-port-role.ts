/** What speaks on a port. A runtime has at most one port of each role. */
export enum RuntimePortRole {
  /** Requests over HTTP, and what is asked over HTTP besides: health checks, and metrics without a port of their own. */
  HTTP = 'http',
  /** Requests over gRPC. */
  GRPC = 'grpc',
  /** HTTP for those who run the server: no client goes there. */
  MANAGEMENT = 'management',
  /** Prometheus metrics. */
  METRICS = 'metrics',
}
