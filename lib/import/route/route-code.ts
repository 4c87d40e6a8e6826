import { call, type Code, list, literal, members, object, word } from '../source/code';
import type { PlannedRoute } from './plan-route';

/**
 * The IngressRoute that becomes an Ingress of the same class.
 *
 * @param serverOf the identifier of a server, by its name
 */
export function routeCode(route: PlannedRoute, name: string, chart: string, serverOf: (name: string) => string): Code {
  const { className, hosts, rules, tls } = route;
  const [host, ...others] = hosts;
  const gateway = call('GatewayFacts.ingress', object(members({ className: literal(className) })));
  const props = members({
    via: call('RouteRenderer.ingress', gateway),
    host: host !== undefined && others.length === 0 ? literal(host) : undefined,
    hosts: others.length > 0 ? literal(hosts) : undefined,
    anyHost: host === undefined ? literal(true) : undefined,
    rules: list(
      rules.map(({ form, path, server }) =>
        call(`RouteRule.${form}`, literal(path), word(serverOf(server.manifest.name))),
      ),
    ),
    tls: tls && tlsCode(tls),
  });
  return call('new IngressRoute', word(chart), literal(name), object(props));
}

function tlsCode({ secretName, issuer }: NonNullable<PlannedRoute['tls']>): Code {
  if (!issuer) return call('RouteTls.secret', literal(secretName));
  const [kind, name] = issuer;
  return call('RouteTls.certManager', object(members({ [kind]: literal(name), secretName: literal(secretName) })));
}
