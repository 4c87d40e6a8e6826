import { idOf, type Manifest } from '../../api-server/manifest';
import type { TraefikImplementation } from '../types';
import { namespaceOf, type World } from '../world';
import { hashOf, normalized, put, type DynamicConfig } from './config';
import type { IngressRouteSpec, RouteFields } from './manifests';
import { has, resolveReference, Unbuildable } from './references';
import { ServiceBuilder } from './services';

const group = 'traefik.io';

/** What Traefik's `kubernetesCRD` provider makes of its custom resources. */
export function loadCustomResources(world: World, options: TraefikImplementation, config: DynamicConfig): void {
  const builder = new ServiceBuilder(world, options, config);
  for (const manifest of world.ofKind(group, 'IngressRoute')) {
    if (isProcessed(manifest, options)) loadRoutes(manifest, options, config, builder);
  }
  for (const manifest of world.ofKind(group, 'Middleware')) {
    const home = namespaceOf(manifest);
    const name = normalized(home, manifest.metadata.name);
    const middleware = { ...withResolvedChain(manifest.spec ?? {}, home, options), from: idOf(manifest) };
    put(config, config.middlewares, name, middleware);
  }
  for (const manifest of world.ofKind(group, 'TraefikService')) builder.traefikService(manifest);
  for (const manifest of world.ofKind(group, 'ServersTransport')) {
    const transport = { ...(manifest.spec ?? {}), from: idOf(manifest) };
    put(config, config.transports, normalized(namespaceOf(manifest), manifest.metadata.name), transport);
  }
}

function loadRoutes(
  manifest: Manifest,
  options: TraefikImplementation,
  config: DynamicConfig,
  builder: ServiceBuilder,
): void {
  const spec = (manifest.spec ?? {}) as IngressRouteSpec;
  for (const [index, route] of (spec.routes ?? []).entries()) {
    const label = `${idOf(manifest)} routes[${index}]`;
    try {
      loadRoute(label, manifest, spec, route, options, config, builder);
    } catch (error) {
      if (!(error instanceof Unbuildable)) throw error;
      config.notes.push(`${label} is not built: ${error.message}`);
    }
  }
}

function loadRoute(
  label: string,
  manifest: Manifest,
  spec: IngressRouteSpec,
  route: RouteFields,
  options: TraefikImplementation,
  config: DynamicConfig,
  builder: ServiceBuilder,
): void {
  const { match = '', kind = 'Rule', services = [] } = route;
  if (kind !== 'Rule') throw new Unbuildable(`there are no routes of kind ${kind}`);
  if (match === '') throw new Unbuildable('it has no match');
  const home = namespaceOf(manifest);
  const name = normalized(home, `${manifest.metadata.name}-${hashOf(match)}`);
  const middlewares = (route.middlewares ?? []).map((each) => resolveReference(options, home, each));
  if (spec.tls?.options) resolveReference(options, home, spec.tls.options);
  let service = name;
  if (services.length > 1) put(config, config.services, name, builder.balanced(label, home, services));
  else if (services[0]) {
    const built = builder.named(home, services[0]);
    if (built.service) put(config, config.services, name, built.service);
    else service = built.name;
  }
  put(config, config.routers, name, {
    label,
    name,
    rule: match,
    priority: route.priority ?? 0,
    entryPoints: spec.entryPoints ?? [],
    hasTls: spec.tls !== undefined,
    middlewares,
    service,
  });
}

/** The references inside of a chain are resolved from its own namespace; a chain with a bad one is left empty. */
function withResolvedChain(spec: object, home: string, options: TraefikImplementation): Record<string, unknown> {
  const { chain } = spec as { chain?: { middlewares?: { name: string; namespace?: string }[] } };
  if (!chain) return { ...spec };
  try {
    return {
      ...spec,
      chain: { names: (chain.middlewares ?? []).map((each) => resolveReference(options, home, each)) },
    };
  } catch (error) {
    return { ...spec, broken: (error as Error).message };
  }
}

function isProcessed(manifest: Manifest, options: TraefikImplementation): boolean {
  if (options.ingressClass === undefined) return true;
  const annotation = manifest.metadata.annotations?.['kubernetes.io/ingress.class'] ?? '';
  const field = has(options, '3.7') ? ((manifest.spec ?? {}) as IngressRouteSpec).ingressClassName : undefined;
  const named = field ?? annotation;
  return named === options.ingressClass || (options.ingressClass === '' && named === 'traefik');
}
