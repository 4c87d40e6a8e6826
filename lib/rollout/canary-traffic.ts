import type { PoolMembers } from '../core/pool-members';
import type { TrafficBackend, TrafficPin } from '../core/traffic-target';
import type { RoutedShare } from '../manifests/release-side';
import type { ModelServer } from '../server/model-server';
import type { CanaryNames } from './canary-names';
import type { CanaryInput } from './canary-rules';
import type { CanarySizes } from './canary-sizes';
import { BY_REPLICAS, poolSides } from './pool-sides';

/** Where the requests go in a stage of a canary. */
export class CanaryTraffic {
  public constructor(
    private readonly names: CanaryNames,
    private readonly input: CanaryInput,
    private readonly sizes: CanarySizes,
    private readonly stableServer: ModelServer,
    private readonly canaryServer: ModelServer | undefined,
  ) {}

  /** The Services that take the requests: by replicas one over both sides, by route those with a share. */
  public get backends(): TrafficBackend[] {
    const { stable, canary, weight, isPromoted } = this.sizes;
    const { service, isKept } = this.names;
    if (!this.input.split._isByRoute) {
      const replicas = isPromoted ? canary : stable + canary;
      return [this.backend(service, 100, isKept ? undefined : replicas)];
    }
    return [this.backend(service, 100 - weight, isKept ? undefined : stable), this.ofCanary()].filter(
      (each) => each.weight > 0,
    );
  }

  /** The canary's own Service. */
  public ofCanary(): TrafficBackend {
    return this.backend(this.names.canaryService, this.sizes.weight, this.sizes.canary);
  }

  /** Requests that always reach the canary; nothing by replicas, and while the canary has no pods. */
  public get pins(): TrafficPin[] | undefined {
    const { canary, weight } = this.sizes;
    const pins = this.input.split._pins;
    if (pins.length === 0 || !this.canaryServer || canary === 0) return undefined;
    const { port, ports } = this.canaryServer._plan.service;
    const [serviceName, replicas] = [this.names.canaryService, canary];
    return pins.map((pin) => ({
      ...pin._matcher(),
      backend: { serviceName, port, weight, ports: ports.map((each) => ({ ...each })), replicas },
    }));
  }

  /** What a gateway gives to the canary; nothing by replicas, and while it has no share. */
  public get share(): RoutedShare | undefined {
    const { weight } = this.sizes;
    if (!this.input.split._isByRoute || weight === 0) return undefined;
    return { serviceName: this.names.canaryService, otherServiceName: this.names.service, percent: weight };
  }

  /** What a pool selects of the release. */
  public poolMembers(): PoolMembers {
    const { names, stableServer, canaryServer } = this;
    if (!this.input.split._isByRoute && canaryServer) return BY_REPLICAS;
    return poolSides([
      { server: stableServer, suffix: '', serviceName: names.service },
      ...(canaryServer ? [{ server: canaryServer, suffix: 'canary', serviceName: names.canaryService }] : []),
    ]);
  }

  private backend(serviceName: string, weight: number, replicas: number | undefined): TrafficBackend {
    const { port, ports } = this.stableServer._plan.service;
    return { serviceName, port, weight, ports: ports.map((each) => ({ ...each })), replicas };
  }
}
