import { show } from '../private/show';

/** A token of RFC 9110: what names of headers and cookies are made of. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Requests that always reach the canary, whatever its weight: those of testers, of one customer.
 *
 * @example
 * import { CanaryPin, TrafficSplit } from 'cdk8s-model-serving';
 *
 * const split = TrafficSplit.byRoute({ pins: [CanaryPin.header('x-tester', 'yes'), CanaryPin.cookie('beta', 'on')] });
 */
export class CanaryPin {
  /**
   * Requests with a header of a certain value.
   *
   * @param header name of the header, for example `x-canary`
   * @param value its value, compared exactly
   */
  public static header(header: string, value: string): CanaryPin {
    return new CanaryPin('header', header, value);
  }

  /**
   * Requests with a cookie of a certain value.
   *
   * @param cookie name of the cookie
   * @param value its value, compared exactly
   */
  public static cookie(cookie: string, value: string): CanaryPin {
    return new CanaryPin('cookie', cookie, value);
  }

  private constructor(
    private readonly kind: 'header' | 'cookie',
    private readonly pinName: string,
    private readonly value: string,
  ) {}

  /** @internal */
  public _problems(): (string | undefined)[] {
    const fine = typeof this.value === 'string' && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(this.value);
    return [
      typeof this.pinName === 'string' && TOKEN.test(this.pinName)
        ? undefined
        : `${this.kind} must be a name of letters, digits and '-', got ${show(this.pinName)}`,
      fine && !(this.kind === 'cookie' && /[\s",;\\]/.test(this.value))
        ? undefined
        : `value must be a printable text${this.kind === 'cookie' ? ` without white space, '"', ',', ';' and '\\'` : ' that neither begins nor ends with white space'}, got ${show(this.value)}`,
    ];
  }

  /** @internal */
  public _matcher(): { header?: string; cookie?: string; value: string } {
    return { [this.kind]: this.pinName, value: this.value };
  }

  /** @internal */
  public get _key(): string {
    return `${this.kind} ${this.kind === 'header' ? this.pinName.toLowerCase() : this.pinName} ${this.value}`;
  }
}
