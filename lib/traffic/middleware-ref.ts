import { checkLabelName, checkObjectName } from '../private/check-name';
import { Problems } from '../private/problems';

/**
 * A Traefik Middleware by name: for what there is no option for.
 *
 * @example
 * import { MiddlewareRef } from 'cdk8s-model-serving';
 *
 * const middlewares = [MiddlewareRef.named('compress'), MiddlewareRef.external('auth', 'platform')];
 */
export class MiddlewareRef {
  /**
   * A Middleware (`traefik.io/v1alpha1`). In a namespace where the app makes Middlewares, one that it does not make is
   * an error.
   *
   * @param name its name
   * @param namespaceName its namespace; that of the route when it is left out. Another one needs Traefik's
   * `allowCrossNamespace`
   */
  public static named(name: string, namespaceName?: string): MiddlewareRef {
    return new MiddlewareRef(name, namespaceName, false);
  }

  /**
   * A Middleware (`traefik.io/v1alpha1`) that somebody else makes.
   *
   * @param name its name
   * @param namespaceName its namespace; that of the route when it is left out. Another one needs Traefik's
   * `allowCrossNamespace`
   */
  public static external(name: string, namespaceName?: string): MiddlewareRef {
    return new MiddlewareRef(name, namespaceName, true);
  }

  /**
   * The former name of `external`.
   *
   * @deprecated use `MiddlewareRef.external`
   * @param name its name
   * @param namespaceName its namespace; that of the route when it is left out
   */
  public static madeElsewhere(name: string, namespaceName?: string): MiddlewareRef {
    return MiddlewareRef.external(name, namespaceName);
  }

  private constructor(
    /** @internal */
    public readonly _name: string,
    /** @internal */
    public readonly _namespaceName: string | undefined,
    /** @internal */
    public readonly _isMadeElsewhere: boolean,
  ) {}

  /** @internal */
  public _problems(): readonly string[] {
    return new Problems('').add(
      checkObjectName('name', this._name ?? ''),
      checkLabelName('namespaceName', this._namespaceName),
    ).sentences;
  }
}
