/**
 * What a serving runtime is made of, as data. One value per runtime describes everything that the manifests of a
 * server need to agree on; nothing of it is written twice.
 */

import type { SecretKeyRef } from '../core/references';
import type { RuntimeMetricNames } from './metric-names';
import type { RuntimeRequestMetrics } from './request-metrics';
import type { RuntimeAlert } from './runtime-alert';
import type { RuntimePortRole } from './runtime-port-role';
import type { WritablePath } from './writable-path';

export type { WritablePath };

/**
 * The role of a port: what is spoken on it, and with whom. Clients go to `http` and `grpc`; `management` is HTTP for those
 * who run the server. A runtime has at most one port per role.
 */
export type PortRole = `${RuntimePortRole}`;

/** A port the runtime listens on. */
export interface RuntimePort {
  readonly role: PortRole;
  readonly port: number;
}

/** Whether clients go to a port: the Service leads to it, and who is let in is let in there. */
export function isForClients({ role }: RuntimePort): boolean {
  return role === 'http' || role === 'grpc';
}

/** How the kubelet asks the runtime whether it is well. */
export type RuntimeCheck =
  | { readonly kind: 'http'; readonly path: string; readonly role: PortRole }
  | { readonly kind: 'grpc'; readonly role: PortRole; readonly service?: string }
  | { readonly kind: 'tcp'; readonly role: PortRole };

/** Where the runtime publishes Prometheus metrics. */
export interface RuntimeMetrics {
  readonly role: PortRole;
  readonly path: string;
}

/**
 * What a server does with its running requests when it is told to stop (SIGTERM):
 * - `abort`: it cuts them off at once, so they have to be done before it is told;
 * - `bounded`: it finishes them, and cuts off what is left after `limitSeconds`, or after the seconds that it is told;
 * - `unbounded`: it finishes them, however long that takes: the pod's grace period is what ends it;
 * - `ignored`: it does not hear it, and serves until it is killed at the end of the grace period;
 * - `unknown`: nobody has looked.
 */
export type SigtermBehaviour =
  | { readonly kind: 'abort' | 'unbounded' | 'ignored' | 'unknown' }
  | { readonly kind: 'bounded'; readonly limitSeconds?: number };

/** A secret that a runtime takes, by the names that it knows it under. */
export interface RuntimeSecretFact {
  readonly variable: string;
  /** Argument that takes the same, which would put it into the manifest. */
  readonly argument?: string;
  /** Beginnings of the paths that need it, once the runtime has it. */
  readonly guardedPaths?: readonly string[];
}

/** What a runtime may ask about the server it is part of (vLLM: the number of accelerators, to shard the model). */
export interface RuntimeContext {
  /** Number of accelerators per pod; 0 without any. */
  readonly accelerators: number;
  /** Whether the number cannot be said, since what was given is wrong, and noted elsewhere. */
  readonly areUnknown?: boolean;
  /** Pods that serve the model together. Absent: each pod serves it by itself. */
  readonly groupSize?: number;
  /** Whether an accelerator is a part of a device, or shared with other pods: no model is split over such ones. */
  readonly areParts?: boolean;
  /**
   * Seconds that the server is given to finish requests after SIGTERM; 0 is none. Absent: the runtime's own default, so
   * that the default can be asked for before it is known what the drain makes of it.
   */
  readonly shutdownSeconds?: number;
  /** Seconds that the server is given to load the model. Absent: the runtime's own default. */
  readonly startupSeconds?: number;
  /** The image as the container names it. */
  readonly image?: string;
  /** Directory or file with the weights that a source brings. Absent: there is no source. */
  readonly modelPath?: string;
  /** Seconds that reading those weights adds to a start. Absent: none, or not known. */
  readonly readSeconds?: number;
}

/** How several pods of a runtime serve one model together. */
export interface MultiNodeFacts {
  /** Arguments of every pod, behind those of the runtime. */
  readonly args: readonly string[];
  /** Arguments of workers behind these. */
  readonly workerArgs: readonly string[];
  /** Command of a worker that succeeds as long as its leader is there. */
  readonly workerProbe: readonly string[];
  /** Whether the leader becomes ready before there are workers. */
  readonly leaderStartsAlone: boolean;
}

/** A flag that servers may not give in their arguments. */
export interface BoundArgument {
  /** What to do in place of it. */
  readonly instead: string;
  /** The value that it has where it is left out, which may be said. Absent: it may not be given at all. */
  readonly usual?: string;
  /** Flags beside which it may have any value. */
  readonly unless?: readonly string[];
}

/** Everything known about a runtime. */
export interface RuntimeFacts {
  /** Ports by role; the first one is where requests go. */
  readonly ports: readonly RuntimePort[];
  /** Entry point in place of the image's own. Absent: the image's. */
  readonly command?: readonly string[];
  /** Arguments that bind host and port and whatever else the runtime is told. */
  readonly args?: readonly string[];
  /** Environment variables that the runtime needs, by name. */
  readonly env?: { readonly [name: string]: string };
  /**
   * Variables that decide where the runtime listens, or what else is told to probes and Services, each with what to do
   * in place of setting it: set by a user they would part the container from the rest of the manifests.
   */
  readonly boundEnv?: { readonly [name: string]: string };
  /** The same for arguments, by the name of the flag. */
  readonly boundArgs?: { readonly [flag: string]: BoundArgument };
  /** Whether flags may be written with underscores for dashes. */
  readonly takesUnderscores?: boolean;
  /** Variables that come from Secrets. */
  readonly envFromSecrets?: { readonly [name: string]: SecretKeyRef };
  /** Secrets that the runtime takes: their values must not stand in arguments and variables. */
  readonly secrets?: readonly RuntimeSecretFact[];
  /** What the startup probe asks, once and for all. Absent: the same as readiness. */
  readonly startup?: RuntimeCheck;
  /** Well when the model is loaded. */
  readonly readiness: RuntimeCheck;
  /** Well when the process is worth keeping. */
  readonly liveness: RuntimeCheck;
  /** Absent: the runtime has no metrics endpoint. */
  readonly metrics?: RuntimeMetrics;
  /** Directories to write to, besides /tmp. Each is mounted as an emptyDir of its own. */
  readonly writablePaths?: readonly WritablePath[];
  /** User id that the image needs, and group id unless `gid` says otherwise. Absent: any. */
  readonly uid?: number;
  /** Group id that the image needs. Absent: as the user. */
  readonly gid?: number;
  /** What SIGTERM does to running requests. Absent: they are finished within `shutdownSeconds`. */
  readonly sigterm?: SigtermBehaviour;
  /** Default of the seconds that a model takes to load. */
  readonly startupSeconds?: number;
  /** Names of the metrics that scaling and alerts ask for. */
  readonly metricNames?: RuntimeMetricNames;
  /** Metrics by which requests are judged. */
  readonly requestMetrics?: RuntimeRequestMetrics;
  /** Alerts of the runtime alone. */
  readonly alerts?: readonly RuntimeAlert[];
  /** Default of the seconds between SIGTERM and the end of the last request. */
  readonly shutdownSeconds: number;
  /** How several pods serve one model together. Absent: they cannot, or nobody knows how. */
  readonly multiNode?: MultiNodeFacts;
  /** The longest that the runtime lets a request take, in seconds. Absent: as long as it likes. */
  readonly requestSeconds?: number;
  /** True when a client must be served by one and the same pod, since pods share nothing of what they know of it. */
  readonly keepsSessions?: boolean;
  /** Smallest probe timeout in seconds that the checks can meet. */
  readonly probeTimeoutSeconds?: number;
  /** True when images of this runtime contain the `sleep` command. */
  readonly hasSleepCommand: boolean;
  /**
   * The model that it is told to serve, where images of it bring none: a directory in the container, a repository of the
   * Hugging Face hub or a URL. Absent: the image has it, or requests say it.
   */
  readonly model?: string;
  /** Sentences about options that do not go with the server that the runtime is part of. Absent: none. */
  readonly problems?: readonly string[];
}
