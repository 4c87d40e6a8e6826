import { idOf, type Manifest } from '../../api-server/manifest';
import { elementsOf, hasElementPrefix, hostMatches, type ParsedRequest } from '../http';
import { flowTo, replyWith, startPassing, type Handler } from '../passing';
import { nothingMatched, summarise } from '../summary';
import type { Answer } from '../types';
import { namespaceOf, usualProtocol, type World } from '../world';
import { portOfBackend, type IngressBackend, type IngressFields, type IngressPath } from './fields';

interface Candidate {
  readonly label: string;
  readonly home: string;
  readonly host: string;
  readonly path: IngressPath;
}

/**
 * https://kubernetes.io/docs/concepts/services-networking/ingress/: hosts first (exact before wildcard), then the
 * longest path, an Exact one before a Prefix of the same length; the default backend takes what no rule matches.
 */
export function answerGeneric(world: World, ingresses: readonly Manifest[], request: ParsedRequest): Answer {
  const chosen = chooseGeneric(ingresses, request);
  const notes = chosen.notes;
  if (chosen.path) {
    const { label, home, path } = chosen.path;
    return summarise(label, backendHandler(world, home, path.backend)(startPassing(request)), notes);
  }
  const withDefault = ingresses.filter((each) => (each.spec as IngressFields | undefined)?.defaultBackend);
  const [first, second] = withDefault;
  if (!first) return nothingMatched('no rule matches and there is no default backend', notes);
  if (second) notes.push(`tie: ${idOf(first)} and ${idOf(second)} both have a default backend`);
  const handler = backendHandler(world, namespaceOf(first), (first.spec as IngressFields).defaultBackend);
  return summarise(`${idOf(first)} defaultBackend`, handler(startPassing(request)), notes);
}

/** The path the documentation chooses. */
export function chooseGeneric(
  ingresses: readonly Manifest[],
  request: ParsedRequest,
): { readonly path?: Candidate; readonly notes: string[] } {
  const candidates = ingresses.flatMap(candidatesOf);
  const hostRanks = candidates.filter(({ host }) => hostFits(host, request.host)).map(({ host }) => hostRank(host));
  const bestHost = Math.max(...hostRanks);
  const fitting = candidates.filter(({ host, path }) => hostFits(host, request.host) && pathFits(path, request.path));
  const atHost = fitting.filter(({ host }) => hostRank(host) === bestHost);
  const notes: string[] = [];
  if (atHost.length === 0 && fitting[0]) {
    notes.push(`${fitting[0].label} would match, but a rule for a more specific host has the request`);
  }
  const [first, second] = atHost.sort((a, b) => compare(rankOf(b.path), rankOf(a.path)));
  if (first && second && compare(rankOf(first.path), rankOf(second.path)) === 0) {
    notes.push(`tie: ${first.label} and ${second.label} have the same host and path`);
  }
  return { notes, ...(first ? { path: first } : {}) };
}

function candidatesOf(ingress: Manifest): Candidate[] {
  const { rules = [] } = (ingress.spec ?? {}) as IngressFields;
  return rules.flatMap(({ host = '', http }, index) =>
    (http?.paths ?? []).map((path, position) => ({
      label: `${idOf(ingress)} rules[${index}].http.paths[${position}]`,
      home: namespaceOf(ingress),
      host,
      path,
    })),
  );
}

function hostFits(pattern: string, host: string): boolean {
  return pattern === '' || hostMatches(pattern, host, 'one label');
}

/** A host without a star, one with a star, none at all. */
function hostRank(pattern: string): number {
  return pattern === '' ? 0 : pattern.startsWith('*') ? 1 : 2;
}

function pathFits({ path = '/', pathType }: IngressPath, requested: string): boolean {
  return pathType === 'Exact' ? path === requested : hasElementPrefix(requested, path);
}

function rankOf({ path = '/', pathType }: IngressPath): readonly number[] {
  return [elementsOf(path).length, path.replace(/\/$/, '').length, pathType === 'Exact' ? 1 : 0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((each, position) => each !== b[position]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

function backendHandler(world: World, home: string, backend: IngressBackend | undefined): Handler {
  const fields = backend?.service;
  if (!fields) return replyWith(404, 'the backend is no Service');
  const found = world.port(home, fields.name, portOfBackend(fields.port));
  if (typeof found === 'string') return replyWith(503, found);
  if (!world.isServed(home, fields.name)) return replyWith(503, `${found.backend} has no ready endpoints`);
  return (passing) => flowTo({ kind: 'backend', backend: found.backend, protocol: usualProtocol(found) }, passing);
}
