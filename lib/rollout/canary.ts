import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { throwProblems } from '../core/app-problems';
import { CANARY_BACKEND } from '../core/canary-backend';
import { POOL_MEMBERS, type PoolMembers } from '../core/pool-members';
import { RELEASE_SIDE } from '../core/release-side';
import type { TrafficBackend, TrafficPin } from '../core/traffic-target';
import type { RoutedShare } from '../manifests/release-side';
import { LABEL } from '../private/labels';
import { Problems } from '../private/problems';
import { tenancyOf } from '../core/tenancy';
import { warn } from '../core/warnings';
import { keepsFormerPods } from '../core/made-elsewhere';
import { TELL_OF_CLIENTS } from '../server/connect';
import { cpuLimitProblem } from '../server/inheritance';
import type { ModelServer } from '../server/model-server';
import { checkPrevious, PreviousRelease } from '../server/previous-release';
import type { ModelServerProps } from '../server/server-options';
import { canaryStagePods, type CanaryWalk, planCanary } from './canary-plan';
import type { CanaryProps } from './canary-props';
import { checkStage, type CanaryInput, readCanary } from './canary-rules';
import { type CanarySizes, rolledBackSizes, sizesOf } from './canary-sizes';
import { presentStage } from './canary-stage-names';
import { walkOf } from './canary-walk';
import { canaryWarnings } from './canary-warnings';
import { noteStage } from './stage-note';
import { BY_REPLICAS, poolSides } from './pool-sides';
import { stagedRelease } from './staged-release';
import { Release } from './release';
import { releaseWatch, watchedStages } from './release-watch';
import type { ReleaseStage } from './release-stage';
import {
  addService,
  addSides,
  besideSpec,
  checkNames,
  checkPorts,
  checkServiceRoom,
  fittingName,
  serviceNameOf,
  sideServiceName,
  type SideParts,
} from './sides';
import { addSmokeTest, deadlineOf, VERIFY_SUFFIX } from './smoke-test-job';
import { watchRelease } from './watch-release';

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

  private readonly input: CanaryInput;
  private readonly sizes: CanarySizes;
  private readonly jobs: ApiObject[] = [];

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
    this.input = input;
    this.checkAllNames(problems);
    const sizes = problems.isEmpty ? sizesOf(problems, input.rules, input.stage) : undefined;
    this.sizes = (input.canary && sizes) ?? rolledBackSizes(input.rules);
    this.canaryWeight = this.sizes.weight;
    checkStage(problems, input, this.sizes.weight, this.isKept);

    const hasOwnService = input.canary !== undefined && (input.split._isByRoute || this.isTested);
    this.service = addService(this, 'Service', this._serviceName, input.server, {
      isMain: true,
      spec: () => ({ ...this.stableServer._plan.service.spec, selector: this.serviceSelector() }),
    });
    this.canaryService = hasOwnService
      ? addService(this, 'CanaryService', this.canaryServiceName, input.server, {
          isMain: false,
          side: 'canary',
          spec: () => besideSpec(this.servers()[1]._plan, this.instance('canary')),
        })
      : undefined;
    if (this.isKept) keepsFormerPods(this.service);
    const servers = addSides(this, problems, this.sides());
    if (problems.isEmpty) checkPorts(problems, [...servers.values()], 'stable and canary');
    this.stableServer = servers.get('Stable') as ModelServer;
    this.canaryServer = servers.get('Canary');
    if (problems.isEmpty) this.checkTogether(problems);
    throwProblems(this, problems);
    if (input.canary && input.split._isByRoute) {
      const { canary, weight } = this.sizes;
      CANARY_BACKEND.attach(this, () => this.backend(this.canaryServiceName, weight, canary));
    }
    POOL_MEMBERS.attach(this, () => this.poolMembers());
    this.addJob();
    this.attachPlan();
    this.addNote();
    this.watch();
    this.addWarnings();
  }

  /** The Services that take the requests: by replicas one over both sides, by route those with a share. */
  public get trafficBackends(): TrafficBackend[] {
    const { stable, canary, weight } = this.sizes;
    if (!this.input.split._isByRoute) {
      const replicas = this.sizes.isPromoted ? canary : stable + canary;
      return [this.backend(this._serviceName, 100, this.isKept ? undefined : replicas)];
    }
    return [
      this.backend(this._serviceName, 100 - weight, this.isKept ? undefined : stable),
      this.backend(this.canaryServiceName, weight, canary),
    ].filter((each) => each.weight > 0);
  }

  /** Requests that always reach the canary; nothing by replicas, and while the canary has no pods. */
  public get trafficPins(): TrafficPin[] | undefined {
    const { canary, weight } = this.sizes;
    const pins = this.input.split._pins;
    if (pins.length === 0 || !this.canaryServer || canary === 0) return undefined;
    const { port, ports } = this.canaryServer._plan.service;
    const [serviceName, replicas] = [this.canaryServiceName, canary];
    return pins.map((pin) => ({
      ...pin._matcher(),
      backend: { serviceName, port, weight, ports: ports.map((each) => ({ ...each })), replicas },
    }));
  }

  /** The Job that tests the canary; none without `verify`, and while the canary has no pods. */
  public get verifyJobs(): ApiObject[] {
    return [...this.jobs];
  }

  /**
   * The release as data: deploy, each step, promotion, the stable side taking the new version, and the canary's end,
   * with the applies in between that add pods first. The same whatever the present stage; empty without a canary.
   */
  public plan(): ReleaseStage[] {
    const { canaryServer, stableServer } = this;
    if (!canaryServer) return [];
    const stages = planCanary(new Problems(''), this.walk(canaryServer));
    return watchedStages(stages, releaseWatch(stableServer, canaryServer));
  }

  /** @internal */
  public get _servers(): ModelServer[] {
    return this.servers();
  }

  /** @internal */
  public get _serviceName(): string {
    return serviceNameOf(this.name, this.input.server);
  }

  private backend(serviceName: string, weight: number, replicas: number | undefined): TrafficBackend {
    const { port, ports } = this.stableServer._plan.service;
    return { serviceName, port, weight, ports: ports.map((each) => ({ ...each })), replicas };
  }

  private get canaryServiceName(): string {
    return sideServiceName(`${this._serviceName}-canary`, this.input.server);
  }

  private get isTested(): boolean {
    return this.input.verify !== undefined && this.sizes.canary > 0;
  }

  /** Whether the Service goes on selecting what it selected before the release. */
  private get isKept(): boolean {
    const { previously } = this.input.props;
    return previously instanceof PreviousRelease && previously._isFirstOfTwo;
  }

  private servers(): ModelServer[] {
    return this.canaryServer ? [this.stableServer, this.canaryServer] : [this.stableServer];
  }

  private instance(side: 'stable' | 'canary'): { [label: string]: string } {
    return { [LABEL.INSTANCE]: `${this.name}-${side}`, [LABEL.NAME]: this.name };
  }

  private serviceSelector(): { [label: string]: string } {
    const { previously } = this.input.props;
    return this.isKept && previously ? previously._selector(this.name) : this.wantedSelector();
  }

  private wantedSelector(): { [label: string]: string } {
    if (this.input.split._isByRoute) return this.instance('stable');
    return this.sizes.isPromoted ? this.instance('canary') : { [LABEL.NAME]: this.name };
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
        name: `${this.name}-${id.toLowerCase()}`,
        service: {
          ...server.service,
          name: service === this.service ? this._serviceName : fittingName(this._serviceName, this.canaryServiceName),
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
    const { name } = this;
    checkNames(problems, name, {
      'the stable Deployment': `${name}-stable`,
      'the canary Deployment': `${name}-canary`,
      ...(this.input.verify && { 'the Job of the test': `${name}${VERIFY_SUFFIX}` }),
    });
    if (this.input.verify || this.input.split._isByRoute)
      checkServiceRoom(problems, this.input.server, { "the canary's Service": this.canaryServiceName });
  }

  private checkTogether(problems: Problems): void {
    const { verify, props } = this.input;
    const { previously } = props;
    problems.add(checkPrevious(previously));
    if (previously instanceof PreviousRelease) {
      const { startupSeconds } = this.stableServer._plan.health;
      problems.add(previously._problem(this.name, this._serviceName, this.wantedSelector(), startupSeconds));
    }
    if (verify) {
      const test = verify._plan(problems);
      problems.add(cpuLimitProblem(tenancyOf(this), 'verify.resources', test.resources));
      deadlineOf(problems, test, (this.canaryServer ?? this.stableServer)._plan);
    }
    if (problems.isEmpty && this.canaryServer) planCanary(problems, this.walk(this.canaryServer));
  }

  private walk(canaryServer: ModelServer): CanaryWalk {
    return walkOf(this.name, this.input, this.stableServer, canaryServer);
  }

  /** Tells quotas what the plan takes of them, and that stages roll nothing but the stable side when it is replaced. */
  private attachPlan(): void {
    const { canaryServer } = this;
    if (!canaryServer) return;
    const { stage, isSame, verify } = this.input;
    const release = stagedRelease(this._subject, verify, () => canaryStagePods(this.walk(canaryServer)));
    const isReplacing = isSame && this.sizes.isPromoted && !stage._isRetired;
    RELEASE_SIDE.attach(this.stableServer.deployment, { release, isRolling: isReplacing });
    RELEASE_SIDE.attach(canaryServer.deployment, { release, isRolling: false, routed: this.routedShare() });
  }

  private routedShare(): RoutedShare | undefined {
    const { weight } = this.sizes;
    if (!this.input.split._isByRoute || weight === 0) return undefined;
    return { serviceName: this.canaryServiceName, otherServiceName: this._serviceName, percent: weight };
  }

  private addNote(): void {
    const plan = this.plan();
    const objects = [this.canaryService, ...this.servers().map(({ deployment }) => deployment)];
    noteStage(
      { name: this.name, kind: 'Canary' },
      presentStage(this.input, plan),
      plan,
      this.service,
      objects.filter((object) => object !== undefined),
    );
  }

  private watch(): void {
    const { canaryServer, stableServer, input } = this;
    const { canary, weight } = this.sizes;
    const isJudged = canaryServer && canary > 0 && weight > 0;
    const { monitor, rules } = watchRelease({
      release: this,
      server: input.server,
      side: stableServer._plan.watch,
      versions: isJudged ? releaseWatch(stableServer, canaryServer) : undefined,
      former: weight < 100 ? 'serving' : 'lately',
      // By replicas one Service leads to both.
      serviceInstances: [this.name, ...(input.split._isByRoute && canaryServer ? [`${this.name}-canary`] : [])],
    });
    this._watchedBy(monitor, rules);
  }

  private poolMembers(): PoolMembers {
    const { stableServer, canaryServer } = this;
    if (!this.input.split._isByRoute && canaryServer) return BY_REPLICAS;
    return poolSides([
      { server: stableServer, suffix: '', serviceName: this._serviceName },
      ...(canaryServer ? [{ server: canaryServer, suffix: 'canary', serviceName: this.canaryServiceName }] : []),
    ]);
  }

  private addJob(): void {
    const { verify } = this.input;
    if (!verify || !this.canaryServer || !this.isTested) return;
    const test = verify._plan(new Problems(''));
    this.jobs.push(addSmokeTest(this, 'Verify', test, this.canaryServer, this.canaryServiceName));
  }

  /** Whoever is handed the Service's name goes past the weights. */
  private warnOfClients(): void {
    let isTold = false;
    TELL_OF_CLIENTS.attach(this, () => {
      if (isTold) return;
      isTold = true;
      warn(
        this,
        `servers that connectTo(...) hands its URL to go to Service '${this._serviceName}' past the route, and reach the stable version alone until the release is over; hand them the route's address, or split by replicas`,
      );
    });
  }

  private addWarnings(): void {
    const { isKept } = this;
    const { isPromoted } = this.sizes;
    for (const warning of canaryWarnings(this.input, this.servers(), {
      serviceName: this._serviceName,
      isKept,
      isPromoted,
    }))
      warn(this, warning);
    if (this.input.split._isByRoute && this.canaryServer) this.warnOfClients();
  }
}
