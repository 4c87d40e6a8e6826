import { Colour } from '../core/colour';
import { LABEL, type Labels } from '../private/labels';
import { alternatives, show } from '../private/show';

/** How the Service of a release selects, and whose pods are ready whatever its stage: both as endings of its name. */
interface Shape {
  readonly title: string;
  /** Ending of the instance that the Service selects; nothing where it selects by the shared name alone. */
  readonly selected?: string;
  /** Endings of the instances of which pods are ready. */
  readonly ready: readonly string[];
  readonly factory: string;
}

/**
 * What runs under a name before another kind of release takes the name over.
 *
 * kubectl deletes nothing that is missing from the new files, and pods that an apply creates are not ready for as long
 * as the model loads. So a move is safe in one apply only where the Service goes on selecting pods that run already;
 * every other move needs two: the first (`firstOfTwo()`) brings up the new pods and leaves the Service with the old
 * ones, the second, with `previously` left out, moves the Service. With `previously` a move in one apply that would
 * leave the Service without a ready pod is an error. See docs/releases.md.
 *
 * @example
 * import {
 *   ContainerImage,
 *   ModelServer,
 *   PreviousRelease,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp();
 * new ModelServer(new TenantNamespace(app, 'vision'), 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.bentoMl(),
 *   resources: { cpu: '500m', memory: '1Gi' },
 *   previously: PreviousRelease.canary().firstOfTwo(),
 * });
 * app.synth();
 */
export class PreviousRelease {
  /** A ModelServer of the name. */
  public static modelServer(): PreviousRelease {
    return new PreviousRelease({ title: 'a ModelServer', selected: '', ready: [''], factory: 'modelServer()' });
  }

  /** A Canary of the name that splits by replicas, at a weight below 100. */
  public static canary(): PreviousRelease {
    return new PreviousRelease({ title: 'a Canary by replicas', ready: ['-stable'], factory: 'canary()' });
  }

  /** A Canary of the name that splits by replicas and has been promoted: its Service selects the canary's pods alone. */
  public static promotedCanary(): PreviousRelease {
    const [selected, ready] = ['-canary', ['-canary', '-stable']];
    return new PreviousRelease({ title: 'a promoted Canary', selected, ready, factory: 'promotedCanary()' });
  }

  /** A Canary of the name that splits by route, at a weight below 100. */
  public static routedCanary(): PreviousRelease {
    const [selected, ready] = ['-stable', ['-stable']];
    return new PreviousRelease({ title: 'a Canary by route', selected, ready, factory: 'routedCanary()' });
  }

  /**
   * A release of the name by Argo Rollouts, whose Rollout has been deleted with `--cascade=orphan`: its pods are there
   * until their ReplicaSets are deleted as well.
   */
  public static rollout(): PreviousRelease {
    return new PreviousRelease({ title: 'a release by Argo Rollouts', ready: [], factory: 'rollout()' });
  }

  /**
   * A BlueGreen of the name.
   *
   * @param active the colour that takes the requests
   */
  public static blueGreen(active: Colour): PreviousRelease {
    // Turning what is no text into text may throw.
    const text = typeof active === 'string' ? active : '';
    const suffix = `-${text}`;
    const problem = Object.values(Colour).includes(active)
      ? undefined
      : `previously must name the colour that was active, ${alternatives(Object.values(Colour))}, got ${show(active)}`;
    const factory = `blueGreen(Colour.${text.toUpperCase()})`;
    return new PreviousRelease({ title: 'a BlueGreen', selected: suffix, ready: [suffix], factory }, false, problem);
  }

  private constructor(
    private readonly shape: Shape,
    /** @internal */
    public readonly _isFirstOfTwo = false,
    private readonly problem?: string,
  ) {}

  /** The first of two applies: the Service goes on selecting the pods of the previous release. */
  public firstOfTwo(): PreviousRelease {
    return new PreviousRelease(this.shape, true, this.problem);
  }

  /** @internal */
  public _problem(name: string, service: string, wanted: Labels, startupSeconds: number): string | undefined {
    if (this.problem !== undefined || this._isFirstOfTwo) return this.problem;
    const instance = wanted[LABEL.INSTANCE];
    if (instance === undefined || this.shape.ready.some((suffix) => instance === `${name}${suffix}`)) return undefined;
    return `previously must be moved from in two applies, or '${service}' has no ready pod for up to ${startupSeconds} s; apply with PreviousRelease.${this.shape.factory}.firstOfTwo(), and without previously once '${instance}' is available`;
  }

  /** @internal */
  public _selector(name: string): { [key: string]: string } {
    const { selected } = this.shape;
    return {
      ...(selected !== undefined && { [LABEL.INSTANCE]: `${name}${selected}` }),
      [LABEL.NAME]: name,
    };
  }

  /** @internal */
  public get _isBlueGreen(): boolean {
    return this.shape.title === 'a BlueGreen';
  }
}

/** Checks that a value, when given, is one of these. */
export function checkPrevious(previous: unknown): string | undefined {
  return previous === undefined || previous instanceof PreviousRelease
    ? undefined
    : `previously must be made by PreviousRelease.modelServer(), .canary(), .blueGreen(...) or its like, got ${show(previous)}`;
}
