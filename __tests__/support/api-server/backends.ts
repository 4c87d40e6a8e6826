import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
import { groupOf, idOf, isRecord, show, specOf, type Manifest } from './manifest';
import type { ManifestSet, SetRule } from './rules';

/** A Service that a route sends to. */
interface Backend {
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: unknown;
}

/** Routes send to Services that exist and to ports those Services have. */
export const backendRule: SetRule = function* (set) {
  for (const manifest of set.manifests) {
    for (const backend of backendsOf(manifest)) {
      const problem = backendProblem(backend, manifest, set);
      if (problem !== undefined) yield [manifest, problem];
    }
  }
};

function backendProblem(
  { path, name, namespace, port }: Backend,
  route: Manifest,
  set: ManifestSet,
): string | undefined {
  const home = namespace ?? route.metadata.namespace;
  const service = set.find('Service', home, name);
  if (!service) return `${path} names no Service of the set: ${home}/${name}`;
  const ports = specOf<IServiceSpec>(service).ports ?? [];
  if (port === undefined || ports.some((each) => (typeof port === 'number' ? each.port : each.name) === port)) {
    return undefined;
  }
  return `${path}: ${idOf(service)} has no port ${show(port)}`;
}

function* backendsOf(manifest: Manifest): Generator<Backend> {
  const group = groupOf(manifest.apiVersion);
  if (group === 'networking.k8s.io' && manifest.kind === 'Ingress') {
    for (const [path, found] of recordsUnder(manifest.spec, 'spec')) {
      if (!path.endsWith('ackend.service') || !isRecord(found.port)) continue;
      yield { path, name: String(found.name), port: found.port.name ?? found.port.number };
    }
  } else if (group === 'traefik.io' && (manifest.kind === 'IngressRoute' || manifest.kind === 'TraefikService')) {
    for (const [path, found] of recordsUnder(manifest.spec, 'spec')) {
      if (!/\.(services|mirrors)\[\d+\]$|\.mirroring$/.test(path) || (found.kind ?? 'Service') !== 'Service') continue;
      yield { ...location(found), path, port: found.port };
    }
  } else if (group === 'gateway.networking.k8s.io' && manifest.kind.endsWith('Route')) {
    for (const [path, found] of recordsUnder(manifest.spec, 'spec')) {
      const isBackend = /\.(backendRefs\[\d+\]|backendRef)$/.test(path);
      if (!isBackend || (found.kind ?? 'Service') !== 'Service' || (found.group ?? '') !== '') continue;
      yield { ...location(found), path, port: found.port };
    }
  }
}

function location(found: Record<string, unknown>): Pick<Backend, 'name' | 'namespace'> {
  return {
    name: String(found.name),
    ...(typeof found.namespace === 'string' ? { namespace: found.namespace } : {}),
  };
}

/** Every object inside a value, with its path. */
function* recordsUnder(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* recordsUnder(item, `${path}[${index}]`);
  } else if (isRecord(value)) {
    yield [path, value];
    for (const [key, field] of Object.entries(value)) yield* recordsUnder(field, `${path}.${key}`);
  }
}
