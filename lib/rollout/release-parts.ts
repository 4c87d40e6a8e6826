import type { ApiObject } from 'cdk8s';
import type { TrafficBackend, TrafficPin } from '../core/traffic-target';
import type { ModelServer } from '../server/model-server';
import type { ReleaseStage } from './release-stage';

/** What a Prometheus is told of a release as a whole. */
export interface WatchObjects {
  readonly monitor?: ApiObject;
  readonly rules?: ApiObject;
}

/** What a release is made of, as manifests alone or as what a controller makes it of. */
export interface ReleaseParts {
  readonly servers: readonly ModelServer[];
  readonly watching: WatchObjects;
  readonly verifyJobs: ApiObject[];
  readonly trafficBackends: TrafficBackend[];
  readonly trafficPins: TrafficPin[] | undefined;
  plan(): ReleaseStage[];
}

/** The parts of a Canary. */
export interface CanaryParts extends ReleaseParts {
  readonly stableServer: ModelServer;
  readonly canaryServer?: ModelServer;
  readonly service: ApiObject;
  readonly canaryService?: ApiObject;
  /** The canary's share of the requests in percent. */
  readonly weight: number;
}

/** The parts of a BlueGreen. */
export interface BlueGreenParts extends ReleaseParts {
  readonly blueServer?: ModelServer;
  readonly greenServer?: ModelServer;
  readonly activeService: ApiObject;
  readonly previewService?: ApiObject;
}
