import type { ClusterProfile } from '../core/cluster-profile';
import type { PodMaker } from '../private/pod-names';
import type { RuntimeFacts } from '../runtimes/runtime-facts';

/** What an autoscaler has to know of the server that it is for. */
export interface ScalingContext {
  readonly profile: ClusterProfile;
  readonly facts: RuntimeFacts;
  /** What the runtime is called: `vLLM`; nothing where it is wrong by itself, so that nothing is known of it. */
  readonly runtimeTitle: string | undefined;
  /** Name of the Deployment or LeaderWorkerSet. */
  readonly name: string;
  readonly podMaker: PodMaker;
  readonly namespaceName: string | undefined;
  /** Name of the model's container. */
  readonly containerName: string;
  readonly hasAccelerator: boolean;
  /** Seconds that the model may take to load. */
  readonly startupSeconds: number;
  /** Whether the server is a side of a release. */
  readonly isSide: boolean;
}

/** A metric, and where it is written. */
export interface Wanted<Source> {
  readonly property: string;
  readonly source: Source;
}
