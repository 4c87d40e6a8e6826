import type { IHTTPIngressPath } from 'kubernetes-models/networking.k8s.io/v1/HTTPIngressPath';
import type { IIngressBackend } from 'kubernetes-models/networking.k8s.io/v1/IngressBackend';
import type { IIngressSpec } from 'kubernetes-models/networking.k8s.io/v1/IngressSpec';
import { isIP } from 'node:net';
import { show, specOf } from './manifest';
import { at, dns1035Label, dns1123Subdomain, portName, wholeNumber, wildcardSubdomain } from './names';
import { isKind, type ObjectRule } from './rules';

/** Ingresses by themselves. */
export const ingressRule: ObjectRule = function* (manifest) {
  if (!isKind(manifest, 'Ingress', 'networking.k8s.io')) return;
  const spec = specOf<IIngressSpec>(manifest);
  if ((spec.rules ?? []).length === 0 && !spec.defaultBackend) yield 'spec must have rules or a defaultBackend';
  const annotation = manifest.metadata.annotations?.['kubernetes.io/ingress.class'];
  // GKE's controller reads nothing else.
  if (annotation !== undefined && !/^gce(-internal)?$/.test(annotation)) {
    yield 'the annotation kubernetes.io/ingress.class is deprecated, use spec.ingressClassName';
  }
  if (spec.ingressClassName !== undefined) yield* at('spec.ingressClassName', dns1123Subdomain(spec.ingressClassName));
  if (spec.defaultBackend) yield* backendProblems('spec.defaultBackend', spec.defaultBackend);
  for (const [index, rule] of (spec.rules ?? []).entries()) {
    const where = `spec.rules[${index}]`;
    if (rule.host !== undefined) yield* hostProblems(`${where}.host`, rule.host);
    const paths = rule.http?.paths ?? [];
    if (rule.http && paths.length === 0) yield `${where}.http.paths must hold a path`;
    for (const [position, path] of paths.entries()) yield* pathProblems(`${where}.http.paths[${position}]`, path);
  }
  for (const [index, tls] of (spec.tls ?? []).entries()) {
    for (const host of tls.hosts ?? []) yield* hostProblems(`spec.tls[${index}].hosts`, host);
    if (tls.secretName !== undefined) yield* at(`spec.tls[${index}].secretName`, dns1123Subdomain(tls.secretName));
  }
};

function* hostProblems(where: string, host: string): Generator<string> {
  if (isIP(host) !== 0) yield `${where} must be a DNS name, not an address, got ${show(host)}`;
  else yield* at(where, host.startsWith('*') ? wildcardSubdomain(host) : dns1123Subdomain(host));
}

function* pathProblems(where: string, { path, pathType, backend }: IHTTPIngressPath): Generator<string> {
  const isLiteral = pathType !== 'ImplementationSpecific';
  if (isLiteral && !path?.startsWith('/')) {
    yield `${where}.path must be an absolute path, got ${show(path)}`;
  } else if (isLiteral && /\/\/|\/\.\.?(\/|$)|%2f/i.test(path ?? '')) {
    yield `${where}.path must not contain //, /./, /../ or %2f, got ${show(path)}`;
  }
  yield* backendProblems(`${where}.backend`, backend);
}

function* backendProblems(where: string, { service, resource }: IIngressBackend): Generator<string> {
  if ((service === undefined) === (resource === undefined))
    yield `${where} must have a service or a resource, one of them`;
  if (!service) return;
  yield* at(`${where}.service.name`, dns1035Label(service.name));
  const { name, number } = service.port ?? {};
  if ((name === undefined) === (number === undefined)) {
    yield `${where}.service.port must have a name or a number, one of them`;
  } else if (name !== undefined) yield* at(`${where}.service.port.name`, portName(name));
  else yield* at(`${where}.service.port.number`, wholeNumber(number, 1, 65535));
}
