import { type Manifest, refOf } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import { keyOf, titleOf } from '../manifests/object-ref';
import { isPool, poolsOf } from '../model/pools/inference-pool';
import { podsBehind } from '../model/pools/pool-pods';
import { forecast } from '../model/rollout/forecast';
import { releasesOf } from '../model/rollout/release/state';
import { replicasOf } from '../model/scaling/pods-at-once';
import { hasSelector, podsOfService } from '../model/selection/service-pods';
import { byCodeUnit } from '../private/json';
import type { Delivery } from './data/review';
import type { ServiceChange } from './data/traffic';
import type { Pairs } from './pairs';
import { durationText } from './restarts';
import type { Side } from './side';

interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** Whether what the manifests hold no more is deleted. */
  readonly prunes: boolean;
}

/** Pods of a workload behind a Service. */
interface Backing {
  readonly manifest: Manifest;
  readonly workload: string;
  /** The fewest that an autoscaler keeps. */
  readonly pods: number;
  /** The most that it makes: what is scaled to zero serves as soon as it is asked. */
  readonly most: number;
}

/** Services and InferencePools that lead to other pods than before, or lose all of them. */
export function serviceChanges(pairs: Pairs, before: Side, after: Side, delivery: Delivery): ServiceChange[] {
  const aside = servicesAside(before);
  return [...after.set.ofKind('Service', ''), ...poolsOf(after.set)].flatMap((service) => {
    const was = before.byKey.get(keyOf(service));
    if (!was || !(isPool(was) || hasSelector(was))) return [];
    const [old, now] = [backingOf(before, was), backingOf(after, service)];
    const change = outcomeOf(pairs, service, [old, now], { before, after, prunes: delivery !== 'kubectl' });
    const left = delivery === 'kubectl' ? leftBehind(pairs, before, service) : [];
    if (!change) return [];
    const isAside = change.losesAll && aside.has(was);
    return [left.length > 0 ? keptBy(change, now, left) : isAside ? withoutHarm(change) : change];
  });
}

/** Services of releases to whose pods no request goes but those of tests: of a colour that is not active, of a canary without a share. */
function servicesAside({ set }: Side): ReadonlySet<Manifest> {
  const found = new Set<Manifest>();
  for (const { services, deployments } of releasesOf(set).values()) {
    const idle = new Set(deployments.filter(({ weight }) => weight === 0).map(({ manifest }) => manifest));
    for (const service of services)
      if (podsOfService(set, service).every(({ manifest }) => idle.has(manifest))) found.add(service);
  }
  return found;
}

function withoutHarm(change: ServiceChange): ServiceChange {
  return { ...change, losesAll: false, message: `${change.message}; none of the release's requests go there` };
}

/** Pods of workloads that are in the manifests no more, and that kubectl leaves running until somebody deletes them. */
function leftBehind(pairs: Pairs, { set }: Side, service: Manifest): Backing[] {
  const removed = new Set(pairs.removed);
  return podsBehind(set, service)
    .filter(({ manifest }) => removed.has(manifest) && manifest.kind !== 'Job')
    .map(({ manifest }) => backing(set, manifest))
    .filter(serves);
}

function keptBy(
  { object, before, after }: ServiceChange,
  now: readonly Backing[],
  left: readonly Backing[],
): ServiceChange {
  const message = `${titleOf(object)} leads to ${namesOf(now)}, and still to ${namesOf(left)} until somebody deletes what the manifests no longer hold`;
  return { object, before, after, losesAll: false, message };
}

/** Pods as reviews count them. */
function counted(list: readonly Backing[]): ServiceChange['before'] {
  return list.map(({ workload, pods }) => ({ workload, pods }));
}

/** The workloads behind a Service, and their pods. */
export function backingOf({ set }: Side, service: Manifest): Backing[] {
  return podsBehind(set, service)
    .filter(({ manifest }) => manifest.kind !== 'Job' && manifest.kind !== 'CronJob')
    .map(({ manifest }) => backing(set, manifest))
    .sort((a, b) => byCodeUnit(a.workload, b.workload));
}

function backing(set: ManifestSet, manifest: Manifest): Backing {
  const { fewest: pods, most } = replicasOf(set, manifest);
  return { manifest, workload: `${manifest.kind} ${manifest.name}`, pods, most };
}

/** Whether there are pods, or will be when they are asked for. */
export function serves({ most }: Backing): boolean {
  return most > 0;
}

function outcomeOf(
  pairs: Pairs,
  service: Manifest,
  [old, now]: readonly [readonly Backing[], readonly Backing[]],
  sides: Sides,
): ServiceChange | undefined {
  const title = titleOf(service);
  const hadPods = old.some(serves);
  const staying = now.filter(({ workload }) => old.some((each) => each.workload === workload && serves(each)));
  const base = { object: refOf(service), before: counted(old), after: counted(now) };
  if (hadPods && !now.some(serves))
    return { ...base, losesAll: true, message: `${title} loses all of its pods, and gets no others` };
  if (hadPods && !staying.some(serves)) {
    const seconds = readyIn(pairs, now, service, sides);
    if (seconds === 0) return { ...base, ...handedOver(title, [old, now], sides) };
    const time =
      seconds === undefined ? 'until they are ready' : `for at most ${durationText(seconds)}, until they are ready`;
    return {
      ...base,
      losesAll: true,
      ...(seconds !== undefined && { secondsWithout: seconds }),
      message: `${title} leads to the new pods of ${namesOf(now)} alone, and to none ${time}`,
    };
  }
  if (JSON.stringify(base.before) === JSON.stringify(base.after)) return undefined;
  return { ...base, losesAll: false, message: `${title} leads to ${namesOf(now)}; before to ${namesOf(old)}` };
}

/**
 * A Service that moves to pods that are ready. Its object may be applied after those whose pods go, and proxies learn
 * late of a selector: until then the former pods have to answer.
 */
function handedOver(
  title: string,
  [old, now]: readonly [readonly Backing[], readonly Backing[]],
  sides: Sides,
): Pick<ServiceChange, 'losesAll' | 'message'> {
  const message = `${title} leads to ${namesOf(now)} in place of ${namesOf(old)}`;
  if (old.some((each) => serves(each) && staysUp(each, sides))) return { losesAll: false, message };
  const until =
    'it has none until every proxy knows the others; move it with one apply, and take them away with the next';
  return { losesAll: true, message: `${message}, which go with the same apply: ${until}` };
}

/** Whether a workload that had pods has some afterwards too. */
function staysUp({ manifest }: Backing, { after, prunes }: Sides): boolean {
  const now = after.byKey.get(keyOf(manifest));
  return now ? serves(backing(after.set, now)) : !prunes;
}

/** How long the pods that a Service moves to take to be ready: those of workloads that were there before are. */
function readyIn(
  pairs: Pairs,
  now: readonly Backing[],
  { namespaceName }: Manifest,
  { before, after: { set } }: Sides,
): number | undefined {
  const isBehind = (manifest: Manifest): boolean =>
    manifest.namespaceName === namespaceName &&
    now.some(({ workload }) => workload === `${manifest.kind} ${manifest.name}`);
  const fresh = pairs.added.filter(isBehind);
  const grown = pairs.changed
    .filter((pair) => isBehind(pair.after) && !serves(backing(before.set, pair.before)))
    .map((pair) => pair.after);
  if (now.length > fresh.length + grown.length) return 0;
  const times = [...fresh, ...grown].map((manifest) => forecast(undefined, { manifest, set }, true).seconds);
  return set.manifests.length === 0 || times.includes(undefined) ? undefined : Math.max(0, ...(times as number[]));
}

function namesOf(list: readonly Backing[]): string {
  const names = list.map(
    ({ workload, pods, most }) =>
      `${workload} (${pods === 0 && most > 0 ? `up to ${most}` : pods} ${pods === 1 ? 'pod' : 'pods'})`,
  );
  return names.length === 0 ? 'no pods' : names.join(', ');
}
