import { type Manifest, refOf } from '../manifests/manifest';
import { keyOf } from '../manifests/object-ref';
import { isEscalation } from '../model/access/escalation';
import { isHeld, isHeldWider, type Right, rightsOf } from '../model/access/rights';
import { byCodeUnit } from '../private/json';
import type { PermissionChange } from './data/permissions';
import { permissionText } from './permission-text';
import type { Side } from './side';

const NOTHING: ReadonlyMap<string, Right> = new Map();

/** Rights that subjects gain and lose, those first with which they gain others. */
export function permissionChanges(before: Side, after: Side): PermissionChange[] {
  const [was, now] = [rightsOf(before.set), rightsOf(after.set)];
  const subjects = [...new Set([...was.keys(), ...now.keys()])].sort(byCodeUnit);
  return subjects
    .flatMap((subject) => {
      const [old, fresh] = [was.get(subject) ?? NOTHING, now.get(subject) ?? NOTHING];
      return [
        ...entries(subject, 'gained', missing(fresh, old), after, before),
        ...entries(subject, 'lost', missing(old, fresh), before, after),
      ];
    })
    .sort((a, b) => rank(a) - rank(b));
}

function rank({ kind, isEscalation: escalates }: PermissionChange): number {
  return (kind === 'gained' ? 0 : 2) + (escalates ? 0 : 1);
}

/** The rights that others do not hold, without those that wider ones among them hold as well. */
function missing(rights: ReadonlyMap<string, Right>, others: ReadonlyMap<string, Right>): Right[] {
  const found = new Map([...rights].filter(([, right]) => !isHeld(right, others)));
  return [...found.values()].filter((right) => !isHeldWider(right, found));
}

function entries(
  subject: string,
  kind: PermissionChange['kind'],
  rights: readonly Right[],
  side: Side,
  other: Side,
): PermissionChange[] {
  const groups = new Map<
    string,
    { readonly through: Manifest; readonly escalates: boolean; readonly rights: Right[] }
  >();
  for (const right of rights) {
    const [through, escalates] = [throughOf(right, side, other), isEscalation(right)];
    const key = JSON.stringify([keyOf(through), right.namespaceName, escalates]);
    const group = groups.get(key) ?? { through, escalates, rights: [] };
    groups.set(key, group);
    group.rights.push(right);
  }
  return [...groups.values()].map(({ through, escalates, rights: list }) => {
    const [{ namespaceName }] = list;
    return {
      subject,
      kind,
      ...(namespaceName !== undefined && { namespaceName }),
      what: permissionText(list),
      isEscalation: escalates,
      through: refOf(through),
    };
  });
}

/** What brings it about: the role where the binding is on both sides as it is, else the binding. */
function throughOf({ binding, role }: Right, side: Side, other: Side): Manifest {
  const isSame = (manifest: Manifest): boolean => {
    const [own, others] = [side.byKey.get(keyOf(manifest)), other.byKey.get(keyOf(manifest))];
    return own !== undefined && JSON.stringify(own.json) === JSON.stringify(others?.json);
  };
  return role && isSame(binding) ? role : binding;
}
