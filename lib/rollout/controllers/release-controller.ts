import type { Duration } from 'cdk8s';
import { secondsOf } from '../../core/duration';
import { checkOneOf } from '../../private/check-text';
import { Problems } from '../../private/problems';
import { optionsOf } from '../../private/shape';
import { oneOf } from '../sides';

/** How Argo Rollouts carries a release out. */
export interface ArgoRolloutsOptions {
  /**
   * How long each stage is held before the controller goes on by itself, unless its analysis stops it; with analysis ten
   * minutes at least, which its queries look back on.
   *
   * @default - until somebody promotes it: `kubectl argo rollouts promote <name>`
   */
  readonly pause?: Duration;

  /**
   * Whether the queries of the release's plan judge each stage: one that fails rolls the release back, one that has
   * nothing to measure pauses it until somebody decides. A Prometheus that does not answer for five minutes rolls back too.
   *
   * @default - true where the cluster profile has a scraper of the Prometheus operator and `argoRollouts.prometheusUrl`
   */
  readonly analysis?: boolean;

  /**
   * How long the version before keeps its pods when the new one has taken over and passed its analysis, so that it can take the requests back at
   * once. For a BlueGreen, and for a Canary by route with `keepStable`.
   *
   * @default Duration.seconds(30)
   */
  readonly scaleDownDelay?: Duration;
}

/** The options of Argo Rollouts, checked. */
export interface ArgoRolloutsSettings {
  /** Nothing where somebody promotes. */
  readonly pauseSeconds: number | undefined;
  /** Nothing where the cluster profile decides. */
  readonly analysis: boolean | undefined;
  /** Nothing where the controller decides. */
  readonly scaleDownDelaySeconds: number | undefined;
}

/**
 * What carries a release out in the cluster: a controller that goes from stage to stage, in place of people who apply each.
 *
 * @example
 * import {
 *   Canary,
 *   ClusterProfile,
 *   ContainerImage,
 *   ReleaseController,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({ cluster: ClusterProfile.of({ argoRollouts: { version: '1.9' } }) });
 * new Canary(new TenantNamespace(app, 'vision'), 'ranker', {
 *   server: {
 *     runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
 *     resources: { cpu: '1', memory: '2Gi' },
 *   },
 *   stable: { image: ContainerImage.of('registry.example/ranker:1.4') },
 *   canary: { image: ContainerImage.of('registry.example/ranker:1.5') },
 *   replicas: 10,
 *   steps: [10, 30, 50],
 *   controller: ReleaseController.argoRollouts(),
 * });
 * app.synth();
 */
export class ReleaseController {
  /**
   * Argo Rollouts (https://argo-rollouts.readthedocs.io/): both versions are ReplicaSets of one Rollout, whose pod template
   * is that of the version which is to serve in the end. The cluster profile has to declare it.
   *
   * @param options how stages are held and judged
   */
  public static argoRollouts(options: ArgoRolloutsOptions = {}): ReleaseController {
    const found = new Problems('');
    const { pause, analysis, scaleDownDelay } = optionsOf(found, options, 'ArgoRolloutsOptions');
    found.add(checkOneOf('analysis', analysis, [true, false]));
    const seconds = (property: string, value: Duration | undefined): number | undefined =>
      value === undefined ? undefined : secondsOf(found, property, value, 0, 1);
    return new ReleaseController(found.sentences, {
      pauseSeconds: seconds('pause', pause),
      analysis,
      scaleDownDelaySeconds: seconds('scaleDownDelay', scaleDownDelay),
    });
  }

  private constructor(
    /** @internal */
    public readonly _problems: readonly string[],
    /** @internal */
    public readonly _argoRollouts: ArgoRolloutsSettings,
  ) {}
}

/** The controller of a release. What is wrong with it is noted. */
export function controllerOf(problems: Problems, value: unknown): ReleaseController | undefined {
  const controller = oneOf(problems, 'controller', value, ReleaseController, '.argoRollouts(...)');
  problems.addUnder('controller', controller?._problems ?? []);
  return controller;
}
