import { kindsOfGroup, knownGroups, knownKind } from '../manifests/kinds';
import { alternatives, show } from '../private/show';

/** Shorter names are alike by chance. */
const SHORTEST = 5;

/** Version of an API: its number and what it is before it is stable. */
const VERSION = /^v(\d+)(?:(?:alpha|beta)\d+)?$/;

/**
 * Refuses a kind that nearly reads like one that is known, and is none: of a slip such as `Servce` there are never any
 * objects, so that whoever expects none would be content for good. Custom resources may have any other name.
 *
 * The same goes for a group such as `app`, and for a version above all that there are; versions that are gone may be asked for.
 *
 * @throws Error that names the kind, group or version that is likely meant
 */
export function refuseNearKind(kind: string, apiVersion: string | undefined): void {
  const slash = apiVersion?.indexOf('/') ?? -1;
  const group = apiVersion === undefined || slash < 0 ? '' : apiVersion.slice(0, slash);
  if (apiVersion !== undefined) {
    refuseNearGroup(kind, group);
    refuseNewVersion(kind, group, apiVersion.slice(slash + 1));
  }
  const groups = apiVersion === undefined ? knownGroups() : [group];
  const known = groups.flatMap((each) => kindsOfGroup(each).map((one) => one.kind));
  if (kind.length < SHORTEST || known.includes(kind)) return;
  const near = known.find((one) => one.length >= SHORTEST && isOneSlip(kind, one));
  if (near !== undefined) throw new Error(`there is no kind ${show(kind)}; did you mean ${show(near)}?`);
}

function refuseNearGroup(kind: string, group: string): void {
  if (kindsOfGroup(group).length > 0) return;
  const near = knownGroups().find((one) => isOneSlip(group, one) && knownKind(one, kind));
  if (near !== undefined)
    throw new Error(`there is no ${kind} of the group ${show(group)}; did you mean ${show(near)}?`);
}

function refuseNewVersion(kind: string, group: string, version: string): void {
  const versions = Object.keys(knownKind(group, kind)?.versions ?? {});
  if (versions.length === 0 || versions.includes(version)) return;
  const newest = Math.max(...versions.map(numberOf));
  if (!(numberOf(version) <= newest))
    throw new Error(`there is no version ${show(version)} of ${kind}; there are ${alternatives(versions)}`);
}

function numberOf(version: string): number {
  return Number(VERSION.exec(version)?.[1] ?? NaN);
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
