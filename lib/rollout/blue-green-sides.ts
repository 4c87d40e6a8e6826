import type { ApiObject } from 'cdk8s';
import { throwProblems } from '../core/app-problems';
import { Colour } from '../core/colour';
import { POOL_MEMBERS } from '../core/pool-members';
import { RELEASE_SIDE } from '../core/release-side';
import type { TrafficBackend, TrafficPin } from '../core/traffic-target';
import { warn } from '../core/warnings';
import { keepsFormerPods } from '../core/made-elsewhere';
import { Problems } from '../private/problems';
import type { ModelServer } from '../server/model-server';
import { checkPrevious, PreviousRelease } from '../server/previous-release';
import type { ServerOptions } from '../server/server-options';
import { checkVerify } from './check-verify';
import { BlueGreenNames, other } from './blue-green-names';
import { blueGreenStagePods, type BlueGreenWalk, type ColourModel, planBlueGreen } from './blue-green-plan';
import type { BlueGreenProps } from './blue-green-props';
import { capacityProblem, checkBlueGreen, COLOURS } from './blue-green-rules';
import { blueGreenWarnings } from './blue-green-warnings';
import { isSameVersion } from './canary-rules';
import { mergeVersion } from './merge-version';
import { jobRequest } from './pod-request';
import type { Release } from './release';
import type { BlueGreenParts, WatchObjects } from './release-parts';
import { releaseWatch, watchedStages } from './release-watch';
import type { ReleaseStage } from './release-stage';
import { sideModel } from './side-model';
import { addService, addSides, besideSpec, checkPorts, sideServiceName, type SideParts } from './sides';
import { addSmokeTest } from './smoke-test-job';
import { noteStage } from './stage-note';
import { poolSides } from './pool-sides';
import { watchRelease } from './watch-release';
import { stagedRelease } from './staged-release';

const IDS = { [Colour.BLUE]: 'Blue', [Colour.GREEN]: 'Green' } as const;

/** A blue/green release as manifests alone: a Deployment of each colour, and selectors that are applied. */
export class BlueGreenSides implements BlueGreenParts {
  public readonly blueServer?: ModelServer;
  public readonly greenServer?: ModelServer;
  public readonly activeService: ApiObject;
  public readonly previewService?: ApiObject;
  public readonly watching: WatchObjects;
  private readonly names: BlueGreenNames;
  private readonly jobs: ApiObject[] = [];
  private readonly testServices: ApiObject[] = [];

  /**
   * Makes the objects.
   *
   * @throws when props are not possible, naming all of them
   */
  public constructor(
    private readonly release: Release,
    problems: Problems,
    private readonly props: BlueGreenProps,
  ) {
    this.names = new BlueGreenNames(release, props);
    checkBlueGreen(problems, props, this.names);

    this.activeService = addService(release, 'ActiveService', this.names.service, this.server, {
      isMain: true,
      spec: () => ({ ...this.servers[0]._plan.service.spec, selector: this.names.selector() }),
    });
    this.previewService = this.isComplete
      ? addService(release, 'PreviewService', this.names.preview, this.server, {
          isMain: false,
          spec: () => besideSpec(this.servers[0]._plan, this.names.instance(other(this.active))),
        })
      : undefined;
    if (this.names.isKept) keepsFormerPods(this.activeService);
    const servers = addSides(release, problems, this.sides());
    this.blueServer = servers.get(IDS.blue);
    this.greenServer = servers.get(IDS.green);
    if (problems.isEmpty) checkPorts(problems, [...servers.values()], 'blue and green');
    if (problems.isEmpty) this.checkTogether(problems);
    throwProblems(release, problems);
    POOL_MEMBERS.attach(release, () =>
      poolSides([{ server: this.serverOf(this.active), suffix: '', serviceName: this.names.service }]),
    );
    this.addJobs();
    this.attachPlan();
    this.addNote();
    this.watching = this.watch();
    this.addWarnings();
  }

  public get trafficBackends(): TrafficBackend[] {
    const { service, replicas } = this.serverOf(this.active)._plan;
    const ports = service.ports.map((port) => ({ ...port }));
    const kept = this.names.isKept ? undefined : replicas;
    return [{ serviceName: this.names.service, port: service.port, weight: 100, ports, replicas: kept }];
  }

  public get trafficPins(): TrafficPin[] | undefined {
    return undefined;
  }

  public get verifyJobs(): ApiObject[] {
    return [...this.jobs];
  }

  public plan(): ReleaseStage[] {
    if (!this.isComplete) return [];
    const sides = [this.active, other(this.active)].map((colour) => this.serverOf(colour));
    return watchedStages(planBlueGreen(this.walk()), releaseWatch(sides[0], sides[1]));
  }

  public get servers(): ModelServer[] {
    return [this.blueServer, this.greenServer].filter((server) => server !== undefined);
  }

  private get active(): Colour {
    return this.props.active;
  }

  private get server(): ServerOptions {
    return this.props.server ?? ({} as ServerOptions);
  }

  private get isComplete(): boolean {
    return this.props.blue !== undefined && this.props.green !== undefined;
  }

  private serverOf(colour: Colour): ModelServer {
    return (colour === Colour.BLUE ? this.blueServer : this.greenServer) as ModelServer;
  }

  private sides(): SideParts[] {
    // Without what they share every prop of theirs would be reported.
    if (!this.props.server) return [];
    return COLOURS.flatMap((colour) => {
      const version = this.props[colour];
      if (!version) return [];
      const isActive = colour === this.active;
      const serviceName = isActive ? this.names.service : this.names.fittingPreview();
      return {
        id: IDS[colour],
        property: colour,
        props: {
          ...mergeVersion(this.server, version),
          name: `${this.names.name}-${colour}`,
          service: { ...this.server.service, name: serviceName },
        },
        service: isActive ? this.activeService : (this.previewService ?? this.activeService),
        isShared: false,
      };
    });
  }

  private checkTogether(problems: Problems): void {
    const { previously, verify } = this.props;
    const plan = this.serverOf(this.active)._plan;
    problems.add(capacityProblem(this.props, plan, this.minCapacity));
    problems.add(checkPrevious(previously));
    if (previously instanceof PreviousRelease)
      problems.add(
        previously._problem(
          this.names.name,
          this.names.service,
          this.names.instance(this.active),
          plan.health.startupSeconds,
        ),
      );
    if (!verify) return;
    checkVerify(
      problems,
      this.release,
      verify,
      this.servers.map(({ _plan }) => _plan),
    );
  }

  private get minCapacity(): number {
    return this.props.minCapacity ?? this.serverOf(this.active)._plan.replicas;
  }

  private walk(): BlueGreenWalk {
    const { verify, minCapacity } = this.props;
    const { replicas, autoscaling } = this.serverOf(this.active)._plan;
    const modelOf = (colour: Colour): ColourModel => {
      const server = this.serverOf(colour);
      return { ...sideModel(server), colour, replicas: server._plan.replicas };
    };
    return {
      name: this.names.name,
      active: modelOf(this.active),
      idle: modelOf(other(this.active)),
      // What takes over must carry what an autoscaler may have made of the other by then.
      minCapacity: minCapacity ?? autoscaling?.max ?? replicas,
      job: verify && jobRequest(verify._plan(new Problems('')).resources),
    };
  }

  /** Tells quotas what the plan takes of them, and that stages roll neither colour. */
  private attachPlan(): void {
    if (!this.isComplete) return;
    const { verify } = this.props;
    const idle = other(this.active);
    const release = stagedRelease(
      this.release._subject,
      verify,
      () => blueGreenStagePods(this.walk()),
      // What the other colour is for only the apply before can tell, but its pods are there.
      () => (this.serverOf(idle)._plan.replicas > 0 ? `deploy ${idle}` : 'not begun'),
    );
    for (const { deployment } of this.servers) RELEASE_SIDE.attach(deployment, { release, isRolling: false });
  }

  /**
   * Each colour is tested through a Service of its own, not through the preview Service: a test that starts late, or
   * again, never meets the other colour, and a change of `active` changes no Job.
   */
  private addJobs(): void {
    const { verify } = this.props;
    if (!verify) return;
    const test = verify._plan(new Problems(''));
    for (const colour of COLOURS) {
      if (!this.props[colour] || this.serverOf(colour)._plan.replicas === 0) continue;
      const server = this.serverOf(colour);
      const serviceName = sideServiceName(`${this.names.name}-${colour}`, this.server);
      const service = addService(this.release, `${IDS[colour]}Service`, serviceName, this.server, {
        isMain: false,
        side: colour,
        spec: () => besideSpec(server._plan, this.names.instance(colour)),
      });
      this.testServices.push(service);
      this.jobs.push(addSmokeTest(this.release, `Verify${IDS[colour]}`, test, server, serviceName));
    }
  }

  /** Which colour is the new one only the apply before can tell: the active one is judged for an hour after it was flipped to. */
  private watch(): WatchObjects {
    const active = this.serverOf(this.active);
    const { monitor, rules } = watchRelease({
      release: this.release,
      server: this.server,
      side: active._plan.watch,
      versions: this.isComplete ? releaseWatch(this.serverOf(other(this.active)), active) : undefined,
      former: 'lately',
      serviceInstances: [this.names.name],
    });
    return { monitor, rules };
  }

  private addNote(): void {
    const deployments = this.servers.map(({ deployment }) => deployment);
    const objects = [this.previewService, ...this.testServices, ...deployments];
    noteStage(
      { name: this.names.name, kind: 'BlueGreen' },
      this.presentStage(),
      this.plan(),
      this.activeService,
      objects.filter((object) => object !== undefined),
    );
  }

  /** Both colours as they stand: whether the other one has come or is to go, only the apply before can tell. */
  private presentStage(): string {
    const idle = other(this.active);
    if (!this.isComplete) return `${this.active} alone`;
    const hasPods = this.serverOf(idle)._plan.replicas > 0;
    return `${this.active} active, ${idle} ${hasPods ? 'beside it' : 'without pods'}`;
  }

  private addWarnings(): void {
    const [blue, green] = this.sides().map(({ props }) => props);
    const isSame = blue !== undefined && green !== undefined && isSameVersion(blue, green);
    const idle = this.isComplete ? this.serverOf(other(this.active)) : undefined;
    const sides = { servers: this.servers, colour: this.active, active: this.serverOf(this.active), idle, isSame };
    for (const warning of blueGreenWarnings(sides, this.props)) warn(this.release, warning);
  }
}
