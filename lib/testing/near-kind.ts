import { kindsOfGroup, knownGroups } from '../manifests/kinds';
import { show } from '../private/show';

/** Shorter names are alike by chance. */
const SHORTEST = 5;

/**
 * Refuses a kind that nearly reads like one that is known, and is none: of a slip such as `Servce` there are never any
 * objects, so that whoever expects none would be content for good. Custom resources may have any other name.
 *
 * @throws Error that names the kind that is likely meant
 */
export function refuseNearKind(kind: string, apiVersion: string | undefined): void {
  const slash = apiVersion?.indexOf('/') ?? -1;
  const group = apiVersion === undefined || slash < 0 ? '' : apiVersion.slice(0, slash);
  const groups = apiVersion === undefined ? knownGroups() : [group];
  const known = groups.flatMap((each) => kindsOfGroup(each).map((one) => one.kind));
  if (kind.length < SHORTEST || known.includes(kind)) return;
  const near = known.find((one) => one.length >= SHORTEST && isOneSlip(kind, one));
  if (near !== undefined) throw new Error(`there is no kind ${show(kind)}; did you mean ${show(near)}?`);
}

/** Whether a text is another one with a letter too many, too few or wrong, two that changed places, or in other cases. */
function isOneSlip(given: string, meant: string): boolean {
  if (given.toLowerCase() === meant.toLowerCase()) return true;
  let start = 0;
  while (start < given.length && given[start] === meant[start]) start++;
  const [rest, restOfMeant] = [given.slice(start), meant.slice(start)];
  return (
    rest.slice(1) === restOfMeant ||
    rest === restOfMeant.slice(1) ||
    rest.slice(1) === restOfMeant.slice(1) ||
    (rest.length > 1 && `${rest[1]}${rest[0]}${rest.slice(2)}` === restOfMeant)
  );
}
