import { isPlainObject, type JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { ONE, parseAmount } from '../amount';
import { child, childOrEmpty, children, text } from '../fields';
import { type Refusal, Refusals, step } from '../refusal';
import {
  amountsOf,
  containerAmounts,
  type ContainerAmounts,
  podAmounts,
  startOrder,
  withMissing,
} from './container-amounts';

/** What is forbidden by the LimitRanges of the namespace, in a Pod or PersistentVolumeClaim with their defaults. */
export function limitRangeRefusals(object: JsonObject, limitRanges: readonly JsonObject[]): Refusal[] {
  const out = new Refusals({});
  const isPod = object.kind === 'Pod';
  const spec = childOrEmpty(isPod ? withLimitRangeDefaults(object, limitRanges) : object, 'spec');
  for (const item of itemsOf(limitRanges)) {
    const type = text(item, 'type');
    if (isPod && type === 'Container') {
      for (const { at, container } of startOrder(spec)) {
        holdItem(`/spec${at}/resources`, containerAmounts(container), item, out);
      }
    } else if (isPod && type === 'Pod') holdItem('/spec/resources', podAmounts(spec), item, out);
    else if (object.kind === 'PersistentVolumeClaim' && type === 'PersistentVolumeClaim') {
      const requests = amountsOf(childOrEmpty(childOrEmpty(spec, 'resources'), 'requests'));
      holdItem('/spec/resources', { requests, limits: new Map() }, item, out);
    }
  }
  return out.all;
}

/**
 * A Pod as it is when it is judged: the LimitRanges of the namespace fill in requests and limits that its containers
 * leave out. That may make it invalid, when a default limit is below a request. Other objects are returned as they are.
 */
export function withLimitRangeDefaults(object: JsonObject, limitRanges: readonly JsonObject[]): JsonObject {
  const items = itemsOf(limitRanges).filter((item) => text(item, 'type') === 'Container');
  const spec = child(object, 'spec');
  if (object.kind !== 'Pod' || items.length === 0 || !spec) return object;
  const filled = { ...spec };
  for (const list of ['containers', 'initContainers']) {
    const containers = spec[list];
    if (Array.isArray(containers)) filled[list] = containers.map((each: unknown) => withDefaults(each, items));
  }
  return { ...object, spec: filled };
}

/** What cannot be read is left for the reader to refuse. */
function withDefaults(container: unknown, items: readonly JsonObject[]): unknown {
  if (!isPlainObject(container) || !isMapOrAbsent(container.resources)) return container;
  const resources = childOrEmpty(container, 'resources');
  if (!isMapOrAbsent(resources.limits) || !isMapOrAbsent(resources.requests)) return container;
  let { requests, limits } = { limits: resources.limits, requests: withMissing(resources.requests, resources.limits) };
  for (const item of items) {
    // The server completes a LimitRange itself: max is the default limit, and that the default request.
    const limit = withMissing(item.default, item.max);
    limits = withMissing(limits, limit);
    requests = withMissing(requests, item.defaultRequest, limit, item.min);
  }
  return { ...container, resources: { ...resources, limits, requests } };
}

function isMapOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || isPlainObject(value);
}

function itemsOf(limitRanges: readonly JsonObject[]): readonly JsonObject[] {
  return limitRanges.flatMap((range) => children(childOrEmpty(range, 'spec'), 'limits'));
}

function holdItem(at: string, { requests, limits }: ContainerAmounts, item: JsonObject, out: Refusals): void {
  const type = text(item, 'type');
  const least = childOrEmpty(item, 'min');
  for (const name of Object.keys(least)) {
    const wanted = `the LimitRange asks for at least ${show(least[name])} of ${name} per ${type}`;
    const bound = parseAmount(least[name]) ?? 0n;
    const [request, limit] = [requests.get(name), limits.get(name)];
    if (request === undefined) out.forbidden(step(`${at}/requests`, name), `is missing, ${wanted}`);
    else if (request < bound) out.forbidden(step(`${at}/requests`, name), `is too little, ${wanted}`);
    if (limit !== undefined && limit < bound) out.forbidden(step(`${at}/limits`, name), `is too little, ${wanted}`);
  }
  const most = childOrEmpty(item, 'max');
  for (const name of Object.keys(most)) {
    const wanted = `the LimitRange allows at most ${show(most[name])} of ${name} per ${type}`;
    const bound = parseAmount(most[name]) ?? 0n;
    const [request, limit] = [requests.get(name), limits.get(name)];
    // Claims have no limits.
    if (limit === undefined && type !== 'PersistentVolumeClaim') {
      out.forbidden(step(`${at}/limits`, name), `is missing, ${wanted}`);
    } else if (limit !== undefined && limit > bound)
      out.forbidden(step(`${at}/limits`, name), `is too much, ${wanted}`);
    if (request !== undefined && request > bound) out.forbidden(step(`${at}/requests`, name), `is too much, ${wanted}`);
  }
  holdRatio(at, { requests, limits }, childOrEmpty(item, 'maxLimitRequestRatio'), type, out);
}

function holdRatio(at: string, amounts: ContainerAmounts, ratios: JsonObject, type: string, out: Refusals): void {
  for (const name of Object.keys(ratios)) {
    const wanted = `the LimitRange allows a limit of ${name} of at most ${show(ratios[name])} times the request per ${type}`;
    const [request, limit] = [amounts.requests.get(name) ?? 0n, amounts.limits.get(name)];
    const bound = parseAmount(ratios[name]) ?? ONE;
    if (request <= 0n) out.forbidden(step(`${at}/requests`, name), `is missing or 0, ${wanted}`);
    else if (limit === undefined) out.forbidden(step(`${at}/limits`, name), `is missing, ${wanted}`);
    else if (limit * ONE > request * bound) out.forbidden(step(`${at}/limits`, name), `is too much, ${wanted}`);
  }
}
