import { idOf, type Manifest } from '../../../api-server/manifest';
import { hostMatches } from '../../http';
import { namespaceOf } from '../../world';
import { portOfBackend, type IngressFields } from '../fields';

/** A `location` block of nginx's configuration, as the controller writes it for a path of an Ingress. */
export interface Location {
  readonly label: string;
  readonly ingress: Manifest;
  /** As the Ingress has it, which is how a canary finds it. */
  readonly written: string;
  readonly type: string;
  /** What stands in the block. */
  readonly path: string;
  readonly isExact: boolean;
  readonly upstream: Upstream;
}

export interface Upstream {
  readonly namespace: string;
  readonly service: string;
  readonly port: string | number | undefined;
}

export function annotationOf({ metadata }: Manifest, name: string): string | undefined {
  return metadata.annotations?.[`nginx.ingress.kubernetes.io/${name}`];
}

export function isTrue(ingress: Manifest, name: string): boolean {
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(annotationOf(ingress, name) ?? '');
}

export function upstreamKey({ namespace, service, port }: Upstream): string {
  return `${namespace}-${service}-${String(port)}`;
}

/** Server names with the paths of the Ingresses, before the controller makes locations of them; `_` takes what is left. */
export function pathsOf(ingress: Manifest): { readonly host: string; readonly location: Location }[] {
  const { rules = [] } = (ingress.spec ?? {}) as IngressFields;
  return rules.flatMap(({ host = '', http }, index) =>
    (http?.paths ?? []).flatMap(({ path = '/', pathType = 'ImplementationSpecific', backend }, position) => {
      const service = backend?.service;
      if (!service) return [];
      const upstream = {
        namespace: namespaceOf(ingress),
        service: service.name,
        port: portOfBackend(service.port),
      };
      const label = `${idOf(ingress)} rules[${index}].http.paths[${position}]`;
      const location = { label, ingress, written: path, type: pathType, path, isExact: pathType === 'Exact', upstream };
      return [{ host: host === '' ? '_' : host, location }];
    }),
  );
}

/** The server of a host: by name, by wildcard of one label, else the one for everything. */
export function serverFor(names: readonly string[], host: string): string {
  return (
    names.find((name) => name === host) ??
    names.find((name) => name.startsWith('*.') && hostMatches(name, host, 'one label')) ??
    '_'
  );
}

function rewrites({ ingress, written }: Location): boolean {
  const target = annotationOf(ingress, 'rewrite-target') ?? '';
  return target !== '' && target !== written;
}

function usesRegex({ ingress }: Location): boolean {
  return isTrue(ingress, 'use-regex');
}

/** The longest text first, texts of one length by their letters, backwards; a prefix becomes two locations. */
function written(locations: readonly Location[]): Location[] {
  const sorted = [...locations]
    .sort((a, b) => (a.written < b.written ? 1 : a.written > b.written ? -1 : 0))
    .sort((a, b) => b.written.length - a.written.length);
  const exact = new Set(sorted.filter(({ type }) => type === 'Exact').map((each) => each.written));
  return sorted.flatMap((location) => {
    const isPlainPrefix = location.type === 'Prefix' && !rewrites(location) && !usesRegex(location);
    if (location.written === '/' || !isPlainPrefix) return [location];
    const below = { ...location, path: location.written.endsWith('/') ? location.written : `${location.written}/` };
    return exact.has(location.written) ? [below] : [below, { ...location, isExact: true }];
  });
}

/** The location that nginx chooses among those of a server. */
export function choose(locations: readonly Location[], path: string): Location | undefined {
  const blocks = written(locations);
  // One path that rewrites makes a regular expression of every path of its server.
  if (locations.some((each) => rewrites(each) || usesRegex(each)))
    return blocks.find((block) => pcre(`^${block.path}`).test(path));
  return (
    blocks.find((block) => block.isExact && block.path === path) ??
    blocks
      .filter((block) => !block.isExact && path.startsWith(block.path))
      .sort((a, b) => b.path.length - a.path.length)[0]
  );
}

/** The path that the target sees: `rewrite "(?i)<path>" <target> break`. */
export function rewritten(location: Location, path: string): string {
  const target = annotationOf(location.ingress, 'rewrite-target') ?? '';
  if (!rewrites(location)) return path;
  const match = pcre(location.path).exec(path);
  return match ? target.replace(/\$(\d)/g, (_all, index: string) => match[Number(index)] ?? '') : path;
}

/** A regular expression of PCRE that begins without regard to letter case; `(?-i)` ends that. */
function pcre(text: string): RegExp {
  const [loose = '', ...strict] = text.split('(?-i)');
  if (strict.length === 0) return new RegExp(loose, 'i');
  const folded = loose.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return new RegExp(`${folded}${strict.join('')}`);
}
