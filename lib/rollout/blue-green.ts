import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Colour } from '../core/colour';
import type { TrafficBackend, TrafficPin } from '../core/traffic-target';
import { Problems } from '../private/problems';
import type { ModelServer } from '../server/model-server';
import type { ServerOptions } from '../server/server-options';
import type { BlueGreenProps } from './blue-green-props';
import { readBlueGreen } from './blue-green-rules';
import { BlueGreenSides } from './blue-green-sides';
import { BlueGreenRollout } from './controllers/argo-rollouts/blue-green-rollout';
import { controllerOf } from './controllers/release-controller';
import { Release } from './release';
import type { BlueGreenParts } from './release-parts';
import type { ReleaseStage } from './release-stage';
import { serviceNameOf } from './sides';

/**
 * Two full servers, `<name>-blue` and `<name>-green`, of which one takes the requests: the active Service selects exactly
 * one colour, the preview Service the other. A release is a new version of the colour that is not active, a test through
 * the preview Service, and a change of `active`, which changes two selectors and no pod. So is the way back, as
 * long as the other colour has its pods.
 *
 * @example
 * import {
 *   BlueGreen,
 *   Colour,
 *   ContainerImage,
 *   ServingApp,
 *   ServingRuntime,
 *   SmokeTest,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * new BlueGreen(new TenantNamespace(app, 'vision'), 'iris', {
 *   server: {
 *     runtime: ServingRuntime.bentoMl(),
 *     resources: { cpu: '500m', memory: '1Gi' },
 *     replicas: 3,
 *   },
 *   blue: { image: ContainerImage.of('registry.example/iris:0.2.0') },
 *   green: { image: ContainerImage.of('registry.example/iris:0.3.0') },
 *   active: Colour.BLUE,
 *   verify: SmokeTest.http('/readyz'),
 * });
 * app.synth();
 */
export class BlueGreen extends Release {
  /** The blue server; nothing where it is not declared. */
  public readonly blueServer?: ModelServer;
  /** The green server; nothing where it is not declared. */
  public readonly greenServer?: ModelServer;
  /** The Service that leads to the active colour. */
  public readonly activeService: ApiObject;
  /** The Service that leads to the other colour; nothing where only one is declared. */
  public readonly previewService?: ApiObject;
  /** The colour that takes the requests. */
  public readonly active: Colour;

  private readonly server: Partial<ServerOptions>;
  private readonly parts: BlueGreenParts;

  /**
   * Declares a blue/green release.
   *
   * @param scope the tenant or chart it lives in
   * @param id its name: lower-case letters, digits and `-`, beginning with a letter, short enough for its suffixes
   * @param props both versions, and which of them takes the requests
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: BlueGreenProps) {
    super(scope, id, 'BlueGreen', props?.server?.name);
    const problems = new Problems(this._subject);
    const read = readBlueGreen(problems, props);
    this.server = read.server ?? {};
    this.active = read.active;
    const controller = controllerOf(problems, read.controller);
    this.parts = controller
      ? new BlueGreenRollout(this, problems, read, controller)
      : new BlueGreenSides(this, problems, read);
    this.blueServer = this.parts.blueServer;
    this.greenServer = this.parts.greenServer;
    this.activeService = this.parts.activeService;
    this.previewService = this.parts.previewService;
    this._watchedBy(this.parts.watching);
  }

  /** The active Service: it takes all requests. */
  public get trafficBackends(): TrafficBackend[] {
    return this.parts.trafficBackends;
  }

  /** Nothing: the preview Service is for those who want to see the other colour. */
  public get trafficPins(): TrafficPin[] | undefined {
    return this.parts.trafficPins;
  }

  /** The Jobs that test the colours, blue first; none without `verify`, and for a colour without pods. */
  public get verifyJobs(): ApiObject[] {
    return this.parts.verifyJobs;
  }

  /**
   * The next release as data: the other colour comes up, is tested, takes the requests, and the colour that is active
   * now retires. It begins where a release has ended, the colour that is not active without pods: one that still has
   * those of the version before it replaces them with the first apply, which takes more pods at once than the plan says.
   * After the flip the plan is the one of the release after that, back to the other colour. Empty where only one colour is
   * declared.
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
