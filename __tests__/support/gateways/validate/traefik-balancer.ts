import { nonEmpty, objectName, namespaceName } from './names';
import { flag, list, map, oneOf, struct, text, textOrWhole, whole, type Fields, type Rule } from './shape';

export const reference = struct({ 'name!': nonEmpty, namespace: namespaceName });
export const duration = textOrWhole(/^([0-9]+(ns|us|µs|ms|s|m|h)?)+$/);

export const sticky = struct({
  cookie: struct({
    name: text(),
    secure: flag,
    httpOnly: flag,
    sameSite: oneOf('none', 'lax', 'strict', 'None', 'Lax', 'Strict'),
    maxAge: whole(),
    path: text(),
    domain: text(),
  }),
});

/** The fields that every reference to a backend has, in routes and in TraefikServices. */
export const balancerFields: Fields = {
  'name!': nonEmpty,
  kind: oneOf('Service', 'TraefikService'),
  namespace: namespaceName,
  port: textOrWhole(),
  scheme: oneOf('http', 'https', 'h2c'),
  strategy: oneOf('wrr', 'p2c', 'hrw', 'leasttime', 'RoundRobin'),
  weight: whole(0),
  passHostHeader: flag,
  serversTransport: text(),
  nativeLB: flag,
  nodePortLB: flag,
  middlewares: list(reference),
  responseForwarding: struct({ flushInterval: text() }),
  sticky,
  healthCheck: struct({
    scheme: text(),
    mode: oneOf('http', 'grpc'),
    path: text(),
    method: text(),
    status: whole(),
    port: whole(1, 65535),
    interval: duration,
    unhealthyInterval: duration,
    timeout: duration,
    hostname: text(),
    followRedirects: flag,
    headers: map(text()),
  }),
  passiveHealthCheck: struct({ failureWindow: duration, maxFailedAttempts: whole(0) }),
};

interface BalancerValue {
  readonly name: string;
  readonly kind?: string;
  readonly port?: string | number;
  readonly serversTransport?: string;
  readonly middlewares?: readonly unknown[];
}

/** What holds for every reference to a backend. */
export const balancerRules: readonly Rule<BalancerValue>[] = [
  // T2: the schema leaves the port open, Traefik does not.
  ({ kind = 'Service', port }) =>
    kind === 'Service' && port === undefined ? 'needs a port, as its kind is Service' : undefined,
  ({ port }) => {
    if (port === undefined || port === '') return port === '' ? 'has an empty port' : undefined;
    const isPort = typeof port === 'number' ? port >= 1 && port <= 65535 : /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(port);
    return isPort ? undefined : `has a port that is neither a number nor a name: ${port}`;
  },
  // T4 and T5: ignored, or an error, beside a TraefikService.
  function* ({ kind = 'Service', serversTransport, middlewares, port }) {
    if (kind === 'Service') return;
    if (serversTransport !== undefined) yield 'has a serversTransport, which only the kind Service has';
    if (middlewares !== undefined) yield 'has middlewares, which only the kind Service has';
    if (port !== undefined) yield 'has a port, which only the kind Service has';
  },
  // T12: names with a provider are how the internal objects are called.
  ({ name }) => (name.includes('@') && !name.endsWith('@internal') ? `names a provider: ${name}` : undefined),
];

export const balancer = struct(balancerFields, ...balancerRules);

export const secretName = objectName;
