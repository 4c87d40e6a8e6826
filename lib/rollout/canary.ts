import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { TrafficBackend, TrafficPin } from '../core/traffic-target';
import { Problems } from '../private/problems';
import type { ModelServer } from '../server/model-server';
import type { ServerOptions } from '../server/server-options';
import type { CanaryProps } from './canary-props';
import { readCanary } from './canary-rules';
import { CanarySides } from './canary-sides';
import { CanaryRollout } from './controllers/argo-rollouts/canary-rollout';
import { Release } from './release';
import type { CanaryParts } from './release-parts';
import type { ReleaseStage } from './release-stage';
import { serviceNameOf } from './sides';

/**
 * A new version of a model server that takes a growing share of the requests: two Deployments, `<name>-stable` and
 * `<name>-canary`, behind one name. Nothing runs in the cluster for it: every stage is a change of `stage`, applied like
 * any other manifest, and so is the rollback.
 *
 * By replicas one Service selects the pods of both, and the numbers of pods are the weights. By route each side has a
 * Service, and the route in front carries the weights. `plan()` lists the applies of the whole release.
 *
 * @example
 * import {
 *   Canary,
 *   CanaryStage,
 *   ContainerImage,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * new Canary(new TenantNamespace(app, 'vision'), 'ranker', {
 *   server: {
 *     runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
 *     resources: { cpu: '1', memory: '2Gi' },
 *   },
 *   stable: { image: ContainerImage.of('registry.example/ranker:1.4') },
 *   canary: { image: ContainerImage.of('registry.example/ranker:1.5') },
 *   replicas: 10,
 *   steps: [10, 30, 50],
 *   stage: CanaryStage.step(0),
 * });
 * app.synth();
 */
export class Canary extends Release {
  /** The server with the stable version. */
  public readonly stableServer: ModelServer;
  /** The server with the new version; nothing without one. */
  public readonly canaryServer?: ModelServer;
  /** The Service that has the release's name: over both sides, or by route that of the stable side. */
  public readonly service: ApiObject;
  /** The Service of the canary alone: by route, and by replicas for the test of `verify`. */
  public readonly canaryService?: ApiObject;
  /** The canary's share of the requests in percent; by replicas what the numbers of pods come to. */
  public readonly canaryWeight: number;

  private readonly server: Partial<ServerOptions>;
  private readonly parts: CanaryParts;

  /**
   * Declares a canary release.
   *
   * @param scope the tenant or chart it lives in
   * @param id its name: lower-case letters, digits and `-`, beginning with a letter, short enough for its suffixes
   * @param props versions, steps, and how far the release has come
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: CanaryProps) {
    super(scope, id, 'Canary', props?.server?.name);
    const problems = new Problems(this._subject);
    const input = readCanary(problems, props);
    this.server = input.server;
    this.parts = input.controller
      ? new CanaryRollout(this, problems, input, input.controller)
      : new CanarySides(this, problems, input);
    this.stableServer = this.parts.stableServer;
    this.canaryServer = this.parts.canaryServer;
    this.service = this.parts.service;
    this.canaryService = this.parts.canaryService;
    this.canaryWeight = this.parts.weight;
    this._watchedBy(this.parts.watching);
  }

  /** The Services that take the requests: by replicas one over both sides, by route those with a share. */
  public get trafficBackends(): TrafficBackend[] {
    return this.parts.trafficBackends;
  }

  /** Requests that always reach the canary; nothing by replicas, and while the canary has no pods. */
  public get trafficPins(): TrafficPin[] | undefined {
    return this.parts.trafficPins;
  }

  /** The Job that tests the canary; none without `verify`, and while the canary has no pods. */
  public get verifyJobs(): ApiObject[] {
    return this.parts.verifyJobs;
  }

  /**
   * The release as data: deploy, each step, promotion, the stable side taking the new version, and the canary's end,
   * with the applies in between that add pods first. The same whatever the present stage; empty without a canary.
   */
  public plan(): ReleaseStage[] {
    return this.parts.plan();
  }

  /** @internal */
  public get _servers(): readonly ModelServer[] {
    return this.parts.servers;
  }

  /** @internal */
  public get _serviceName(): string {
    return serviceNameOf(this.name, this.server);
  }
}
