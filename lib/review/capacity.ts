import { isClusterScoped } from '../manifests/kinds';
import type { Manifest } from '../manifests/manifest';
import type { Amounts } from '../model/quota/amounts';
import { setWithMade } from '../model/operators/made-objects';
import { amountOf, type Consumption, consumptionOf, isKind, overheadsOf, totalsOf } from '../model/quota/consumption';
import { canonicalKey, textOf } from '../model/quota/quota-key';
import { type Quota, quotaOf } from '../model/quota/resource-quota';
import { append } from '../private/append';
import { byCodeUnit } from '../private/json';
import type { Quantity } from '../private/quantity';
import type { CapacityChange } from './data/capacity';
import type { Pairs } from './pairs';
import { peakOf, type PodsOfBoth, podsOfBoth } from './peak';
import type { Side } from './side';

/** What is told without a quota as well, and in which order; accelerators go before all of it. */
const ALWAYS: readonly string[] = ['requests.cpu', 'requests.memory', 'pods'];
const DEVICE = /^requests\.[^/]+\/|\.deviceclass\.resource\.k8s\.io\/devices$/;
const GRAVITY: readonly CapacityChange['exceeds'][] = ['at rest', 'on the way', 'no'];

/** A namespace on both sides. */
interface Namespace {
  readonly namespaceName: string;
  readonly before: Consumption;
  readonly after: Consumption;
  readonly pods: readonly PodsOfBoth[];
  readonly quotas: { readonly before: readonly Quota[]; readonly after: readonly Quota[] };
}

/**
 * What namespaces take, at rest and at most on the way: with everything rolling that this change rolls, pods that are
 * shutting down included, for quotas charge them until they are gone
 * (https://kubernetes.io/docs/concepts/policy/resource-quotas/). Other workloads do not roll.
 */
export function capacityChanges(pairs: Pairs, before: Side, after: Side): CapacityChange[] {
  return namespacesOf(pairs, before, after)
    .flatMap((namespace) => [...ofAllPods(namespace), ...ofSomePods(namespace)])
    .sort(
      (a, b) =>
        GRAVITY.indexOf(a.exceeds) - GRAVITY.indexOf(b.exceeds) ||
        byCodeUnit(a.namespaceName, b.namespaceName) ||
        rank(a.key) - rank(b.key) ||
        byCodeUnit(a.key, b.key),
    );
}

function rank(key: string): number {
  return DEVICE.test(key) ? -1 : ALWAYS.includes(key) ? ALWAYS.indexOf(key) : ALWAYS.length;
}

function namespacesOf(pairs: Pairs, before: Side, after: Side): Namespace[] {
  const touched = [...pairs.changed.map((pair) => pair.after), ...pairs.added, ...pairs.removed];
  const names = new Set(touched.filter(isCounted).map(({ namespaceName = '' }) => namespaceName));
  const [was, now] = [before, after].map((side) => consumptions(side, names));
  return [...names].map((namespaceName) => {
    const [old, fresh] = [was(namespaceName), now(namespaceName)];
    return {
      namespaceName,
      before: old.consumption,
      after: fresh.consumption,
      pods: podsOfBoth(pairs, old.consumption.pods, fresh.consumption.pods),
      quotas: { before: old.quotas, after: fresh.quotas },
    };
  });
}

/** What lives in no namespace is counted by nobody. */
function isCounted({ namespaceName, group, kind }: Manifest): boolean {
  return namespaceName !== undefined || !isClusterScoped(group, kind);
}

function consumptions({ set }: Side, names: ReadonlySet<string>) {
  const byNamespace = new Map<string, Manifest[]>();
  for (const manifest of setWithMade(set).manifests) {
    const { namespaceName = '' } = manifest;
    if (names.has(namespaceName)) append(byNamespace, namespaceName, manifest);
  }
  const overheads = overheadsOf(set.ofKind('RuntimeClass', 'node.k8s.io'));
  return (namespaceName: string) => {
    const objects = byNamespace.get(namespaceName) ?? [];
    return {
      consumption: consumptionOf(objects, overheads),
      quotas: objects.filter(isKind('', 'ResourceQuota')).flatMap((object) => quotaOf(object) ?? []),
    };
  };
}

/** What one way of counting makes of a namespace. */
interface Counted {
  readonly before: Amounts;
  readonly after: Amounts;
  readonly peak: Amounts;
  /** What the quotas hold, on each side. */
  readonly hard: { readonly before: Amounts; readonly after: Amounts };
}

function ofAllPods({ namespaceName, before, after, pods, quotas }: Namespace): CapacityChange[] {
  const [was, now] = [totalsOf(before).steady, totalsOf(after).steady];
  const [oldHard, hard] = [quotas.before, quotas.after].map((list) => least(list.filter(({ counts }) => !counts)));
  const peak = peakOf(pods, before.objects.steady, after.objects.steady);
  const counted = { before: was, after: now, peak, hard: { before: oldHard, after: hard } };
  const keys = new Set([...was.keys(), ...now.keys(), ...hard.keys()]);
  return [...keys]
    .filter((key) => hard.has(key) || oldHard.has(key) || ALWAYS.includes(key) || DEVICE.test(key))
    .flatMap((key) => changeOf(namespaceName, key, key, counted));
}

/** A quota with scopes counts some of the pods only. */
function ofSomePods({ namespaceName, before, after, pods, quotas }: Namespace): CapacityChange[] {
  return quotas.after.flatMap((quota) => {
    const { counts, object } = quota;
    if (!counts) return [];
    const old = quotas.before.filter((each) => each.object.name === object.name);
    const hard = least([quota]);
    const some = pods.filter((each) => [each.before, each.after].some((side) => side && counts(side)));
    const counted = {
      before: totalsOf(before, counts).steady,
      after: totalsOf(after, counts).steady,
      peak: peakOf(some, new Map(), new Map()),
      hard: { before: least(old), after: hard },
    };
    return [...hard.keys()].flatMap((key) =>
      changeOf(namespaceName, key, `${key} (ResourceQuota ${object.name})`, counted),
    );
  });
}

/** What quotas hold together: of several for one key the least, under the name that amounts are added up by. */
function least(quotas: readonly Quota[]): Map<string, Quantity> {
  const hard = new Map<string, Quantity>();
  for (const quota of quotas) {
    for (const [written, amount] of quota.hard) {
      const key = canonicalKey(written);
      hard.set(key, hard.get(key)?.min(amount) ?? amount);
    }
  }
  return hard;
}

function changeOf(namespaceName: string, key: string, label: string, counted: Counted): CapacityChange[] {
  const [before, after] = [amountOf(counted.before, key), amountOf(counted.after, key)];
  const peak = amountOf(counted.peak, key).max(after);
  const hard = counted.hard.after.get(key);
  const isSame = before.equals(after) && peak.equals(after);
  const isHeldAsBefore =
    hard === undefined ? !counted.hard.before.has(key) : counted.hard.before.get(key)?.equals(hard);
  if (isSame && (isHeldAsBefore || after.isZero)) return [];
  return [
    {
      namespaceName,
      key: label,
      before: textOf(key, before),
      after: textOf(key, after),
      peak: textOf(key, peak),
      ...(hard && { hard: textOf(key, hard) }),
      exceeds: hard && after.exceeds(hard) ? 'at rest' : hard && peak.exceeds(hard) ? 'on the way' : 'no',
    },
  ];
}
