import type { IConstruct } from 'constructs';

/**
 * A value hung on a construct and found from everything inside it.
 *
 * Unlike the context of `constructs` it can be set after children exist; the registered symbol lets two copies of
 * this package find each other's values.
 */
export class Attachment<T> {
  private readonly key: symbol;

  public constructor(name: string) {
    this.key = Symbol.for(`cdk8s-model-serving.${name}`);
  }

  public attach(construct: IConstruct, value: T): void {
    Object.defineProperty(construct, this.key, { value, configurable: true });
  }

  /** The value on this very construct. */
  public on(construct: IConstruct): T | undefined {
    return (construct as unknown as { readonly [key: symbol]: T | undefined })[this.key];
  }

  /** The value on the construct or the nearest one around it. */
  public find(construct: IConstruct): T | undefined {
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      const value = this.on(scope);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
