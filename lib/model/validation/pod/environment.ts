import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, children, has, text } from '../fields';
import { configKey, dnsSubdomain } from '../names';
import type { Refusals } from '../refusal';
import type { PodFacts } from './pod-facts';
import { fieldRef, resourceFieldRef } from './field-refs';

/** From this version on a name may hold any printable character but '='. */
const RELAXED_NAMES = 32;
const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const RELAXED_NAME = /^[\x20-\x3c\x3e-\x7e]+$/;
const SOURCES = ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'];

/** Environment variables of a container. Values are never shown. */
export function environment(at: string, container: JsonObject, facts: PodFacts, out: Refusals): void {
  children(container, 'env').forEach((variable, index) => {
    const where = `${at}/env/${index}`;
    variableName(`${where}/name`, text(variable, 'name'), out);
    const source = child(variable, 'valueFrom');
    if (source) valueFrom(`${where}/valueFrom`, source, variable, facts, out);
  });
  children(container, 'envFrom').forEach((source, index) => {
    envFrom(`${at}/envFrom/${index}`, source, out);
  });
}

function variableName(at: string, name: string, out: Refusals): void {
  if (name === '') {
    out.invalid(at, 'is missing or empty');
    return;
  }
  if (!RELAXED_NAME.test(name)) {
    out.invalid(at, `must be printable ASCII characters other than '=', got ${shownName(name)}`);
  } else if (!NAME.test(name) || name === '.' || name.startsWith('..')) {
    const allowed = "must be letters, digits, '_', '-' and '.', not beginning with a digit";
    out.invalid(at, `${allowed}, got ${shownName(name)}`, undefined, { to: RELAXED_NAMES - 1 });
  }
}

/** What is behind '=' may be a value that slipped in here. */
function shownName(name: string): string {
  return show(name.replace(/=[\s\S]*/, '=...'));
}

function valueFrom(at: string, source: JsonObject, variable: JsonObject, facts: PodFacts, out: Refusals): void {
  const given = SOURCES.filter((field) => has(source, field));
  if (text(variable, 'value') !== '') out.invalid(at, 'cannot be set together with value', 'leave one of the two out');
  if (given.length === 0) out.invalid(at, `must have one of ${SOURCES.join(', ')}`);
  if (given.length > 1) out.invalid(at, `must have one source only, got ${given.join(', ')}`);
  for (const field of given) {
    const where = `${at}/${field}`;
    const ref = child(source, field);
    if (!ref) continue;
    if (field === 'fieldRef') fieldRef(where, ref, 'variable', out);
    else if (field === 'resourceFieldRef') resourceFieldRef(where, ref, facts.spec, false, out);
    else if (field !== 'fileKeyRef') keyRef(where, ref, out);
  }
}

function keyRef(at: string, ref: JsonObject, out: Refusals): void {
  if (text(ref, 'name') === '') out.invalid(`${at}/name`, 'is missing or empty');
  out.problem(`${at}/key`, configKey(text(ref, 'key')));
}

function envFrom(at: string, source: JsonObject, out: Refusals): void {
  const prefix = text(source, 'prefix');
  if (prefix !== '') variableName(`${at}/prefix`, prefix, out);
  const given = ['configMapRef', 'secretRef'].filter((field) => has(source, field));
  if (given.length !== 1) out.invalid(at, 'must have one of configMapRef and secretRef');
  for (const field of given) {
    const ref = child(source, field);
    if (!ref) continue;
    out.problem(`${at}/${field}/name`, dnsSubdomain(text(ref, 'name')));
  }
}
