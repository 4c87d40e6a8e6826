import type { ApiObject } from 'cdk8s';
import { throwProblems } from '../core/app-problems';
import { CANARY_BACKEND } from '../core/canary-backend';
import { POOL_MEMBERS } from '../core/pool-members';
import { RELEASE_SIDE } from '../core/release-side';
import type { TrafficBackend, TrafficPin } from '../core/traffic-target';
import { Problems } from '../private/problems';
import { warn } from '../core/warnings';
import { keepsFormerPods } from '../core/made-elsewhere';
import type { ModelServer } from '../server/model-server';
import { checkPrevious, PreviousRelease } from '../server/previous-release';
import type { ModelServerProps } from '../server/server-options';
import { checkVerify } from './check-verify';
import { CanaryNames } from './canary-names';
import { canaryStagePods, planCanary } from './canary-plan';
import type { CanaryWalk } from './canary-point';
import { checkStage, type CanaryInput } from './canary-rules';
import { type CanarySizes, rolledBackSizes, sizesOf } from './canary-sizes';
import { presentStage } from './canary-stage-names';
import { CanaryTraffic } from './canary-traffic';
import { walkOf } from './canary-walk';
import { canaryWarnings } from './canary-warnings';
import { warnOfClients } from './clients-past-the-route';
import { noteStage } from './stage-note';
import { stagedRelease } from './staged-release';
import type { CanaryParts, WatchObjects } from './release-parts';
import type { Release } from './release';
import { type ReleaseWatch, releaseWatch, watchedStages } from './release-watch';
import type { ReleaseStage } from './release-stage';
import {
  addService,
  addSides,
  besideSpec,
  checkNames,
  checkPorts,
  checkServiceRoom,
  fittingName,
  type SideParts,
} from './sides';
import { addSmokeTest, VERIFY_SUFFIX } from './smoke-test-job';
import { watchRelease } from './watch-release';
import { watchedGateway } from './watched-gateway';

/** A canary as manifests alone: two Deployments, whose stages are applied one by one. */
export class CanarySides implements CanaryParts {
  public readonly stableServer: ModelServer;
  public readonly canaryServer?: ModelServer;
  public readonly service: ApiObject;
  public readonly canaryService?: ApiObject;
  public readonly watching: WatchObjects;
  private readonly names: CanaryNames;
  private readonly sizes: CanarySizes;
  private readonly traffic: CanaryTraffic;
  private readonly jobs: ApiObject[] = [];

  /**
   * Makes the objects.
   *
   * @throws when props are not possible, naming all of them
   */
  public constructor(
    private readonly release: Release,
    problems: Problems,
    private readonly input: CanaryInput,
  ) {
    this.names = new CanaryNames(release, input);
    this.checkAllNames(problems);
    const sizes = problems.isEmpty ? sizesOf(problems, input.rules, input.stage) : undefined;
    this.sizes = (input.canary && sizes) ?? rolledBackSizes(input.rules);
    checkStage(problems, input, this.sizes.weight, this.names.isKept);

    const hasOwnService = input.canary !== undefined && (input.split._isByRoute || this.isTested);
    this.service = addService(release, 'Service', this.names.service, input.server, {
      isMain: true,
      spec: () => ({ ...this.stableServer._plan.service.spec, selector: this.names.selector(this.sizes) }),
    });
    this.canaryService = hasOwnService
      ? addService(release, 'CanaryService', this.names.canaryService, input.server, {
          isMain: false,
          side: 'canary',
          spec: () => besideSpec(this.servers[1]._plan, this.names.instance('canary')),
        })
      : undefined;
    if (this.names.isKept) keepsFormerPods(this.service);
    const servers = addSides(release, problems, this.sides());
    if (problems.isEmpty) checkPorts(problems, [...servers.values()], 'stable and canary');
    this.stableServer = servers.get('Stable') as ModelServer;
    this.canaryServer = servers.get('Canary');
    if (problems.isEmpty) this.checkTogether(problems);
    throwProblems(release, problems);
    this.traffic = new CanaryTraffic(this.names, input, this.sizes, this.stableServer, this.canaryServer);
    if (input.canary && input.split._isByRoute) CANARY_BACKEND.attach(release, () => this.traffic.ofCanary());
    POOL_MEMBERS.attach(release, () => this.traffic.poolMembers());
    this.addJob();
    this.attachPlan();
    this.addNote();
    this.watching = this.watch();
    this.addWarnings();
  }

  public get weight(): number {
    return this.sizes.weight;
  }

  public get trafficBackends(): TrafficBackend[] {
    return this.traffic.backends;
  }

  public get trafficPins(): TrafficPin[] | undefined {
    return this.traffic.pins;
  }

  public get verifyJobs(): ApiObject[] {
    return [...this.jobs];
  }

  public get servers(): ModelServer[] {
    return this.canaryServer ? [this.stableServer, this.canaryServer] : [this.stableServer];
  }

  public plan(): ReleaseStage[] {
    const { canaryServer } = this;
    if (!canaryServer) return [];
    const stages = planCanary(new Problems(''), this.walk(canaryServer));
    return watchedStages(stages, this.releaseWatch(canaryServer));
  }

  private get isTested(): boolean {
    return this.input.verify !== undefined && this.sizes.canary > 0;
  }

  /** The sides that can be declared: without what they are made of, every prop of theirs would be reported. */
  private sides(): SideParts[] {
    const { stable, canary, split, server, props } = this.input;
    const isShared = !split._isByRoute;
    const sideOf = (id: string, side: ModelServerProps, replicas: number, service: ApiObject): SideParts => ({
      id,
      property: id.toLowerCase(),
      service,
      isShared,
      props: {
        ...side,
        name: `${this.names.name}-${id.toLowerCase()}`,
        service: {
          ...server.service,
          name:
            service === this.service ? this.names.service : fittingName(this.names.service, this.names.canaryService),
        },
        // An autoscaler decides for itself, but not whether there is a canary at all.
        ...(side.autoscaling && replicas > 0 ? {} : { replicas, autoscaling: undefined }),
      },
    });
    if (!props.server) return [];
    const canaryService = isShared ? this.service : (this.canaryService as ApiObject);
    return [
      ...(props.stable ? [sideOf('Stable', stable, this.sizes.stable, this.service)] : []),
      ...(canary ? [sideOf('Canary', canary, this.sizes.canary, canaryService)] : []),
    ];
  }

  private checkAllNames(problems: Problems): void {
    const { name } = this.names;
    checkNames(problems, name, {
      'the stable Deployment': `${name}-stable`,
      'the canary Deployment': `${name}-canary`,
      ...(this.input.verify && { 'the Job of the test': `${name}${VERIFY_SUFFIX}` }),
    });
    if (this.input.verify || this.input.split._isByRoute)
      checkServiceRoom(problems, this.input.server, { "the canary's Service": this.names.canaryService });
  }

  private checkTogether(problems: Problems): void {
    const { verify, props } = this.input;
    const { previously } = props;
    problems.add(checkPrevious(previously));
    if (previously instanceof PreviousRelease) {
      const { startupSeconds } = this.stableServer._plan.health;
      problems.add(
        previously._problem(this.names.name, this.names.service, this.names.wantedSelector(this.sizes), startupSeconds),
      );
    }
    if (verify) checkVerify(problems, this.release, verify, [(this.canaryServer ?? this.stableServer)._plan]);
    if (problems.isEmpty && this.canaryServer) planCanary(problems, this.walk(this.canaryServer));
  }

  private walk(canaryServer: ModelServer): CanaryWalk {
    return walkOf(this.names.name, this.input, this.stableServer, canaryServer);
  }

  /** Tells quotas what the plan takes of them, and that stages roll nothing but the stable side when it is replaced. */
  private attachPlan(): void {
    const { canaryServer } = this;
    if (!canaryServer) return;
    const { stage, isSame, verify } = this.input;
    const release = stagedRelease(
      this.release._subject,
      verify,
      () => canaryStagePods(this.walk(canaryServer)),
      (plan) => presentStage(this.input, plan),
    );
    const isReplacing = isSame && this.sizes.isPromoted && !stage._isRetired;
    RELEASE_SIDE.attach(this.stableServer.deployment, { release, isRolling: isReplacing });
    RELEASE_SIDE.attach(canaryServer.deployment, { release, isRolling: false, routed: this.traffic.share });
  }

  private addNote(): void {
    const plan = this.plan();
    const objects = [this.canaryService, ...this.servers.map(({ deployment }) => deployment)];
    noteStage(
      { name: this.names.name, kind: 'Canary' },
      presentStage(this.input, plan),
      plan,
      this.service,
      objects.filter((object) => object !== undefined),
    );
  }

  private watch(): WatchObjects {
    const { canaryServer, stableServer, input } = this;
    const { canary, weight } = this.sizes;
    const isJudged = canaryServer && canary > 0 && weight > 0;
    const { monitor, rules } = watchRelease({
      release: this.release,
      server: input.server,
      side: stableServer._plan.watch,
      versions: isJudged ? this.releaseWatch(canaryServer) : undefined,
      former: weight < 100 ? 'serving' : 'lately',
      // By replicas one Service leads to both.
      serviceInstances: [
        this.names.name,
        ...(input.split._isByRoute && canaryServer ? [`${this.names.name}-canary`] : []),
      ],
    });
    return { monitor, rules };
  }

  /** By route the gateway counts what goes to each side. */
  private releaseWatch(canaryServer: ModelServer): ReleaseWatch | undefined {
    const { service, canaryService } = this.names;
    const watch = releaseWatch(this.stableServer, canaryServer);
    if (!this.input.split._isByRoute) return watch;
    return watch && { ...watch, gateway: watchedGateway(this.release, service, canaryService) };
  }

  private addJob(): void {
    const { verify } = this.input;
    if (!verify || !this.canaryServer || !this.isTested) return;
    const test = verify._plan(new Problems(''));
    this.jobs.push(addSmokeTest(this.release, 'Verify', test, this.canaryServer, this.names.canaryService));
  }

  private addWarnings(): void {
    const { isKept } = this.names;
    const { isPromoted } = this.sizes;
    for (const warning of canaryWarnings(this.input, this.servers, {
      serviceName: this.names.service,
      isKept,
      isPromoted,
    }))
      warn(this.release, warning);
    if (this.input.split._isByRoute && this.canaryServer) warnOfClients(this.release);
  }
}
