import { checkImage } from '../core/container-image';
import { checkWholeNumber } from '../private/check-number';
import { checkHttpPath } from '../private/check-path';
import { checkOneOf, checkText } from '../private/check-text';
import { checkAnnotations } from '../private/labels';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { patternFault } from './posix-pattern';
import { ArgoCdHook, type SmokeTestOptions } from './smoke-test-options';

/** A token of RFC 9110. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Adds what is wrong with a request and with the answer that is expected of it; times and amounts aside. */
export function checkSmokeTest(found: Problems, path: string, options: Partial<SmokeTestOptions>): void {
  const { method, body, headers, expectedStatus, bodyContains, bodyMatches, argoCdHook, annotations, image } = options;
  found.add(
    checkHttpPath('path', path ?? '') ?? fragmentProblem(path),
    checkOneOf('method', method, METHODS),
    textOrNothing('body', body),
    body !== undefined && (method === 'GET' || method === 'HEAD')
      ? `method must not be ${show(method)} with a body; leave it out for 'POST'`
      : undefined,
    Object.entries<unknown>(headers ?? {}).map(([name, value]) =>
      TOKEN.test(name) && typeof value === 'string' && !/[\r\n\0]/.test(value)
        ? undefined
        : `headers must be names of letters, digits and '-' with values of one line, got ${show(name)}: ${show(value)}`,
    ),
    checkWholeNumber('expectedStatus', expectedStatus, 100, 599),
    line('bodyContains', bodyContains),
    line('bodyMatches', bodyMatches) ?? patternProblem(bodyMatches),
    checkOneOf('argoCdHook', argoCdHook, Object.values(ArgoCdHook)),
    checkAnnotations('annotations', annotations),
    image === undefined ? undefined : checkImage('image', image),
  );
}

function textOrNothing(property: string, value: unknown): string | undefined {
  return value === undefined || typeof value === 'string'
    ? undefined
    : `${property} must be a text, got ${show(value)}`;
}

function line(property: string, value: unknown): string | undefined {
  const isLong = typeof value === 'string' && /[\r\n]/.test(value);
  return checkText(property, value) ?? (isLong ? `${property} must be one line, got ${show(value)}` : undefined);
}

/** What comes after '#' stays with the client. */
function fragmentProblem(path: unknown): string | undefined {
  return typeof path === 'string' && path.includes('#')
    ? `path must not hold '#', what follows it is never sent, got ${show(path)}; write it as %23`
    : undefined;
}

function patternProblem(pattern: unknown): string | undefined {
  const fault = typeof pattern === 'string' ? patternFault(pattern) : undefined;
  return fault === undefined
    ? undefined
    : `bodyMatches must be a POSIX extended regular expression, got ${show(pattern)} with ${fault}`;
}
