import { isPlainObject, type JsonObject } from '../../../private/json';
import { readHint } from '../../../private/quantity-hints';
import { show } from '../../../private/show';
import { isWhole, ONE, parseAmount } from '../amount';
import { child, children, has, text } from '../fields';
import { qualifiedName } from '../label-syntax';
import { type Refusals, step } from '../refusal';

const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage']);
const BYTES = new Set(['memory', 'ephemeral-storage']);
const OF_PODS = new Set(['cpu', 'memory']);
const EXTENDED = "or 'vendor.example/name'";

/** An amount that is written; null is none. */
export function amountIn(map: JsonObject, name: string): bigint | undefined {
  if (!Object.hasOwn(map, name)) return undefined;
  return map[name] === null ? 0n : parseAmount(map[name]);
}

/** Requests, limits and claims of a container. */
export function containerResources(at: string, resources: JsonObject, spec: JsonObject, out: Refusals): void {
  amounts(at, resources, containerResource, out);
  const claims = children(resources, 'claims');
  if (claims.length === 0) return;
  const known = new Set(children(spec, 'resourceClaims').map((claim) => text(claim, 'name')));
  claims.forEach((claim, index) => {
    const name = text(claim, 'name');
    if (name === '') out.invalid(`${at}/claims/${index}/name`, 'is missing or empty');
    else if (!known.has(name)) {
      out.invalid(`${at}/claims/${index}/name`, `must be a resource claim of the pod, got ${show(name)}`);
    }
  });
}

/** Requests and limits of a pod as a whole, and the overhead of its runtime. */
export function podResources(at: string, spec: JsonObject, out: Refusals): void {
  const resources = child(spec, 'resources');
  if (resources) amounts(`${at}/resources`, resources, podResource, out);
  const overhead = child(spec, 'overhead');
  for (const name of Object.keys(overhead ?? {}))
    amount(step(`${at}/overhead`, name), name, amountIn(overhead ?? {}, name), out);
}

type NameRule = (name: string) => string | undefined;

function amounts(at: string, resources: JsonObject, nameRule: NameRule, out: Refusals): void {
  const limits = isPlainObject(resources.limits) ? resources.limits : {};
  const requests = isPlainObject(resources.requests) ? resources.requests : {};
  for (const [field, map] of [
    ['limits', limits],
    ['requests', requests],
  ] as const) {
    for (const name of Object.keys(map)) {
      const where = step(`${at}/${field}`, name);
      const problem = nameRule(name);
      if (problem === undefined) amount(where, name, amountIn(map, name), out);
      else out.invalid(where, problem);
    }
  }
  for (const name of Object.keys(requests)) requestWithinLimit(at, name, requests, limits, out);
  hugePages(at, requests, limits, out);
}

function requestWithinLimit(at: string, name: string, requests: JsonObject, limits: JsonObject, out: Refusals): void {
  const [asked, limit] = [amountIn(requests, name), amountIn(limits, name)];
  // What has no prefix is measured, and may be promised more often than there is of it.
  const canExceed = !name.includes('/') && !name.startsWith('hugepages-');
  const where = step(`${at}/requests`, name);
  if (limit === undefined) {
    if (!canExceed)
      out.invalid(step(`${at}/limits`, name), `is missing, must equal the request ${show(requests[name])}`);
  } else if (asked !== undefined && !canExceed && asked !== limit) {
    out.invalid(where, `must equal the limit ${written(name, limits)}, got ${written(name, requests)}`);
  } else if (asked !== undefined && asked > limit) {
    out.invalid(where, `must not be above the limit ${written(name, limits)}, got ${written(name, requests)}`);
  }
}

/** An amount as it is written, with what a unit of bytes means that reads like another one. */
function written(name: string, map: JsonObject): string {
  const isBytes = BYTES.has(name) || name.startsWith('hugepages-');
  return `${show(map[name])}${isBytes ? readHint(map[name]) : ''}`;
}

function amount(at: string, name: string, value: bigint | undefined, out: Refusals): void {
  if (value === undefined) return;
  if (value < 0n) out.invalid(at, 'must be 0 or more');
  else if (!STANDARD.has(name) && !isWhole(value)) out.invalid(at, 'must be a whole number');
}

/** The name of something that a container can ask for. */
export function containerResource(name: string): string | undefined {
  if (STANDARD.has(name) || name.startsWith('hugepages-')) return undefined;
  return resourceName(name, "must be 'cpu', 'memory', 'ephemeral-storage', 'hugepages-<size>'");
}

function podResource(name: string): string | undefined {
  return OF_PODS.has(name) || name.startsWith('hugepages-')
    ? undefined
    : `must be 'cpu', 'memory' or 'hugepages-<size>' for a pod as a whole, got ${show(name)}`;
}

function resourceName(name: string, standard: string): string | undefined {
  if (!name.includes('/')) return `${standard} ${EXTENDED}, got ${show(name)}`;
  const problem = qualifiedName(name);
  if (problem !== undefined) return problem;
  const isNative = /(^|\.)kubernetes\.io$/.test(name.slice(0, name.indexOf('/')));
  if (isNative || name.startsWith('requests.')) return `${standard} ${EXTENDED}, got ${show(name)}`;
  return undefined;
}

function hugePages(at: string, requests: JsonObject, limits: JsonObject, out: Refusals): void {
  const pages = Object.keys({ ...limits, ...requests }).filter((name) => name.startsWith('hugepages-'));
  if (pages.length === 0) return;
  if (!['cpu', 'memory'].some((name) => has(requests, name) || has(limits, name))) {
    out.invalid(at, 'must ask for cpu or memory too: huge pages alone are not allowed');
  }
  for (const name of pages) {
    const size = parseAmount(name.slice('hugepages-'.length));
    const where = Object.hasOwn(limits, name) ? 'limits' : 'requests';
    const value = amountIn(where === 'limits' ? limits : requests, name);
    if (size === undefined || size < ONE || value === undefined || value % size === 0n) continue;
    out.invalid(step(`${at}/${where}`, name), 'must be a multiple of the page size');
  }
}
