import type { ApiObject } from 'cdk8s';
import type { RolloutBlueGreen } from '../../../../imports/argoproj.io';
import { throwProblems } from '../../../core/app-problems';
import { Colour } from '../../../core/colour';
import { POOL_MEMBERS } from '../../../core/pool-members';
import type { TrafficBackend } from '../../../core/traffic-target';
import { warn } from '../../../core/warnings';
import { LABEL } from '../../../private/labels';
import { Problems } from '../../../private/problems';
import type { ModelServer } from '../../../server/model-server';
import type { ServerOptions } from '../../../server/server-options';
import type { ServerPlan } from '../../../server/server-plan';
import type { BlueGreenProps } from '../../blue-green-props';
import { checkBlueGreen, COLOURS } from '../../blue-green-rules';
import { checkVerify } from '../../check-verify';
import { mergeVersion } from '../../merge-version';
import { jobRequest } from '../../pod-request';
import type { Release } from '../../release';
import type { BlueGreenParts, WatchObjects } from '../../release-parts';
import type { ReleaseStage } from '../../release-stage';
import { addService, besideSpec } from '../../sides';
import type { ReleaseController } from '../release-controller';
import { blueGreenProblems, capacityProblems } from './blue-green-problems';
import { blueGreenStages } from './blue-green-stages';
import { goesOn } from './going-on';
import { addJudgement, type Judgement } from './judgement';
import { blueGreenWarnings, FIXED_ON_PODS } from './release-warnings';
import { stagesOf } from './stage';
import { addRolledServer, checkVersions, type Version } from './versions';

const IDS: { readonly [colour in Colour]: string } = { [Colour.BLUE]: 'blue', [Colour.GREEN]: 'green' };

/** A blue/green release that Argo Rollouts carries out: the active colour is the version that is to take the requests. */
export class BlueGreenRollout implements BlueGreenParts {
  public readonly blueServer?: ModelServer;
  public readonly greenServer?: ModelServer;
  public readonly activeService: ApiObject;
  public readonly previewService?: ApiObject;
  public readonly watching: WatchObjects = {};
  public readonly verifyJobs: ApiObject[] = [];
  public readonly trafficPins = undefined;
  private readonly server: ModelServer;
  private readonly versions: readonly Version[];
  private readonly plans: readonly ServerPlan[];
  private readonly judgement: Judgement;

  /**
   * Makes the objects.
   *
   * @throws when props are not possible, or not with Argo Rollouts, naming all of them
   */
  public constructor(
    private readonly release: Release,
    problems: Problems,
    private readonly props: BlueGreenProps,
    private readonly controller: ReleaseController,
  ) {
    const { name, _serviceName: service } = release;
    checkBlueGreen(problems, props, { name, service, preview: this.previewName });
    blueGreenProblems(problems, release, props);
    this.versions = this.versionsOf();
    this.activeService = addService(release, 'ActiveService', service, this.options, {
      isMain: true,
      spec: () => ({ ...this.serverPlan.service.spec, selector: this.selector() }),
    });
    this.previewService = addService(release, 'PreviewService', this.previewName, this.options, {
      isMain: false,
      spec: () => besideSpec(this.serverPlan, this.selector()),
    });
    const served = this.versions.find(({ property }) => property === IDS[props.active]);
    const made = addRolledServer(release, problems, this.versions, served, this.activeService, () => ({
      blueGreen: this.strategy(),
    }));
    this.plans = made.plans;
    this.server = made.server as ModelServer;
    if (problems.isEmpty) checkVersions(problems, made.plans, 'blue and green');
    if (problems.isEmpty) capacityProblems(problems, props, this.serverPlan);
    const { verify } = props;
    if (problems.isEmpty && verify) checkVerify(problems, release, verify, [this.serverPlan]);
    throwProblems(release, problems);
    if (props.active === Colour.BLUE) this.blueServer = this.server;
    else this.greenServer = this.server;
    this.judgement = addJudgement({
      ...{ release, controller, plan: this.serverPlan, isFormerServing: false },
      test: verify && { verify, serviceName: this.previewName },
    });
    POOL_MEMBERS.attach(release, () => FIXED_ON_PODS);
    for (const warning of blueGreenWarnings(props, made.plans)) warn(release, warning);
  }

  public get servers(): ModelServer[] {
    return [this.server];
  }

  public get trafficBackends(): TrafficBackend[] {
    const { service, replicas } = this.serverPlan;
    const ports = service.ports.map((port) => ({ ...port }));
    return [{ serviceName: this.release._serviceName, port: service.port, weight: 100, ports, replicas }];
  }

  public plan(): ReleaseStage[] {
    if (this.versions.length < 2) return [];
    const { verify, active } = this.props;
    const { replicas, autoscaling } = this.serverPlan;
    const counted = blueGreenStages(
      {
        active,
        replicas,
        most: autoscaling?.max ?? replicas,
        goesOn: goesOn(this.release, this.controller, this.judgement.checks !== undefined),
        job: verify && jobRequest(verify._plan(new Problems('')).resources),
      },
      this.judgement.judged,
    );
    return stagesOf(this.release.name, this.selector(), this.plans, counted);
  }

  private get options(): ServerOptions {
    return this.props.server ?? ({} as ServerOptions);
  }

  /** The plan of the version that is made. */
  private get serverPlan(): ServerPlan {
    return this.server._plan;
  }

  private get previewName(): string {
    return this.props.previewServiceName ?? `${this.release._serviceName}-preview`;
  }

  /** The version before first. */
  private versionsOf(): Version[] {
    const { server, active } = this.props;
    if (!server) return [];
    const order = [...COLOURS].sort((a, b) => Number(a === active) - Number(b === active));
    return order.flatMap((colour) => {
      const version = this.props[colour];
      if (!version) return [];
      const service = { ...server.service, name: this.release._serviceName };
      return [{ property: colour, props: { ...mergeVersion(server, version), name: this.release.name, service } }];
    });
  }

  /** By the name alone: pods of what was there before the controller are selected as well until it has taken over. */
  private selector(): { [label: string]: string } {
    return { [LABEL.NAME]: this.release.name };
  }

  private strategy(): RolloutBlueGreen {
    const { pauseSeconds, scaleDownDelaySeconds } = this.controller._argoRollouts;
    const { checks, verification } = this.judgement;
    return {
      activeService: this.release._serviceName,
      // Whoever waits for a time has asked for no one else.
      autoPromotionEnabled: pauseSeconds !== undefined,
      ...(pauseSeconds !== undefined && { autoPromotionSeconds: pauseSeconds }),
      ...(checks && { postPromotionAnalysis: checks }),
      ...(verification && { prePromotionAnalysis: verification }),
      previewService: this.previewName,
      ...(scaleDownDelaySeconds !== undefined && { scaleDownDelaySeconds }),
    };
  }
}
