import type { ApiObject } from 'cdk8s';
import type { RolloutCanary } from '../../../../imports/argoproj.io';
import { throwProblems } from '../../../core/app-problems';
import { POOL_MEMBERS } from '../../../core/pool-members';
import type { TrafficBackend } from '../../../core/traffic-target';
import { warn } from '../../../core/warnings';
import { LABEL } from '../../../private/labels';
import { Problems } from '../../../private/problems';
import type { ModelServer } from '../../../server/model-server';
import type { ModelServerProps } from '../../../server/server-options';
import type { ServerPlan } from '../../../server/server-plan';
import { type CanaryInput } from '../../canary-rules';
import { checkVerify } from '../../check-verify';
import { warnOfClients } from '../../clients-past-the-route';
import { jobRequest } from '../../pod-request';
import type { Release } from '../../release';
import type { CanaryParts, WatchObjects } from '../../release-parts';
import type { ReleaseStage } from '../../release-stage';
import { addService, besideSpec, checkNames, checkServiceRoom, sideServiceName } from '../../sides';
import { watchedGateway } from '../../watched-gateway';
import type { ReleaseController } from '../release-controller';
import { canaryProblems, countProblems } from './canary-problems';
import { canaryStages } from './canary-stages';
import { canarySteps, type PinnedHeader } from './canary-steps';
import { goesOn } from './going-on';
import { addJudgement, type Judgement } from './judgement';
import { canaryWarnings, FIXED_ON_PODS } from './release-warnings';
import { stagesOf } from './stage';
import { TrafficRouting } from './traffic-routing';
import { addRolledServer, checkVersions, type Version } from './versions';

/** As a Deployment has it: percentages stay what they are for an autoscaler's numbers. */
type RollingUpdate = Pick<RolloutCanary, 'maxSurge' | 'maxUnavailable'>;

/** A canary that Argo Rollouts carries out: one Rollout of which both versions are ReplicaSets. */
export class CanaryRollout implements CanaryParts {
  public readonly stableServer: ModelServer;
  public readonly service: ApiObject;
  public readonly canaryService?: ApiObject;
  public readonly verifyJobs: ApiObject[] = [];
  public readonly trafficPins = undefined;
  public readonly weight = 0;
  public readonly watching: WatchObjects = {};
  private readonly versions: readonly Version[];
  private readonly plans: readonly ServerPlan[];
  private readonly routing?: TrafficRouting;
  private readonly judgement: Judgement;

  /**
   * Makes the objects.
   *
   * @throws when props are not possible, or not with Argo Rollouts, naming all of them
   */
  public constructor(
    private readonly release: Release,
    problems: Problems,
    private readonly input: CanaryInput,
    private readonly controller: ReleaseController,
  ) {
    this.checkAllNames(problems);
    canaryProblems(problems, release, input);
    this.versions = this.versionsOf(input);
    const { service, canaryService } = this.addServices();
    [this.service, this.canaryService] = [service, canaryService];
    const made = addRolledServer(release, problems, this.versions, this.served, service, () => ({
      canary: this.strategy(),
    }));
    this.plans = made.plans;
    this.stableServer = made.server as ModelServer;
    if (problems.isEmpty) checkVersions(problems, made.plans, 'stable and canary');
    if (problems.isEmpty) countProblems(problems, input, this.serverPlan);
    if (problems.isEmpty && input.verify) checkVerify(problems, release, input.verify, [this.serverPlan]);
    throwProblems(release, problems);
    this.judgement = this.addJudgement();
    if (this.isByRoute) {
      const [stable, canary] = [release._serviceName, this.canaryServiceName];
      this.routing = new TrafficRouting(release, this.stableServer, stable, canary, this.pins());
      warnOfClients(release);
    }
    POOL_MEMBERS.attach(release, () => FIXED_ON_PODS);
    for (const warning of canaryWarnings(input, made.plans)) warn(release, warning);
  }

  public get servers(): ModelServer[] {
    return [this.stableServer];
  }

  /** The weights as they are between releases; during one the controller writes others. */
  public get trafficBackends(): TrafficBackend[] {
    const { replicas } = this.serverPlan;
    return this.isByRoute
      ? [this.backend(this.release._serviceName, 100, replicas), this.backend(this.canaryServiceName, 0, undefined)]
      : [this.backend(this.release._serviceName, 100, replicas)];
  }

  public plan(): ReleaseStage[] {
    if (this.versions.length < 2) return [];
    const { verify, rules, props } = this.input;
    const { rollout, replicas, autoscaling } = this.serverPlan;
    const counted = canaryStages(
      {
        weights: rules.steps,
        isByRoute: this.isByRoute,
        keepsFormer: props.keepStable ?? false,
        replicas,
        most: autoscaling?.max ?? replicas,
        maxSurge: rollout.pods?.maxSurge ?? 0,
        maxUnavailable: rollout.pods?.maxUnavailable ?? 0,
        goesOn: goesOn(this.release, this.controller, this.judgement.checks !== undefined),
        job: verify && jobRequest(verify._plan(new Problems('')).resources),
      },
      this.judgement.judged,
    );
    return stagesOf(this.release.name, this.selector(), this.plans, counted);
  }

  private get isByRoute(): boolean {
    return this.input.split._isByRoute;
  }

  /** The plan of the version that is made. */
  private get serverPlan(): ServerPlan {
    return this.stableServer._plan;
  }

  /** The version that is to serve in the end. */
  private get served(): Version | undefined {
    const { stage } = this.input;
    return stage._isRolledBack ? this.versions[0] : this.versions.at(-1);
  }

  private get canaryServiceName(): string {
    return sideServiceName(`${this.release._serviceName}-canary`, this.input.server);
  }

  private pins(): PinnedHeader[] {
    return this.input.split._pins.map((pin, index) => {
      const { header = '', value } = pin._matcher();
      return { ruleName: `${this.release.name}-pin-${index}`, header, value };
    });
  }

  private backend(serviceName: string, weight: number, replicas: number | undefined): TrafficBackend {
    const { port, ports } = this.serverPlan.service;
    return { serviceName, port, weight, ports: ports.map((each) => ({ ...each })), replicas };
  }

  private versionsOf({ props, server, stable, canary, rules }: CanaryInput): Version[] {
    if (!props.server) return [];
    const sized = (version: ModelServerProps): ModelServerProps => ({
      ...version,
      name: this.release.name,
      service: { ...server.service, name: this.release._serviceName },
      ...(version.autoscaling ? {} : { replicas: rules.replicas }),
    });
    return [
      ...(props.stable ? [{ property: 'stable', props: sized(stable) }] : []),
      ...(canary ? [{ property: 'canary', props: sized(canary) }] : []),
    ];
  }

  /** By the name alone: pods of what was there before the controller are selected as well until it has taken over. */
  private selector(): { [label: string]: string } {
    return { [LABEL.NAME]: this.release.name };
  }

  private addServices(): { readonly service: ApiObject; readonly canaryService?: ApiObject } {
    const { release, input } = this;
    const service = addService(release, 'Service', release._serviceName, input.server, {
      isMain: true,
      spec: () => ({ ...this.serverPlan.service.spec, selector: this.selector() }),
    });
    if (!this.isByRoute) return { service };
    const canaryService = addService(release, 'CanaryService', this.canaryServiceName, input.server, {
      isMain: false,
      side: 'canary',
      spec: () => besideSpec(this.serverPlan, this.selector()),
    });
    return { service, canaryService };
  }

  private checkAllNames(problems: Problems): void {
    const { name } = this.release;
    checkNames(problems, name, {
      'the template of its analysis': `${name}-checks`,
      ...(this.input.verify && { 'the template of the test': `${name}-verify` }),
    });
    if (this.isByRoute)
      checkServiceRoom(problems, this.input.server, { "the canary's Service": this.canaryServiceName });
  }

  private addJudgement(): Judgement {
    const { release, controller, isByRoute, canaryServiceName: serviceName } = this;
    const { verify } = this.input;
    return addJudgement({
      ...{ release, controller, plan: this.serverPlan, isFormerServing: true },
      // What the gateway counts of each Service is of one version as long as a release lasts.
      gateway: isByRoute ? watchedGateway(release, release._serviceName, serviceName) : undefined,
      test: verify && { verify, serviceName },
    });
  }

  private strategy(): RolloutCanary {
    const { props, rules } = this.input;
    const { maxSurge, maxUnavailable } = this.serverPlan.rollout.strategy.rollingUpdate as RollingUpdate;
    const steps = canarySteps({
      weights: rules.steps,
      isByRoute: this.isByRoute,
      settings: this.controller._argoRollouts,
      checks: this.judgement.checks,
      verify: this.judgement.verification,
      pins: this.pins(),
    });
    return {
      ...(this.routing && {
        canaryService: this.canaryServiceName,
        ...(!props.keepStable && { dynamicStableScale: true }),
      }),
      maxSurge,
      maxUnavailable,
      ...(this.routing &&
        props.keepStable && {
          scaleDownDelaySeconds: this.controller._argoRollouts.scaleDownDelaySeconds,
        }),
      ...(this.routing && { stableService: this.release._serviceName }),
      ...(steps.length > 0 && { steps }),
      ...(this.routing && { trafficRouting: this.routing.manifest() }),
    };
  }
}
