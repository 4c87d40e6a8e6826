import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { notNegative, portNumber, portReference } from '../counts';
import { child, children, has, number, optionalText, text, texts } from '../fields';
import { oneOf } from '../names';
import type { Refusals } from '../refusal';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const COUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];
const HEADER = /^[-A-Za-z0-9]+$/;

/** Startup, readiness and liveness probes of a container. */
export function probes(at: string, container: JsonObject, out: Refusals): void {
  for (const kind of PROBES) {
    const probe = child(container, kind);
    if (probe) oneProbe(`${at}/${kind}`, kind, probe, out);
  }
}

function oneProbe(at: string, kind: string, probe: JsonObject, out: Refusals): void {
  handlers(at, probe, HANDLERS, out);
  for (const field of COUNTS) out.problem(`${at}/${field}`, notNegative(number(probe, field)));
  const grace = number(probe, 'terminationGracePeriodSeconds');
  if (grace !== undefined && grace <= 0) {
    out.invalid(`${at}/terminationGracePeriodSeconds`, `must be 1 or more, got ${grace}`);
  }
  if (kind === 'readinessProbe') {
    if (grace !== undefined) out.invalid(`${at}/terminationGracePeriodSeconds`, 'is not for readiness probes');
    return;
  }
  const success = number(probe, 'successThreshold') ?? 1;
  // Zero is the default.
  if (success > 1) out.invalid(`${at}/successThreshold`, `must be 1 in a ${kind}, got ${success}`);
}

/** What is done by a probe or hook: one thing. */
export function handlers(at: string, holder: JsonObject, known: readonly string[], out: Refusals): void {
  const given = known.filter((field) => has(holder, field));
  if (given.length === 0) out.invalid(at, `must have one of ${known.join(', ')}`);
  given.slice(1).forEach((field) => {
    out.invalid(`${at}/${field}`, `must be the only handler, there is ${given[0]} already`);
  });
  const handler = child(holder, given[0]);
  if (handler) oneHandler(`${at}/${given[0]}`, given[0], handler, out);
}

function oneHandler(at: string, kind: string, handler: JsonObject, out: Refusals): void {
  if (kind === 'exec') {
    if (texts(handler, 'command').length === 0) out.invalid(`${at}/command`, 'must hold a command');
  } else if (kind === 'httpGet') httpGet(at, handler, out);
  else if (kind === 'tcpSocket') portOf(at, handler, out);
  else if (kind === 'grpc') out.problem(`${at}/port`, portNumber(number(handler, 'port') ?? 0));
}

function httpGet(at: string, handler: JsonObject, out: Refusals): void {
  portOf(at, handler, out);
  const scheme = optionalText(handler, 'scheme');
  if (scheme) out.problem(`${at}/scheme`, oneOf(scheme, ['HTTP', 'HTTPS']));
  children(handler, 'httpHeaders').forEach((header, index) => {
    const name = text(header, 'name');
    if (!HEADER.test(name)) {
      out.invalid(`${at}/httpHeaders/${index}/name`, `must be letters, digits and '-', got ${show(name)}`);
    }
  });
}

function portOf(at: string, handler: JsonObject, out: Refusals): void {
  out.problem(`${at}/port`, portReference(handler.port ?? 0));
}
