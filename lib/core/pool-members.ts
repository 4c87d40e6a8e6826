import type { IConstruct } from 'constructs';
import type { Labels } from '../private/labels';
import { Attachment } from './attachment';
import type { HttpReadiness } from './readiness';

/** Where pods publish metrics, and the names of those that say how busy they are. */
export interface PoolMetrics {
  readonly port: number;
  readonly path: string;
  /** Gauge: requests that wait. */
  readonly waiting: string | undefined;
  /** Gauge: requests that are being served. */
  readonly running: string | undefined;
  /** Gauge from 0 to 1: use of the cache. */
  readonly cacheUse: string | undefined;
}

/** Pods that one InferencePool selects: those of a server, or of a side of a release. */
export interface PoolMember {
  /** What comes behind the name of the pool: nothing for the pool that has the name itself, `canary` for the other one. */
  readonly suffix: string;
  /** The Service that leads to the same pods: by it the target says which share of the requests they get. */
  readonly serviceName: string;
  /** The server, whose NetworkPolicy lets the gateway in. */
  readonly server: IConstruct;
  /** Labels of its pods and of no others that serve: leaders alone where pods form groups. */
  readonly selector: Labels;
  /** Port of the pods that takes HTTP requests; nothing where there is none. */
  readonly httpPort: number | undefined;
  /** Nothing where the pods publish none. */
  readonly metrics: PoolMetrics | undefined;
  /** Where the pods say whether they take requests. */
  readonly readiness: HttpReadiness | undefined;
  /** Seconds that a pod has to finish its requests. */
  readonly graceSeconds: number;
  /** Ports of the pods that neighbours of the namespace reach. */
  readonly neighbourPorts: readonly number[];
}

/** What an InferencePool can be made of. */
export interface PoolMembers {
  readonly members: readonly PoolMember[];
  /** Why none can be made. */
  readonly problem?: string;
}

/** On servers and releases: the pods that InferencePools select. */
export const POOL_MEMBERS = new Attachment<() => PoolMembers>('pool-members');
