import type { Review } from '../../data/review';
import type { ServiceChange, Share, TrafficChange } from '../../data/traffic';
import { keyOf } from '../../../manifests/object-ref';
import { count, duration, percent } from '../figures';
import { listed, name, type Phrase, sentence, words } from '../phrase';
import { callOf } from './objects';
import { detail, list, type Row, type Section, table, type Tone } from './section';

/** How many workloads are told in one cell. */
const TOLD = 8;

/** Releases by their stages. */
export function releasesSection({ releases }: Review): Section[] {
  return list(
    'releases',
    'Releases',
    'open',
    releases.map((release) => ({
      tone: release.skips ? 'warn' : 'changed',
      text: [
        ...words(`${release.kind} `),
        ...name(release.namespaceName === undefined ? release.name : `${release.namespaceName}/${release.name}`),
        ...words(': '),
        ...stagesOf(release.before, release.after),
      ],
      details: [
        ...detail('what happens', sentence(release.message)),
        ...detail('pods', sentence(podsText(release))),
        ...detail('careful', release.skips ? words('stages of the plan are left out') : []),
        ...detail('next', sentence(release.next)),
      ],
    })),
  );
}

/** `iris-stable 9 to 7 pods (90 % to 70 %), ...; never fewer than 8 ready nor more than 12`. */
function podsText({ sides, fewestReady, mostPods }: Review['releases'][number]): string | undefined {
  if (sides.length === 0) return undefined;
  const each = sides.map(
    ({ deploymentName, pods, weight }) =>
      `${deploymentName} ${pods.before} to ${pods.after} pods (${shareText(weight)})`,
  );
  const least = fewestReady === undefined ? '' : `never fewer than ${fewestReady} ready and `;
  return `${each.join(', ')}; ${least}never more than ${mostPods}`;
}

function shareText({ before, after }: Review['releases'][number]['sides'][number]['weight']): string {
  const [old, now] = [before, after].map((weight) => (weight === undefined ? 'unknown' : `${weight} %`));
  return old === now && before === undefined ? 'share unknown' : `${old} to ${now}`;
}

function stagesOf(before: string | undefined, after: string | undefined): Phrase {
  const start = before === undefined ? words('new') : sentence(before);
  return [...start, ...words(' → '), ...(after === undefined ? words('gone') : sentence(after))];
}

/** Who answers every host and path, and which share. */
export function trafficSection({ traffic }: Review): Section[] {
  return table(
    'traffic',
    'Traffic',
    'open',
    ['Requests', 'Service', 'Pods of', 'Before', 'After', 'What happens'],
    traffic.flatMap(rowsOf),
  );
}

/** A row for every Service; what happens is said in the first. */
function rowsOf(change: TrafficChange): Row[] {
  const services = new Map([...change.before, ...change.after].map((share) => [keyOf(share.service), share]));
  if (services.size === 0) return [rowOf(change, undefined, undefined, undefined)];
  const shareIn = (shares: readonly Share[], key: string): number | undefined =>
    shares.find(({ service }) => keyOf(service) === key)?.percent;
  return [...services].map(([key, share], index) => {
    const shares = [shareIn(change.before, key), shareIn(change.after, key)] as const;
    return rowOf(index === 0 ? change : { ...change, message: undefined }, share, ...shares);
  });
}

function rowOf(
  change: Pick<TrafficChange, 'requests' | 'isOutage'> & { readonly message: string | undefined },
  share: Share | undefined,
  before?: number,
  after?: number,
): Row {
  return {
    tone: change.isOutage ? 'bad' : toneOfShares(before, after),
    cells: [
      name(change.requests),
      name(share && callOf(share.service)),
      listed((share?.workloads ?? []).map(name), TOLD),
      before === undefined ? words('none') : words(percent(before)),
      after === undefined ? words('none') : words(percent(after)),
      sentence(change.message),
    ],
  };
}

function toneOfShares(before: number | undefined, after: number | undefined): Tone {
  if (before === after) return 'plain';
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** Services whose pods change. */
export function servicesSection({ services }: Review): Section[] {
  return table(
    'services',
    'Services',
    'open',
    ['Service', 'Leads to, before', 'Leads to, after', 'What happens'],
    services.map((service) => ({
      tone: service.losesAll ? 'bad' : 'changed',
      cells: [
        name(callOf(service.object)),
        podsOf(service.before),
        podsOf(service.after),
        [...sentence(service.message), ...withoutEndpoints(service)],
      ],
    })),
  );
}

function podsOf(workloads: ServiceChange['before']): Phrase {
  if (workloads.length === 0) return words('nothing');
  return listed(
    workloads.map(({ workload, pods }) => [...name(workload), ...words(` (${count(pods, 'pod')})`)]),
    TOLD,
  );
}

/** Where pods come, the message says when that ends. */
function withoutEndpoints({ losesAll, secondsWithout, after }: ServiceChange): Phrase {
  if (!losesAll || (secondsWithout === undefined && after.some(({ pods }) => pods > 0))) return [];
  const until = secondsWithout === undefined ? 'until somebody mends it' : `for at most ${duration(secondsWithout)}`;
  return words(` (no endpoints ${until})`);
}
