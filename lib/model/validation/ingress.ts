import { isIP } from 'node:net';
import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { portNumber } from './counts';
import { child, childOrEmpty, children, has, number, optionalText, text, texts } from './fields';
import { RELAXED_SERVICE_NAMES } from './metadata';
import { dnsLabel, dnsLabel1035, dnsSubdomain, oneOf, portName, wildcardSubdomain } from './names';
import type { Refusals } from './refusal';

const PATH_TYPES = ['Exact', 'Prefix', 'ImplementationSpecific'];
const FORBIDDEN_IN_PATHS = /\/\/|\/\.\.?(\/|$)|%2f/i;
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Ingresses. */
export function ingress(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  const rules = children(spec, 'rules');
  const fallback = child(spec, 'defaultBackend');
  if (rules.length === 0 && !fallback) out.invalid('/spec', 'must have rules or a defaultBackend');
  if (fallback) backend('/spec/defaultBackend', fallback, out);
  ingressClass(object, spec, out);
  rules.forEach((rule, index) => {
    ingressRule(`/spec/rules/${index}`, rule, out);
  });
  children(spec, 'tls').forEach((tls, index) => {
    const where = `/spec/tls/${index}`;
    texts(tls, 'hosts').forEach((name, position) => {
      out.problem(`${where}/hosts/${position}`, name.startsWith('*') ? wildcardSubdomain(name) : dnsSubdomain(name));
    });
    const secret = text(tls, 'secretName');
    if (secret !== '') out.problem(`${where}/secretName`, dnsSubdomain(secret));
  });
}

function ingressClass(object: JsonObject, spec: JsonObject, out: Refusals): void {
  const name = optionalText(spec, 'ingressClassName');
  if (name === undefined) return;
  out.problem('/spec/ingressClassName', dnsSubdomain(name));
  const annotations = childOrEmpty(childOrEmpty(object, 'metadata'), 'annotations');
  if (!has(annotations, CLASS_ANNOTATION)) return;
  out.invalid(
    `/metadata/annotations/${CLASS_ANNOTATION.replace('/', '~1')}`,
    'cannot be set together with spec.ingressClassName',
    'remove the annotation',
  );
}

function ingressRule(at: string, rule: JsonObject, out: Refusals): void {
  const name = text(rule, 'host');
  if (name !== '') out.problem(`${at}/host`, host(name));
  const http = child(rule, 'http');
  if (!http) return;
  const paths = children(http, 'paths');
  if (paths.length === 0) out.invalid(`${at}/http/paths`, 'must hold a path');
  paths.forEach((path, index) => {
    ingressPath(`${at}/http/paths/${index}`, path, out);
  });
}

function host(name: string): string | undefined {
  if (isIP(name) !== 0) return `must be a DNS name, not an address, got ${show(name)}`;
  return name.includes('*') ? wildcardSubdomain(name) : dnsSubdomain(name);
}

function ingressPath(at: string, entry: JsonObject, out: Refusals): void {
  const [path, type] = [text(entry, 'path'), text(entry, 'pathType')];
  out.problem(`${at}/pathType`, oneOf(type, PATH_TYPES));
  if (type === '') return;
  if (type === 'Exact' || type === 'Prefix') {
    if (!path.startsWith('/')) out.invalid(`${at}/path`, `must begin with '/', got ${show(path)}`);
    else if (FORBIDDEN_IN_PATHS.test(path)) {
      out.invalid(`${at}/path`, `must not hold '//', '/./', '/../' and '%2f', got ${show(path)}`);
    }
  } else if (type === 'ImplementationSpecific' && path !== '' && !path.startsWith('/')) {
    out.invalid(`${at}/path`, `must begin with '/', got ${show(path)}`);
  }
  backend(`${at}/backend`, childOrEmpty(entry, 'backend'), out);
}

/** Where requests go: a Service, or something that an ingress controller knows. */
function backend(at: string, value: JsonObject, out: Refusals): void {
  const target = child(value, 'service');
  const resource = child(value, 'resource');
  if (target && resource) {
    out.invalid(at, 'must have one of service and resource, not both');
    return;
  }
  if (resource) {
    objectReference(`${at}/resource`, resource, out);
    return;
  }
  if (!target) {
    out.invalid(at, 'must have one of service and resource');
    return;
  }
  const name = text(target, 'name');
  const problem = dnsLabel(name);
  out.problem(`${at}/service/name`, problem);
  if (problem === undefined) {
    out.problem(`${at}/service/name`, dnsLabel1035(name), { to: RELAXED_SERVICE_NAMES - 1 });
  }
  const port = childOrEmpty(target, 'port');
  const [portText, portValue] = [text(port, 'name'), number(port, 'number') ?? 0];
  if (portText !== '' && portValue !== 0) out.invalid(at, 'must have the name or the number of a port, not both');
  else if (portText !== '') out.problem(`${at}/service/port/name`, portName(portText));
  else if (portValue === 0) out.invalid(`${at}/service/port`, 'must have the name or the number of a port');
  else out.problem(`${at}/service/port/number`, portNumber(portValue));
}

function objectReference(at: string, resource: JsonObject, out: Refusals): void {
  for (const field of ['kind', 'name']) {
    if (text(resource, field) === '') out.invalid(`${at}/${field}`, 'is missing or empty');
  }
}
