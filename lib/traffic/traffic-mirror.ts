import type { IRouteTarget } from '../core/traffic-target';
import { checkPercent } from '../private/check-number';
import type { Problems } from '../private/problems';
import { Quantity } from '../private/quantity';
import { bytesHint } from '../private/quantity-hints';
import { show } from '../private/show';
import { checkTarget } from './plan/check-target';

/**
 * Copies of requests for a second target, whose answers are thrown away: to warm up or try out a new version. What the
 * request does, it does twice: mirror predictions, not writes.
 */
export interface TrafficMirror {
  /** Where the copies go: a target with one Service. */
  readonly target: IRouteTarget;

  /**
   * Share of the requests that are copied, in percent, from 1 to 100.
   *
   * @default 100
   */
  readonly percent?: number;

  /**
   * The largest body that is copied, for example `1Mi`: Traefik holds each mirrored body in memory. Larger requests
   * reach their target, and no copy is made.
   *
   * @default '1Mi' on Traefik; elsewhere the gateway decides
   */
  readonly maxBodySize?: string;
}

/** Checks a mirror. */
export function checkMirror(problems: Problems, property: string, mirror: TrafficMirror | undefined): void {
  if (mirror === undefined) return;
  problems.add(
    checkTarget(`${property}.target`, mirror.target),
    checkPercent(`${property}.percent`, mirror.percent, 1, 100),
    checkBodySize(`${property}.maxBodySize`, mirror.maxBodySize),
  );
}

/** Checks a number of bytes that is not zero. */
export function checkBodySize(property: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const quantity = Quantity.tryParse(value);
  if (quantity?.isWhole && !quantity.isZero && bytesOf(value as string) <= Number.MAX_SAFE_INTEGER) return undefined;
  return `${property} must be a quantity of bytes such as '10Mi', above 0, got ${show(value)}${bytesHint(value)}`;
}

/** The number of bytes of a quantity that was checked. */
export function bytesOf(quantity: string): number {
  let unit = 1;
  const [, number, suffix] = /^(\d+)([KMGTPE]i)?$/.exec(Quantity.parse(quantity).toBytes()) ?? [];
  for (const step of ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']) {
    if (suffix === undefined) break;
    unit *= 1024;
    if (step === suffix) break;
  }
  return Number(number) * unit;
}
