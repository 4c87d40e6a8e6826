import type { RuntimeValue, ValueContext } from './runtime-value';

/**
 * An argument of a runtime's entry point.
 *
 * @example
 * import { RuntimeArgument, RuntimeValue } from 'cdk8s-model-serving';
 *
 * const args = [
 *   RuntimeArgument.text('serve'),
 *   RuntimeArgument.flag('--port', RuntimeValue.port()),
 *   RuntimeArgument.assigned('--host', RuntimeValue.host()),
 * ];
 */
export class RuntimeArgument {
  /**
   * An argument as it is: a subcommand, a model's name, a switch without value.
   *
   * @param text the argument
   */
  public static text(text: string): RuntimeArgument {
    return new RuntimeArgument(undefined, text, false, [], []);
  }

  /**
   * A flag and its value as two arguments: `--port 8000`.
   *
   * @param name the flag with its dashes
   * @param value what it is given
   */
  public static flag(name: string, value: RuntimeValue): RuntimeArgument {
    return new RuntimeArgument(name, value, false, [], []);
  }

  /**
   * A flag and its value as one argument: `--http-port=8000`.
   *
   * @param name the flag with its dashes
   * @param value what it is given
   */
  public static assigned(name: string, value: RuntimeValue): RuntimeArgument {
    return new RuntimeArgument(name, value, true, [], []);
  }

  private constructor(
    /** @internal */
    public readonly _name: string | undefined,
    /** @internal */
    public readonly _value: RuntimeValue | string,
    private readonly isOne: boolean,
    /** @internal */
    public readonly _aliases: readonly string[],
    /** @internal */
    public readonly _unless: readonly string[],
  ) {}

  /**
   * The same argument with other names that the runtime knows its flag by: none of them may set past the definition
   * what the server decides.
   *
   * @param names flags with their dashes
   */
  public alsoCalled(...names: string[]): RuntimeArgument {
    return new RuntimeArgument(this._name, this._value, this.isOne, [...this._aliases, ...names], this._unless);
  }

  /**
   * The same argument, which servers may give in `args` beside other flags that say where else the devices are that it
   * asks for. For parallelism that the definition leaves out, since it is one: without them more is an error.
   *
   * @param names flags with their dashes
   */
  public unlessGiven(...names: string[]): RuntimeArgument {
    return new RuntimeArgument(this._name, this._value, this.isOne, this._aliases, [...this._unless, ...names]);
  }

  /** @internal */
  public _render(context: ValueContext): string[] {
    if (typeof this._value === 'string') return [this._value];
    const value = this._value._render(context);
    if (this._name === undefined || value === undefined) return [];
    return this.isOne ? [`${this._name}=${value}`] : [this._name, value];
  }
}
