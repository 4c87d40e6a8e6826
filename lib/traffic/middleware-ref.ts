import { checkLabelName, checkObjectName } from '../private/names';
import { Problems } from '../private/problems';

/** A Traefik Middleware that exists already, by name: for what there is no option for. */
export class MiddlewareRef {
  /**
   * A Middleware (`traefik.io/v1alpha1`).
   *
   * @param name its name
   * @param namespaceName its namespace; that of the route when it is left out. Another one needs Traefik's
   * `allowCrossNamespace`
   */
  public static named(name: string, namespaceName?: string): MiddlewareRef {
    return new MiddlewareRef(name, namespaceName);
  }

  private constructor(
    /** @internal */
    public readonly _name: string,
    /** @internal */
    public readonly _namespaceName: string | undefined,
  ) {}

  /** @internal */
  public _problems(): readonly string[] {
    return new Problems('').add(
      checkObjectName('name', this._name ?? ''),
      checkLabelName('namespaceName', this._namespaceName),
    ).sentences;
  }
}
