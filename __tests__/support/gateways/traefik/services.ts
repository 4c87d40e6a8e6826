import type { Manifest } from '../../api-server/manifest';
import { flowTo, replyWith, type Handler } from '../passing';
import type { Seen, TraefikImplementation } from '../types';
import { namespaceOf, usualProtocol, type World } from '../world';
import { normalized, put, type DynamicConfig, type Member, type Service } from './config';
import type { BalancerFields, TraefikServiceSpec } from './manifests';
import { has, refuseForeign, resolveReference, Unbuildable } from './references';

/** Builds Traefik's services out of what Kubernetes objects say. Throws {@link Unbuildable} like Traefik gives up. */
export class ServiceBuilder {
  constructor(
    private readonly world: World,
    private readonly options: TraefikImplementation,
    private readonly config: DynamicConfig,
  ) {}

  /** The name of the service a reference stands for, and the service itself where the reference defines it. */
  public named(home: string, fields: BalancerFields): { readonly name: string; readonly service?: Service } {
    const { name, kind = 'Service', namespace = home, port } = fields;
    if (name.includes('@')) return { name: resolveReference(this.options, home, { name }) };
    refuseForeign(this.options, home, namespace, `${kind} ${namespace}/${name}`);
    if (kind === 'TraefikService') return { name: normalized(namespace, name) };
    if (kind !== 'Service') throw new Unbuildable(`there are no services of kind ${kind}`);
    return { name: normalized(namespace, name, port ?? ''), service: this.servers(namespace, fields) };
  }

  /** Several services of a route, or those of a TraefikService. */
  public balanced(from: string, home: string, members: readonly BalancerFields[], sticky?: unknown): Service {
    const built = members.map((fields): Member => ({ service: this.define(home, fields), weight: fields.weight ?? 1 }));
    return { type: 'weighted', from, members: built, sticky };
  }

  public traefikService(manifest: Manifest): void {
    const home = namespaceOf(manifest);
    const from = `TraefikService/${home}/${manifest.metadata.name}`;
    try {
      const service = this.fromSpec(from, home, manifest.spec ?? {});
      put(this.config, this.config.services, normalized(home, manifest.metadata.name), service);
    } catch (error) {
      if (!(error instanceof Unbuildable)) throw error;
      this.config.notes.push(`${from} is not built: ${error.message}`);
    }
  }

  private fromSpec(from: string, home: string, spec: TraefikServiceSpec): Service {
    const { weighted, mirroring, highestRandomWeight, failover } = spec;
    if (weighted) return this.balanced(from, home, weighted.services ?? [], weighted.sticky);
    if (mirroring) {
      const main = this.define(home, mirroring);
      const mirrors = mirroring.mirrors ?? [];
      for (const { percent = 0 } of mirrors) {
        if (percent < 0 || percent > 100) throw new Unbuildable(`a mirror has the percent ${percent}`);
      }
      return {
        type: 'mirroring',
        from,
        main,
        mirrors: mirrors.map((each) => ({ service: this.define(home, each), percent: each.percent ?? 0 })),
      };
    }
    if (highestRandomWeight && has(this.options, '3.6')) {
      return this.balanced(from, home, highestRandomWeight.services ?? []);
    }
    if (failover && has(this.options, '3.7')) {
      const [main, fallback] = [this.define(home, failover.service), this.define(home, failover.fallback)];
      return { type: 'failover', from, main, fallback, statuses: failover.errors.status ?? [] };
    }
    throw new Unbuildable('its type is not specified');
  }

  private define(home: string, fields: BalancerFields): string {
    const { name, service } = this.named(home, fields);
    if (service) put(this.config, this.config.services, name, service);
    return name;
  }

  private servers(namespace: string, fields: BalancerFields): Service {
    const { name, port, serversTransport, middlewares = [] } = fields;
    const found = this.world.port(namespace, name, port);
    if (typeof found === 'string') throw new Unbuildable(found);
    const from = `${found.backend} ${JSON.stringify(settingsOf(fields))}`;
    if (found.isExternal && !this.options.allowExternalNameServices) {
      throw new Unbuildable(`${namespace}/${name} is an ExternalName, which needs allowExternalNameServices`);
    }
    if (fields.healthCheck !== undefined && !found.isExternal) {
      throw new Unbuildable(`${namespace}/${name} has a health check, which only ExternalName Services may have`);
    }
    const isServed = found.isExternal || fields.nativeLB === true || this.world.isServed(namespace, name);
    if (!isServed && !this.options.allowEmptyServices) {
      throw new Unbuildable(`${namespace}/${name} has no ready endpoints, which needs allowEmptyServices`);
    }
    return {
      type: 'servers',
      from,
      handler: serversHandler(found.backend, protocolOf(fields.scheme, usualProtocol(found)), fields, isServed),
      middlewares: has(this.options, '3.7')
        ? middlewares.map((each) => resolveReference(this.options, namespace, each))
        : [],
      ...(serversTransport ? { transport: this.transport(namespace, serversTransport) } : {}),
    };
  }

  private transport(namespace: string, name: string): string {
    return resolveReference(this.options, namespace, { name });
  }
}

export function serversHandler(
  backend: string,
  protocol: Seen['protocol'],
  { passHostHeader = true, sticky }: Pick<BalancerFields, 'passHostHeader' | 'sticky'>,
  isServed: boolean,
): Handler {
  if (!isServed) return replyWith(503, `no available server: ${backend} has no ready endpoints`);
  return (passing) => {
    const notes = sticky?.cookie
      ? [...passing.notes, `sticky: ${backend} by the cookie ${sticky.cookie.name ?? ''}`]
      : passing.notes;
    return flowTo(
      { kind: 'backend', backend, protocol },
      { ...passing, notes, ...(passHostHeader ? {} : { host: '' }) },
    );
  };
}

/** What makes two references to one port of a Service differ inside of Traefik, where they share a name. */
function settingsOf(fields: BalancerFields): object {
  const elsewhere = 'name kind namespace port weight percent mirrors mirrorBody maxBodySize'.split(' ');
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !elsewhere.includes(field)));
}

function protocolOf(scheme: string | undefined, usual: Seen['protocol']): Seen['protocol'] {
  if (scheme === undefined || scheme === '') return usual;
  if (scheme === 'http' || scheme === 'https' || scheme === 'h2c') return scheme;
  throw new Unbuildable(`there is no scheme ${scheme}`);
}
