import { groupOf, idOf, readManifest, type Manifest } from '../api-server/manifest';
import type { Seen, Surroundings } from './types';

/** The manifests, indexed, with what else is known of the cluster. Those of kinds that nobody asks for are not read. */
export interface World {
  ofKind(group: string, kind: string): readonly Manifest[];
  find(group: string, kind: string, namespace: string, name: string): Manifest | undefined;
  /** The port of a Service by number or name; a sentence when there is none. */
  port(namespace: string, name: string, port: number | string | undefined): ServicePort | string;
  /** Whether a Service has ready endpoints. */
  isServed(namespace: string, name: string): boolean;
}

export interface ServicePort {
  /** `namespace/service:port`, whatever way the port was named. */
  readonly backend: string;
  readonly name: string;
  readonly number: number;
  readonly appProtocol?: string;
  readonly isExternal: boolean;
  readonly service: Manifest;
}

interface ServiceFields {
  readonly type?: string;
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly appProtocol?: string }[];
}

export function worldOf(objects: readonly object[], { endpoints = {} }: Surroundings = {}): World {
  const byKind = new Map<string, Manifest[]>();
  const ofKind: World['ofKind'] = (group, kind) => {
    const key = `${group}/${kind}`;
    const known = byKind.get(key) ?? objects.filter((object) => isOfKind(object, group, kind)).map(read);
    byKind.set(key, known);
    return known;
  };
  const find: World['find'] = (group, kind, namespace, name) =>
    ofKind(group, kind).find((each) => namespaceOf(each) === namespace && each.metadata.name === name);
  return {
    ofKind,
    find,
    port: (namespace, name, port) => {
      const service = find('', 'Service', namespace, name);
      return service ? portOf(service, port) : `there is no Service ${namespace}/${name}`;
    },
    isServed: (namespace, name) => (endpoints[`${namespace}/${name}`] ?? 1) > 0,
  };
}

function isOfKind(object: object, group: string, kind: string): boolean {
  const { apiVersion, kind: own } = object as Partial<Manifest>;
  return own === kind && typeof apiVersion === 'string' && groupOf(apiVersion) === group;
}

function read(object: object): Manifest {
  const manifest = readManifest(object);
  if (typeof manifest === 'string') throw new Error(manifest);
  return manifest;
}

/** An object without a namespace lands in the namespace `default`. */
export function namespaceOf(manifest: Manifest): string {
  return manifest.metadata.namespace ?? 'default';
}

function portOf(service: Manifest, port: number | string | undefined): ServicePort | string {
  const { type, ports = [] } = (service.spec ?? {}) as ServiceFields;
  const found = ports.find((each) => (typeof port === 'number' ? each.port === port : each.name === port));
  if (port === undefined || !found) return `${idOf(service)} has no port ${JSON.stringify(port) ?? '(none given)'}`;
  return {
    backend: `${namespaceOf(service)}/${service.metadata.name}:${found.port}`,
    name: found.name ?? '',
    number: found.port,
    isExternal: type === 'ExternalName',
    service,
    ...(found.appProtocol === undefined ? {} : { appProtocol: found.appProtocol }),
  };
}

/** What most implementations speak where nothing is said: https on port 443 and on ports named so. */
export function usualProtocol({ number, name }: ServicePort): Seen['protocol'] {
  return number === 443 || name.startsWith('https') ? 'https' : 'http';
}
