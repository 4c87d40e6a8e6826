import { containersOf } from '../../pod-template';
import { compareExact, isMultipleOf, isNegative, parseQuantity, quantity } from '../../quantity-oracle';
import { isRecord, show } from '../manifest';
import { at, qualifiedName } from '../names';
import type { PodRule } from './pod-rule';

/** Resources that can be divided; whatever is not among them is counted in whole devices. */
const divisible = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Requests and limits of the containers, and of the pod as a whole. */
export const resourceRule: PodRule = function* (pod) {
  for (const { container, path } of containersOf(pod)) {
    yield* requirementProblems(`${path}.resources`, container.resources);
    for (const claim of container.resources?.claims ?? []) {
      if (!(pod.spec.resourceClaims ?? []).some((each) => each.name === claim.name)) {
        yield `${path}.resources.claims names no resource claim of the pod: ${show(claim.name)}`;
      }
    }
  }
  yield* requirementProblems(`${pod.specPath}.resources`, pod.spec.resources, ['cpu', 'memory']);
};

function* requirementProblems(path: string, resources: unknown, only?: readonly string[]): Generator<string> {
  if (!isRecord(resources)) return;
  const requests = isRecord(resources.requests) ? resources.requests : {};
  const limits = isRecord(resources.limits) ? resources.limits : {};
  for (const [field, amounts] of Object.entries({ requests, limits })) {
    for (const [name, amount] of Object.entries(amounts)) {
      const where = `${path}.${field}[${JSON.stringify(name)}]`;
      if (only && !only.includes(name) && !name.startsWith('hugepages-')) yield `${where} is not counted per pod`;
      yield* nameProblems(where, name);
      yield* amountProblems(where, name, amount);
    }
  }
  for (const name of new Set([...Object.keys(requests), ...Object.keys(limits)])) {
    yield* relationProblems(`${path} of ${name}`, name, requests[name], limits[name]);
  }
}

function* nameProblems(where: string, name: string): Generator<string> {
  if (divisible.has(name) || /^hugepages-\d/.test(name)) return;
  const [prefix = ''] = name.split('/');
  if (!name.includes('/') || /(^|\.)kubernetes\.io$/.test(prefix) || name.startsWith('requests.')) {
    yield `${where} is neither a standard resource nor an extended one (vendor.example/name)`;
  } else {
    yield* at(where, qualifiedName(name));
  }
}

function* amountProblems(where: string, name: string, amount: unknown): Generator<string> {
  const value = parseQuantity(amount);
  if (!value) yield `${where} must be a quantity, got ${show(amount)}`;
  else if (isNegative(value)) yield `${where} must not be negative, got ${show(amount)}`;
  else if (name === 'cpu' && !isMultipleOf(value, quantity('1m'))) {
    yield `${where} must be a multiple of 1m, got ${show(amount)}`;
  } else if (name !== 'cpu' && !isMultipleOf(value, quantity('1'))) {
    yield `${where} must be whole ${divisible.has(name) ? 'bytes' : 'numbers'}, got ${show(amount)}`;
  } else if (name.startsWith('hugepages-')) {
    const page = parseQuantity(name.slice('hugepages-'.length));
    if (!page || page.numerator <= 0n) yield `${where} names no page size`;
    else if (!isMultipleOf(value, page)) yield `${where} must be a multiple of the page size, got ${show(amount)}`;
  }
}

function* relationProblems(where: string, name: string, request: unknown, limit: unknown): Generator<string> {
  const [asked, allowed] = [parseQuantity(request), parseQuantity(limit)];
  if (asked && allowed && compareExact(asked, allowed) > 0) {
    yield `${where}: the request ${show(request)} must not be above the limit ${show(limit)}`;
  } else if (!divisible.has(name) && request !== undefined) {
    if (limit === undefined) yield `${where}: a limit is required, and equal to the request`;
    else if (asked && allowed && compareExact(asked, allowed) !== 0) {
      yield `${where}: the request ${show(request)} must equal the limit ${show(limit)}`;
    }
  }
}
