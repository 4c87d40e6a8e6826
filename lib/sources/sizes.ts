import { Quantity } from '../private/quantity';

/**
 * Bytes a second that a start is planned with: 1 Gbit/s, also the least that a gp3 disk of AWS and an SSD of GCP give
 * (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html). Real ones are faster; a budget must not be.
 */
const BYTES_PER_SECOND = 125_000_000;

/** Seconds to move so many bytes, over the network or from a disk; nothing where the size is not known. */
export function secondsFor(size: string | undefined): number | undefined {
  const bytes = Quantity.tryParse(size)?.toNumber();
  return bytes === undefined ? undefined : Math.ceil(bytes / BYTES_PER_SECOND);
}

/** A size with a tenth on top, in whole mebibytes: for what a download writes besides the weights. */
export function withHeadroom(size: string): string {
  const mebibytes = Math.ceil(((Quantity.tryParse(size)?.toNumber() ?? 0) * 1.1) / 2 ** 20);
  return Quantity.parse(`${Math.max(mebibytes, 1)}Mi`).toBytes();
}

/** Checks that what receives the weights can hold them. */
export function checkHolds(property: string, volume: string | undefined, size: string | undefined): string | undefined {
  const [holds, weights] = [Quantity.tryParse(volume), Quantity.tryParse(size)];
  if (!holds || !weights || !weights.exceeds(holds)) return undefined;
  return `${property} must hold the weights, which are '${size ?? ''}' as the source's size says, got '${volume ?? ''}'; raise it`;
}
