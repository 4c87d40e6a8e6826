import type { ReviewedObject } from './data/object';
import type { Review, Verdict } from './data/review';

/** A review without what is concluded from it. */
export type Gathered = Omit<Review, 'verdict' | 'reasons'>;

/** A reason for a verdict. */
interface Reason {
  readonly verdict: Verdict;
  readonly text: string;
}

const RANK: readonly Verdict[] = ['outage', 'refused', 'attention', 'ordered', 'safe'];

/** What it all comes to, and why. */
export function conclude(review: Gathered): Pick<Review, 'verdict' | 'reasons'> {
  const reasons = REASONS.flatMap((reasonsOf) => reasonsOf(review)).sort(
    (a, b) => RANK.indexOf(a.verdict) - RANK.indexOf(b.verdict),
  );
  return { verdict: reasons.at(0)?.verdict ?? 'safe', reasons: reasons.map(({ text }) => text) };
}

/** What answers requests, or leads them to whoever does. */
const SERVING: readonly string[] = [
  'DaemonSet',
  'Deployment',
  'GRPCRoute',
  'Gateway',
  'HTTPRoute',
  'InferencePool',
  'InferenceService',
  'Ingress',
  'IngressRoute',
  'IngressRouteTCP',
  'LeaderWorkerSet',
  'Rollout',
  'Route',
  'SeldonDeployment',
  'Service',
  'StatefulSet',
  'TCPRoute',
  'TLSRoute',
];

type ReasonsOf = (review: Gathered) => Reason[];

/** In the order in which reasons of one verdict are told. */
const REASONS: readonly ReasonsOf[] = [
  ({ traffic }) =>
    traffic.filter(({ isOutage }) => isOutage).map(({ message }) => ({ verdict: 'outage', text: message })),
  ({ services }) =>
    services.filter(({ losesAll }) => losesAll).map(({ message }) => ({ verdict: 'outage', text: message })),
  ({ losses = [] }) =>
    losses.filter(({ isOutage }) => isOutage).map(({ message }) => ({ verdict: 'outage', text: message })),
  ({ restarts, releases }) =>
    restarts
      .filter(({ rollout }) => rollout !== undefined && rollout.pods > 0 && rollout.fewestReady === 0)
      .filter(({ object }) => !isAside(object, releases))
      .map(({ object, rollout }) => ({
        verdict: 'outage',
        text: `${object.kind} '${object.name}' has no ready pod while its ${rollout?.pods === 1 ? 'pod is' : 'pods are'} replaced`,
      })),
  ({ refusals }) => several(refusals, 'refused', (count) => `the API server refuses ${plural(count, 'change')}`),
  ({ removals }) =>
    removals
      .filter(({ isDestructive }) => isDestructive)
      .map(({ object, outcome }) => ({
        verdict: 'attention',
        text: `${object.kind} '${object.name}' goes: ${outcome}`,
      })),
  ({ removals }) =>
    several(
      removals.filter(({ object, isDestructive }) => !isDestructive && SERVING.includes(object.kind)),
      'attention',
      (count) =>
        `${plural(count, 'object')} that serve${count === 1 ? 's' : ''} requests ${count === 1 ? 'is' : 'are'} in the manifests no more`,
    ),
  ({ losses = [] }) =>
    losses.filter(({ isOutage }) => !isOutage).map(({ message }) => ({ verdict: 'attention', text: message })),
  ({ releases }) =>
    releases.filter(({ skips }) => skips).map(({ message }) => ({ verdict: 'attention', text: message })),
  ({ capacity }) =>
    several(
      capacity.filter(({ exceeds }) => exceeds === 'at rest'),
      'attention',
      (count) =>
        `${plural(count, 'quota')} held less than is asked for at rest`.replace('held', count === 1 ? 'holds' : 'hold'),
    ),
  ({ permissions }) =>
    several(
      permissions.filter(({ kind, isEscalation }) => kind === 'gained' && isEscalation),
      'attention',
      (count) => `${plural(count, 'new right')} may be used to gain others`,
    ),
  ({ permissions }) =>
    several(
      permissions.filter(({ kind, isEscalation }) => kind === 'gained' && !isEscalation),
      'attention',
      (count) => `${plural(count, 'new right')} ${count === 1 ? 'is' : 'are'} given`,
    ),
  ({ reach }) =>
    several(
      reach.filter(({ isWide }) => isWide),
      'attention',
      (count) =>
        `${plural(count, 'connection')} ${count === 1 ? 'opens' : 'open'} to everyone, to addresses outside or between namespaces`,
    ),
  ({ security }) => security.map(({ message }) => ({ verdict: 'attention', text: message })),
  ({ acknowledgements }) =>
    several(acknowledgements, 'attention', (count) => `${plural(count, 'finding')} newly acknowledged`),
  ({ findings }) =>
    several(
      findings.added.filter(({ severity }) => severity === 'error'),
      'attention',
      (count) => `${plural(count, 'new error')} of the rules`,
    ),
  ({ staleConfigurations }) =>
    several(staleConfigurations, 'attention', (count) =>
      `${plural(count, 'workload')} keep the configuration they started with`
        .replace(/^1 workload keep/, '1 workload keeps')
        .replace('they', count === 1 ? 'it' : 'they'),
    ),
  ({ releases }) =>
    releases
      .filter(({ skips, next }) => !skips && next !== undefined)
      .map(({ message, next }) => ({ verdict: 'ordered', text: `${message}; before the next stage ${next ?? ''}` })),
];

/** Whether a Deployment is the side of a release that takes no requests. */
function isAside({ kind, name, namespaceName }: ReviewedObject, releases: Review['releases']): boolean {
  const sides = releases.filter((release) => release.namespaceName === namespaceName).flatMap((each) => each.sides);
  return (
    (kind === 'Deployment' || kind === 'LeaderWorkerSet') &&
    sides.some(({ deploymentName, weight }) => deploymentName === name && weight.before === 0 && weight.after === 0)
  );
}

function several(items: readonly unknown[], verdict: Verdict, text: (count: number) => string): Reason[] {
  return items.length === 0 ? [] : [{ verdict, text: text(items.length) }];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Why requests fail, a sentence each: what makes a verdict `outage`. */
export function outagesOf(review: Gathered): string[] {
  return REASONS.flatMap((reasonsOf) => reasonsOf(review))
    .filter(({ verdict }) => verdict === 'outage')
    .map(({ text }) => text);
}
