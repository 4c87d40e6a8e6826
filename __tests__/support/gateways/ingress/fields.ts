import type { Manifest } from '../../api-server/manifest';
import type { IngressImplementation } from '../types';
import type { World } from '../world';

/** The fields of an Ingress that decide where a request goes. */
export interface IngressFields {
  readonly ingressClassName?: string;
  readonly defaultBackend?: IngressBackend;
  readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths?: readonly IngressPath[] } }[];
}

export interface IngressPath {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend?: IngressBackend;
}

export interface IngressBackend {
  readonly service?: { readonly name: string; readonly port?: IngressPort };
}

interface IngressPort {
  readonly name?: string;
  readonly number?: number;
}

export function portOfBackend(port: IngressPort | undefined): string | number | undefined {
  return port?.name ?? port?.number;
}

/** The Ingresses an implementation serves. */
export function ingressesOf(world: World, { ingressClass }: IngressImplementation): readonly Manifest[] {
  const all = world.ofKind('networking.k8s.io', 'Ingress');
  if (ingressClass === undefined) return all;
  return all.filter(({ spec, metadata }) => {
    const named = (spec as IngressFields | undefined)?.ingressClassName;
    return (named ?? metadata.annotations?.['kubernetes.io/ingress.class']) === ingressClass;
  });
}
