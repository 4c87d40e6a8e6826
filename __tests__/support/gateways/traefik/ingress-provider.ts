import { idOf, type Manifest } from '../../api-server/manifest';
import type { IngressFields, IngressPath } from '../ingress/fields';
import { portOfBackend } from '../ingress/fields';
import type { IngressImplementation, Seen } from '../types';
import { namespaceOf, usualProtocol, type World } from '../world';
import { hashOf, normalized, put, type DynamicConfig, type Router } from './config';
import { serversHandler } from './services';

const prefix = 'traefik.ingress.kubernetes.io/';
/** Loses against every other router. */
const lowest = -(2 ** 31);

/** What Traefik's `kubernetesIngress` provider makes of Ingresses and the annotations on them and on Services. */
export function loadIngresses(
  world: World,
  options: IngressImplementation,
  ingresses: readonly Manifest[],
  config: DynamicConfig,
): void {
  for (const ingress of ingresses) {
    const spec = (ingress.spec ?? {}) as IngressFields;
    const backend = spec.defaultBackend;
    if (backend) {
      addRouter(
        world,
        options,
        config,
        ingress,
        'default-router',
        { rule: 'PathPrefix(`/`)', label: `${idOf(ingress)} defaultBackend` },
        { backend },
        lowest,
      );
    }
    for (const [index, { host = '', http }] of (spec.rules ?? []).entries()) {
      for (const [position, path] of (http?.paths ?? []).entries()) {
        const rule = [hostRule(host), pathRule(path, options, ingress)].filter((part) => part !== '').join(' && ');
        const name = normalized(namespaceOf(ingress), ingress.metadata.name, host, path.path ?? '');
        const label = `${idOf(ingress)} rules[${index}].http.paths[${position}]`;
        addRouter(world, options, config, ingress, name, { rule, label }, path);
      }
    }
  }
}

function addRouter(
  world: World,
  options: IngressImplementation,
  config: DynamicConfig,
  ingress: Manifest,
  wantedName: string,
  { rule, label }: Pick<Router, 'rule' | 'label'>,
  { backend }: Pick<IngressPath, 'backend'>,
  priority?: number,
): void {
  const home = namespaceOf(ingress);
  const service = loadService(world, options, home, backend);
  if (typeof service === 'string') {
    config.notes.push(`${label} is not built: ${service}`);
    return;
  }
  put(config, config.services, service.name, {
    type: 'servers',
    from: service.name,
    handler: service.handler,
    middlewares: [],
    ...service.transport,
  });
  const annotation = (key: string): string | undefined => ingress.metadata.annotations?.[`${prefix}${key}`];
  const list = (key: string): string[] =>
    (annotation(key) ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
  // Routers of one name are told apart by their rules; of those with one rule the last wins.
  const name = normalized(wantedName, hashOf(rule));
  put(config, config.routers, name, {
    label,
    name,
    rule,
    priority: priority ?? Number(annotation('router.priority') ?? 0),
    entryPoints: list('router.entrypoints'),
    hasTls: annotation('router.tls') === 'true',
    middlewares: list('router.middlewares').map((each) => each.replace(/@kubernetescrd$/, '')),
    service: service.name,
  });
}

function loadService(
  world: World,
  { allowEmptyServices = true }: IngressImplementation,
  home: string,
  backend: IngressPath['backend'],
): { name: string; handler: ReturnType<typeof serversHandler>; transport: { transport?: string } } | string {
  const fields = backend?.service;
  if (!fields) return 'its backend is no Service';
  const found = world.port(home, fields.name, portOfBackend(fields.port));
  if (typeof found === 'string') return found;
  if (found.isExternal) return `${home}/${fields.name} is an ExternalName, which needs allowExternalNameServices`;
  const isServed = world.isServed(home, fields.name);
  if (!isServed && !allowEmptyServices)
    return `${home}/${fields.name} has no ready endpoints, which needs allowEmptyServices`;
  const annotation = (key: string): string | undefined =>
    found.service.metadata.annotations?.[`${prefix}service.${key}`];
  const protocol = (annotation('serversscheme') ?? usualProtocol(found)) as Seen['protocol'];
  const sticky =
    annotation('sticky.cookie') === 'true' ? { cookie: { name: annotation('sticky.cookie.name') ?? '' } } : undefined;
  const transport = annotation('serverstransport')?.replace(/@kubernetescrd$/, '');
  return {
    name: normalized(home, fields.name, fields.port?.name ?? fields.port?.number ?? ''),
    handler: serversHandler(
      found.backend,
      protocol,
      { passHostHeader: annotation('passhostheader') !== 'false', sticky },
      isServed,
    ),
    transport: transport === undefined ? {} : { transport },
  };
}

function hostRule(host: string): string {
  if (host === '') return '';
  if (!host.startsWith('*.')) return `Host(\`${host}\`)`;
  return `HostRegexp(\`^[a-zA-Z0-9-]+\\.${host.slice(2).replaceAll('.', '\\.')}$\`)`;
}

function pathRule({ path = '', pathType }: IngressPath, options: IngressImplementation, ingress: Manifest): string {
  if (path === '') return '';
  if (pathType === 'Exact') return `Path(\`${path}\`)`;
  if (pathType === 'Prefix') return options.strictPrefixMatching ? strictPrefixRule(path) : `PathPrefix(\`${path}\`)`;
  const matcher = ingress.metadata.annotations?.[`${prefix}router.pathmatcher`] ?? 'PathPrefix';
  return `${matcher}(\`${path}\`)`;
}

function strictPrefixRule(path: string): string {
  if (path === '/') return 'PathPrefix(`/`)';
  const trimmed = path.replace(/\/$/, '');
  return `(Path(\`${trimmed}\`) || PathPrefix(\`${trimmed}/\`))`;
}
