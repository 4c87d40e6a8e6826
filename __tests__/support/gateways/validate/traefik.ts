import { compileRule } from '../traefik/matchers';
import { nonEmpty, objectName } from './names';
import { flag, list, oneOf, repeated, struct, text, whole, type Shape } from './shape';
import { balancer, balancerFields, balancerRules, duration, reference, secretName, sticky } from './traefik-balancer';

interface RouteValue {
  readonly match: string;
  readonly priority?: number;
  readonly services?: readonly { readonly weight?: number }[];
}

const route = struct<RouteValue>(
  {
    'match!': nonEmpty,
    kind: oneOf('Rule'),
    // The thousand highest are Traefik's own; 0 is read as none, which is said by leaving it out. Negative ones are supported.
    priority: whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    services: list(balancer),
    middlewares: list(reference),
    observability: struct({
      accessLogs: flag,
      metrics: flag,
      tracing: flag,
      traceVerbosity: oneOf('minimal', 'detailed'),
    }),
  },
  ({ priority }) => (priority === 0 ? 'has the priority 0, which Traefik reads as none' : undefined),
  ({ match }) => {
    const compiled = compileRule(match);
    return typeof compiled === 'string' ? `has a match Traefik cannot read: ${compiled}` : undefined;
  },
  ({ services = [] }) => weightProblem(services, 'services'),
);

function weightProblem(members: readonly { readonly weight?: number }[], what: string): string | undefined {
  const isDead = members.length > 1 && members.every(({ weight = 1 }) => weight === 0);
  return isDead ? `has no ${what} with a positive weight` : undefined;
}

export const ingressRoute = struct<{ readonly routes: readonly RouteValue[] }>(
  {
    entryPoints: list(nonEmpty),
    ingressClassName: text(),
    parentRefs: list(reference),
    'routes!': list(route, { min: 1 }),
    tls: struct({
      secretName,
      options: reference,
      store: reference,
      certResolver: text(),
      domains: list(struct({ main: text(), sans: list(text()) })),
    }),
  },
  // T8: of two routes with one match the last wins.
  ({ routes }) => repeated(routes.map(({ match }) => match)).map((match) => `has two routes with the match ${match}`),
);

const types = ['weighted', 'mirroring', 'highestRandomWeight', 'failover'];

export const traefikService = struct<Record<string, unknown>>(
  {
    weighted: struct<{ services?: { weight?: number }[] }>(
      { services: list(balancer, { min: 1 }), sticky },
      ({ services }) => (services ? weightProblem(services, 'services') : 'has no services'),
    ),
    mirroring: struct(
      {
        ...balancerFields,
        mirrorBody: flag,
        maxBodySize: whole(-1),
        mirrors: list(struct({ ...balancerFields, percent: whole(0, 100) }, ...balancerRules), { min: 1 }),
      },
      ...balancerRules,
    ),
    highestRandomWeight: struct({ services: list(balancer, { min: 1 }) }),
    failover: struct({
      'service!': balancer,
      'fallback!': balancer,
      'errors!': struct({ status: list(text({ pattern: /^([1-5][0-9]{2}[,-]?)+$/ })), maxRequestBodyBytes: whole(-1) }),
    }),
  },
  // T6: of several the first in Traefik's order silently wins.
  (spec) => {
    const set = types.filter((type) => spec[type] !== undefined);
    return set.length === 1
      ? undefined
      : `must be of exactly one of the types ${types.join(', ')}, got ${set.join(', ') || 'none'}`;
  },
);

const tlsVersion = oneOf('VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13');
const texts = list(text({ min: 1 }));

export const serversTransport = struct({
  serverName: text(),
  insecureSkipVerify: flag,
  rootCAs: list(
    struct<Record<string, unknown>>({ secret: objectName, configMap: objectName }, ({ secret, configMap }) =>
      (secret === undefined) === (configMap === undefined)
        ? 'must have a secret or a configMap, one of them'
        : undefined,
    ),
  ),
  rootCAsSecrets: texts,
  certificatesSecrets: texts,
  cipherSuites: texts,
  minVersion: tlsVersion,
  maxVersion: tlsVersion,
  maxIdleConnsPerHost: whole(-1),
  forwardingTimeouts: struct({
    dialTimeout: duration,
    responseHeaderTimeout: duration,
    idleConnTimeout: duration,
    readIdleTimeout: duration,
    pingTimeout: duration,
  }),
  disableHTTP2: flag,
  peerCertURI: text(),
  spiffe: struct({ ids: texts, trustDomain: text() }),
});

export const tlsOption: Shape = struct<Record<string, string>>(
  {
    minVersion: tlsVersion,
    maxVersion: tlsVersion,
    cipherSuites: texts,
    curvePreferences: texts,
    clientAuth: struct({
      secretNames: texts,
      clientAuthType: oneOf(
        'NoClientCert',
        'RequestClientCert',
        'RequireAnyClientCert',
        'VerifyClientCertIfGiven',
        'RequireAndVerifyClientCert',
      ),
    }),
    sniStrict: flag,
    alpnProtocols: texts,
    disableSessionTickets: flag,
    preferServerCipherSuites: flag,
  },
  // An option without a minimum has whatever Go's default is.
  ({ minVersion }) => (minVersion === undefined ? 'must say its minVersion' : undefined),
  ({ minVersion = '', maxVersion = 'VersionTLS99' }) =>
    minVersion > maxVersion ? 'has a minVersion above its maxVersion' : undefined,
);
