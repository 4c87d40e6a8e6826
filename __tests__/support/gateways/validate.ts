import { idOf, readManifest } from '../api-server/manifest';
import { isGranted } from './gateway-api/grants';
import type { BackendRef, RouteSpec } from './gateway-api/fields';
import { certificate } from './validate/cert-manager';
import { gateway, referenceGrant } from './validate/gateway';
import { grpcRoute, httpRoute } from './validate/gateway-routes';
import { namespaceName, objectName } from './validate/names';
import { shapeProblems, type Shape } from './validate/shape';
import { ingressRoute, serversTransport, tlsOption, traefikService } from './validate/traefik';
import { middleware } from './validate/traefik-middleware';
import { namespaceOf, worldOf } from './world';

/** The kinds that are known, by `apiVersion/Kind`, and what their `spec` has to be. */
export const specs: Readonly<Record<string, Shape>> = {
  'traefik.io/v1alpha1/IngressRoute': ingressRoute,
  'traefik.io/v1alpha1/Middleware': middleware,
  'traefik.io/v1alpha1/TraefikService': traefikService,
  'traefik.io/v1alpha1/ServersTransport': serversTransport,
  'traefik.io/v1alpha1/TLSOption': tlsOption,
  'gateway.networking.k8s.io/v1/HTTPRoute': httpRoute,
  'gateway.networking.k8s.io/v1/GRPCRoute': grpcRoute,
  'gateway.networking.k8s.io/v1/ReferenceGrant': referenceGrant,
  'gateway.networking.k8s.io/v1beta1/ReferenceGrant': referenceGrant,
  'gateway.networking.k8s.io/v1/Gateway': gateway,
  'cert-manager.io/v1/Certificate': certificate,
};

const ownGroups = /^(traefik\.io|gateway\.networking\.k8s\.io|cert-manager\.io)\//;

/**
 * What is wrong with a custom resource: fields its kind does not have, required ones that are missing, values out of
 * bounds, and the rules over several fields that the API server or the controller enforces. Fields that exist in an
 * experimental channel only count as unknown. Objects of other groups are not looked at.
 */
export function problemsOf(object: object): string[] {
  const manifest = readManifest(object);
  if (typeof manifest === 'string') return [manifest];
  if (!ownGroups.test(manifest.apiVersion)) return [];
  const spec = specs[`${manifest.apiVersion}/${manifest.kind}`];
  if (!spec) return [`${idOf(manifest)}: there is no kind ${manifest.kind} in ${manifest.apiVersion}`];
  const { name, namespace } = manifest.metadata;
  const found = [
    ...Object.keys(object)
      .filter((field) => !['apiVersion', 'kind', 'metadata', 'spec'].includes(field))
      .map((field) => `${field} is no field of it`),
    ...shapeProblems(objectName, name, 'metadata.name'),
    ...(namespace === undefined ? [] : shapeProblems(namespaceName, namespace, 'metadata.namespace')),
    ...shapeProblems(spec, (object as { spec?: unknown }).spec, 'spec'),
  ];
  return found.map((sentence) => `${idOf(manifest)}: ${sentence}`);
}

/** As {@link problemsOf} of each, and what only the set tells: backends over namespaces without a ReferenceGrant (G10). */
export function problemsOfAll(objects: readonly object[]): string[] {
  const alone = objects.flatMap(problemsOf);
  if (alone.length > 0) return alone;
  const world = worldOf(objects);
  return ['HTTPRoute', 'GRPCRoute'].flatMap((routeKind) =>
    world.ofKind('gateway.networking.k8s.io', routeKind).flatMap((route) =>
      referencesOf((route.spec ?? {}) as RouteSpec).flatMap(({ group = '', kind = 'Service', name, namespace }) => {
        const home = namespaceOf(route);
        const to = { group, kind, namespace: namespace ?? home, name };
        if (isGranted(world, { kind: routeKind, namespace: home }, to)) return [];
        return [
          `${idOf(route)}: ${to.namespace}/${name} is in another namespace and no ReferenceGrant there admits it`,
        ];
      }),
    ),
  );
}

function referencesOf({ rules = [] }: RouteSpec): BackendRef[] {
  return rules.flatMap(({ backendRefs = [], filters = [] }) => {
    const all = [...filters, ...backendRefs.flatMap((each) => each.filters ?? [])];
    return [...backendRefs, ...all.flatMap(({ requestMirror }) => (requestMirror ? [requestMirror.backendRef] : []))];
  });
}
