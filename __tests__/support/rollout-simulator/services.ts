import type { Labels } from '../api-server/manifest';
import type { Moment } from './explore';
import type { JobFacts, ServiceFacts, Template } from './facts';
import type { Range, ServiceTransition } from './types';
import type { Workload } from './workload';

/** What a Service's selector does to the pods of a workload: counts those of the templates it selects. */
interface View {
  readonly selectsOld: boolean;
  readonly selectsNew: boolean;
}

interface Scene {
  readonly workloads: readonly Workload[];
  readonly jobs: readonly JobFacts[];
  /** Names of the workloads meant; nothing where the test names none. */
  readonly expected: readonly string[] | undefined;
}

/** A Service through one apply. Its object may be applied before, between or after the others: either selector counts. */
export function serviceTransition(
  before: ServiceFacts | undefined,
  after: ServiceFacts | undefined,
  { workloads, jobs, expected }: Scene,
): ServiceTransition {
  const selectors = [before, after].filter((service) => service !== undefined).map(({ selector }) => selector);
  const under = (service: ServiceFacts | undefined): Range | undefined =>
    service && sum(workloads.map((workload) => readyUnder([service.selector], workload)));
  const [underOldSelector, underNewSelector] = [under(before), under(after)];
  const seen = workloads.filter((workload) => selectors.some((selector) => selectsPods(selector, workload)));
  const selected = [
    ...seen.map(({ name }) => name),
    ...jobs
      .filter(({ template }) => selectors.some((selector) => matches(selector, template)))
      .map(({ name }) => `Job/${name}`),
  ];
  const last = after?.selector;
  return {
    ready: union([underOldSelector, underNewSelector].filter((range) => range !== undefined)),
    underOldSelector,
    underNewSelector,
    byDeployment: Object.fromEntries(seen.map((workload) => [workload.name, readyUnder(selectors, workload)])),
    byVersion: Object.fromEntries(seen.flatMap((workload) => byVersion(selectors, workload))),
    selected,
    unexpected: expected ? selected.filter((name) => !expected.includes(name)) : [],
    steady: Object.fromEntries(
      seen
        .map((workload): [string, number] => [workload.name, last ? ready(workload.end, viewOf(last, workload)) : 0])
        .filter(([, count]) => count > 0),
    ),
  };
}

/** The lowest and the highest of some numbers. */
export function rangeOf(numbers: readonly number[]): Range {
  return numbers.reduce((range, each) => ({ min: Math.min(range.min, each), max: Math.max(range.max, each) }), {
    min: Infinity,
    max: -Infinity,
  });
}

/** Workloads move independently of each other: each can be at its lowest, or highest, while the others are at theirs. */
export function sum(ranges: readonly Range[]): Range {
  return ranges.reduce(({ min, max }, range) => ({ min: min + range.min, max: max + range.max }), { min: 0, max: 0 });
}

function union(ranges: readonly Range[]): Range {
  return rangeOf(ranges.flatMap(({ min, max }) => [min, max]));
}

function readyUnder(selectors: readonly Labels[], workload: Workload): Range {
  const views = selectors.map((selector) => viewOf(selector, workload));
  return union(views.map((view) => rangeOf(workload.all.map((moment) => ready(moment, view)))));
}

function byVersion(selectors: readonly Labels[], workload: Workload): [string, Range][] {
  const { name, oldTemplate, newTemplate } = workload;
  const images = new Set([oldTemplate?.image, newTemplate.image].filter((image) => image !== undefined));
  return [...images].flatMap((image) => {
    const ranges = selectors
      .map((selector) => viewOf(selector, workload))
      .map(({ selectsOld, selectsNew }) => ({
        selectsOld: selectsOld && oldTemplate?.image === image,
        selectsNew: selectsNew && newTemplate.image === image,
      }))
      .map((view) => rangeOf(workload.all.map((moment) => ready(moment, view))));
    const range = union(ranges);
    return range.max > 0 ? [[`${name}@${image}`, range] as [string, Range]] : [];
  });
}

function viewOf(selector: Labels, { oldTemplate, newTemplate }: Workload): View {
  return {
    selectsOld: oldTemplate !== undefined && matches(selector, oldTemplate),
    selectsNew: matches(selector, newTemplate),
  };
}

function ready({ oldReady, newReady }: Moment, { selectsOld, selectsNew }: View): number {
  return (selectsOld ? oldReady : 0) + (selectsNew ? newReady : 0);
}

function selectsPods(selector: Labels, workload: Workload): boolean {
  const { selectsOld, selectsNew } = viewOf(selector, workload);
  return workload.all.some(({ oldAlive, newAlive }) => (selectsOld && oldAlive > 0) || (selectsNew && newAlive > 0));
}

/** A Service without a selector has the endpoints that somebody else writes. */
function matches(selector: Labels, { labels }: Template): boolean {
  const pairs = Object.entries(selector);
  return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
}
