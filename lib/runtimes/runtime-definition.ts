import type { Duration } from 'cdk8s';
import type { SecretKeyRef } from '../core/references';
import type { RuntimeMetricNames } from './metric-names';
import type { RuntimeRequestMetrics } from './request-metrics';
import type { RuntimeAlert } from './runtime-alert';
import type { RuntimeArgument } from './runtime-argument';
import type { RuntimeMultiNode } from './runtime-multi-node';
import type { RuntimePortRole } from './runtime-port-role';
import type { RuntimeProbe } from './runtime-probe';
import type { RuntimeShutdown } from './runtime-shutdown';
import type { RuntimeValue } from './runtime-value';
import type { WritablePath } from './writable-path';

/** Ports that a runtime listens on, each from 1 to 65535 and one of its own. */
export interface RuntimePorts {
  /** Port of HTTP: requests, health checks. */
  readonly http: number;

  /**
   * Port of gRPC.
   *
   * @default - no gRPC
   */
  readonly grpc?: number;

  /**
   * Port of HTTP for those who run the server: clients are not let in there.
   *
   * @default - none
   */
  readonly management?: number;

  /**
   * Port of metrics, where they have one of their own.
   *
   * @default - none
   */
  readonly metrics?: number;
}

/** Where a runtime publishes Prometheus metrics. */
export interface RuntimeMetricsPage {
  /** Path of the request, for example `/metrics`. */
  readonly path: string;

  /**
   * Port of the request.
   *
   * @default - the port of metrics where there is one, else that of HTTP
   */
  readonly role?: RuntimePortRole;

  /**
   * Names of the metrics that tell how busy the server is.
   *
   * @default - not known
   */
  readonly names?: RuntimeMetricNames;

  /**
   * Metrics by which requests are judged, in alerts and in releases.
   *
   * @default - not known: neither errors nor latency are watched
   */
  readonly requests?: RuntimeRequestMetrics;

  /**
   * Alerts of this runtime alone.
   *
   * @default - none
   */
  readonly alerts?: RuntimeAlert[];
}

/** A secret that a runtime takes. Its value never stands in a manifest: neither as a variable nor as an argument. */
export interface RuntimeSecret {
  /** Environment variable that the runtime reads it from. */
  readonly variable: string;

  /**
   * Where its value is.
   *
   * @default - not set: servers may set it by `envFromSecrets`
   */
  readonly value?: SecretKeyRef;

  /**
   * Argument by which the runtime would take it in plain sight, for example `--api-key`. Servers may not use it.
   *
   * @default - none
   */
  readonly argument?: string;

  /**
   * Beginnings of the paths that it serves to none who does not send this secret, for example `/v1`: an API key. A test of a
   * release without it would never pass there.
   *
   * @default - none that is known
   */
  readonly guardedPaths?: string[];
}

/** How a model is split over the accelerators of a pod, or of a group of pods. Their product is the number of accelerators. */
export interface ModelParallelism {
  /**
   * Accelerators that each layer is split over (tensor parallelism).
   *
   * @default - the accelerators that the others leave
   */
  readonly tensor?: number;

  /**
   * Groups of layers that follow each other (pipeline parallelism).
   *
   * @default - 1; in a group of pods one for each of them, so that each layer is on one node
   */
  readonly pipeline?: number;

  /**
   * Copies of the model (data parallelism).
   *
   * @default 1
   */
  readonly data?: number;
}

/** Everything that is known of a runtime. What servers, probes, Services, routes and rollouts do follows from it. */
export interface RuntimeDefinition {
  /** Name for messages, as its makers write it: `LMDeploy`. */
  readonly title: string;

  /** Ports that it listens on. */
  readonly ports: RuntimePorts;

  /** What is asked whether a pod gets requests: it answers once the model is loaded. */
  readonly readiness: RuntimeProbe;

  /** What SIGTERM does to running requests. */
  readonly shutdown: RuntimeShutdown;

  /**
   * Entry point in place of the image's, as a list of words. Without a shell, which hands SIGTERM to nobody.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments of the entry point.
   *
   * @default - the image's
   */
  readonly args?: RuntimeArgument[];

  /**
   * Whether its parser reads `_` in names of flags as `-`, as vLLM's does: what servers may not give by `--api-key` they may
   * not give by `--api_key` either.
   *
   * @default false
   */
  readonly underscoresInFlags?: boolean;

  /**
   * Flags that servers may not give in `args`, besides those of `args` here, by their names with dashes: those by which it
   * would listen otherwise than probes and Services ask. Each with what to do in place of it, for messages:
   * `{ '--uds': 'leave it out, probes and the Service ask a port' }`.
   *
   * @default - none
   */
  readonly reservedFlags?: { readonly [flag: string]: string };

  /**
   * Environment variables. Never for secrets.
   *
   * @default - `HOME` set to `/tmp`, unless given here
   */
  readonly env?: { readonly [name: string]: RuntimeValue };

  /**
   * Secrets that it takes.
   *
   * @default - none
   */
  readonly secrets?: RuntimeSecret[];

  /**
   * Whether it listens on every address and on its ports without being told. Otherwise `args` or `env` have to say both:
   * `RuntimeValue.host()` and `.port()`, or `.address()`.
   *
   * @default false
   */
  readonly listensByItself?: boolean;

  /**
   * What is asked until the server has started, once and for all.
   *
   * @default - the same as for readiness
   */
  readonly startup?: RuntimeProbe;

  /**
   * What is asked whether the process is worth keeping.
   *
   * @default - the same as for readiness, with more failures allowed
   */
  readonly liveness?: RuntimeProbe;

  /**
   * Where it publishes Prometheus metrics.
   *
   * @default - it does not
   */
  readonly metrics?: RuntimeMetricsPage;

  /**
   * User id that its image needs, from 1 to 2147483647.
   *
   * @default - any
   */
  readonly user?: number;

  /**
   * Group id that its image needs, from 0 to 2147483647.
   *
   * @default - as the user
   */
  readonly group?: number;

  /**
   * Directories that it writes to, besides `/tmp`. Each becomes an emptyDir, unless the server mounts a volume there.
   *
   * @default - none
   */
  readonly writablePaths?: WritablePath[];

  /**
   * Shared memory (`/dev/shm`) that it always needs, as a Kubernetes quantity.
   *
   * @default - the 64Mi that every container has
   */
  readonly sharedMemory?: string;

  /**
   * Shared memory for each accelerator from two on, whose processes exchange through it, in whole Gi or Mi: `1Gi`. Not
   * together with `sharedMemory`.
   *
   * @default - none
   */
  readonly sharedMemoryPerAccelerator?: string;

  /**
   * How the model is split over the accelerators of a pod, for runtimes that have to be told
   * (`RuntimeValue.tensorParallelism()`).
   *
   * @default - each layer over all of them
   */
  readonly parallelism?: ModelParallelism;

  /**
   * How several pods serve one model together, each on a node of its own.
   *
   * @default - not at all: a model is served by one pod
   */
  readonly multiNode?: RuntimeMultiNode;

  /**
   * Time that a model usually takes to load: the default of `health.startupBudget`. Whole seconds of 5 or more.
   *
   * @default Duration.minutes(10)
   */
  readonly startupBudget?: Duration;

  /**
   * The longest that it lets a request take: routes wait as long. Whole seconds of 1 or more.
   *
   * @default - as long as a request likes
   */
  readonly requestTimeout?: Duration;

  /**
   * Time that a health check may take at the least. Whole seconds of 1 or more.
   *
   * @default - nothing special
   */
  readonly probeTimeout?: Duration;

  /**
   * Whether a client has to stay with one pod, since pods share nothing of what they know of it.
   *
   * @default false
   */
  readonly keepsSessions?: boolean;

  /**
   * Whether its images contain the command `sleep`. Matters below Kubernetes 1.30 only.
   *
   * @default false
   */
  readonly hasSleepCommand?: boolean;
}
