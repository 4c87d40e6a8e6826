import { covers } from '../../private/ip';

/** Addresses that a policy names. */
export interface AddressBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** Whether all addresses of a block are in another. */
export function isBlockWithin(inner: AddressBlock, outer: AddressBlock): boolean {
  if (inner.cidr !== outer.cidr && !covers(outer.cidr, inner.cidr)) return false;
  return outer.except.every(
    (hole) => isApart(hole, inner.cidr) || inner.except.some((own) => own === hole || covers(own, hole)),
  );
}

/** Two blocks hold no address together unless one is in the other. */
function isApart(a: string, b: string): boolean {
  return a !== b && !covers(a, b) && !covers(b, a);
}
