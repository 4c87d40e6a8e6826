import { type Manifest, refOf } from '../manifests/manifest';
import { keyOf, titleOf } from '../manifests/object-ref';
import { forecast } from '../model/rollout/forecast';
import { countIn } from '../model/quota/amounts';
import { hasSelector, podsOfService } from '../model/selection/service-pods';
import { byCodeUnit, objectAt } from '../private/json';
import type { Delivery } from './data/review';
import type { ServiceChange } from './data/traffic';
import type { Pairs } from './pairs';
import { durationText } from './restarts';
import type { Side } from './side';

/** Pods of a workload behind a Service. */
interface Backing {
  readonly workload: string;
  readonly pods: number;
}

/** Services that lead to other pods than before, or lose all of them. */
export function serviceChanges(pairs: Pairs, before: Side, after: Side, delivery: Delivery): ServiceChange[] {
  return after.set.ofKind('Service', '').flatMap((service) => {
    const was = before.byKey.get(keyOf(service));
    if (!was || !hasSelector(was)) return [];
    const [old, now] = [backingOf(before, was), backingOf(after, service)];
    const change = outcomeOf(pairs, service, old, now, after);
    const left = delivery === 'kubectl' ? leftBehind(pairs, before, service) : [];
    return change ? [left.length > 0 ? keptBy(change, left) : change] : [];
  });
}

/** Pods of workloads that are in the manifests no more, and that kubectl leaves running until somebody deletes them. */
function leftBehind(pairs: Pairs, { set }: Side, service: Manifest): Backing[] {
  const removed = new Set(pairs.removed);
  return podsOfService(set, service)
    .filter(({ manifest }) => removed.has(manifest) && manifest.kind !== 'Job')
    .map(({ manifest }) => ({ workload: `${manifest.kind} ${manifest.name}`, pods: podsOf(manifest) }))
    .filter(({ pods }) => pods > 0);
}

function keptBy({ object, before, after }: ServiceChange, left: readonly Backing[]): ServiceChange {
  const message = `${titleOf(object)} leads to ${namesOf(after)}, and still to ${namesOf(left)} until somebody deletes what the manifests no longer hold`;
  return { object, before, after, losesAll: false, message };
}

/** The workloads behind a Service, and their pods. */
export function backingOf({ set }: Side, service: Manifest): Backing[] {
  return podsOfService(set, service)
    .filter(({ manifest }) => manifest.kind !== 'Job' && manifest.kind !== 'CronJob')
    .map(({ manifest }) => ({ workload: `${manifest.kind} ${manifest.name}`, pods: podsOf(manifest) }))
    .sort((a, b) => byCodeUnit(a.workload, b.workload));
}

function podsOf({ kind, json }: Manifest): number {
  return kind === 'Pod' || kind === 'DaemonSet' ? 1 : countIn(objectAt(json, 'spec').replicas, 1);
}

function outcomeOf(
  pairs: Pairs,
  service: Manifest,
  old: readonly Backing[],
  now: readonly Backing[],
  after: Side,
): ServiceChange | undefined {
  const title = titleOf(service);
  const hadPods = old.some(({ pods }) => pods > 0);
  const staying = now.filter(({ workload }) => old.some((each) => each.workload === workload && each.pods > 0));
  const base = { object: refOf(service), before: old, after: now };
  if (hadPods && !now.some(({ pods }) => pods > 0))
    return { ...base, losesAll: true, message: `${title} loses all of its pods, and gets no others` };
  if (hadPods && staying.every(({ pods }) => pods === 0)) {
    const seconds = readyIn(pairs, now, service, after);
    const time =
      seconds === undefined ? 'until they are ready' : `for at most ${durationText(seconds)}, until they are ready`;
    return seconds === 0
      ? { ...base, losesAll: false, message: `${title} leads to ${namesOf(now)} in place of ${namesOf(old)}` }
      : {
          ...base,
          losesAll: true,
          ...(seconds !== undefined && { secondsWithout: seconds }),
          message: `${title} leads to the new pods of ${namesOf(now)} alone, and to none ${time}`,
        };
  }
  if (JSON.stringify(old) === JSON.stringify(now)) return undefined;
  return { ...base, losesAll: false, message: `${title} leads to ${namesOf(now)}; before to ${namesOf(old)}` };
}

/** How long the pods that a Service moves to take to be ready: those of workloads that were there before are. */
function readyIn(pairs: Pairs, now: readonly Backing[], service: Manifest, after: Side): number | undefined {
  const fresh = pairs.added.filter(
    (manifest) =>
      manifest.namespaceName === service.namespaceName &&
      now.some(({ workload }) => workload === `${manifest.kind} ${manifest.name}`),
  );
  const grown = pairs.changed
    .filter(({ before }) => podsOf(before) === 0)
    .map((pair) => pair.after)
    .filter((manifest) => now.some(({ workload }) => workload === `${manifest.kind} ${manifest.name}`));
  if (now.length > fresh.length + grown.length) return 0;
  const empty = { before: new Map<string, number>(), after: new Map<string, number>() };
  const times = [...fresh, ...grown].map((manifest) => forecast(undefined, manifest, true, empty).seconds);
  return after.set.manifests.length === 0 || times.includes(undefined)
    ? undefined
    : Math.max(0, ...(times as number[]));
}

function namesOf(backing: readonly Backing[]): string {
  const names = backing.map(({ workload, pods }) => `${workload} (${pods} ${pods === 1 ? 'pod' : 'pods'})`);
  return names.length === 0 ? 'no pods' : names.join(', ');
}
