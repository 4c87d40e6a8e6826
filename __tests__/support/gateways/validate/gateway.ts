import { apiGroup, kindName, namespaceName, objectName, wildcardHost } from './names';
import { list, map, oneOf, repeated, struct, text, whole, type Rule } from './shape';

const name = text({ min: 1, max: 253 });

export const referenceGrant = struct({
  'from!': list(struct({ 'group!': apiGroup, 'kind!': kindName, 'namespace!': namespaceName }), { min: 1, max: 16 }),
  'to!': list(struct({ 'group!': apiGroup, 'kind!': kindName, name }), { min: 1, max: 16 }),
});

const selector = struct({
  matchLabels: map(text({ max: 63 })),
  matchExpressions: list(
    struct({
      'key!': text({ min: 1 }),
      'operator!': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: list(text()),
    }),
  ),
});

const allowedNamespaces = struct<{ from?: string; selector?: object }>(
  { from: oneOf('All', 'Selector', 'Same'), selector },
  ({ from, selector: given }) =>
    (from === 'Selector') === (given !== undefined) ? undefined : 'has a selector exactly when from is Selector',
);

interface ListenerValue {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly tls?: { readonly mode?: string; readonly certificateRefs?: readonly unknown[]; readonly options?: object };
}

const listenerTls: Rule<ListenerValue> = function* ({ protocol, tls, hostname }) {
  if (['HTTP', 'TCP', 'UDP'].includes(protocol) && tls) yield `has tls and the protocol ${protocol}`;
  if (['TCP', 'UDP'].includes(protocol) && hostname) yield `has a hostname and the protocol ${protocol}`;
  if (['HTTPS', 'TLS'].includes(protocol) && !tls) yield `has no tls and the protocol ${protocol}`;
  if (protocol === 'HTTPS' && tls?.mode === 'Passthrough') yield 'passes TLS through and has the protocol HTTPS';
  const terminates = tls && (tls.mode ?? 'Terminate') === 'Terminate';
  if (terminates && !tls.certificateRefs?.length && !Object.keys(tls.options ?? {}).length)
    yield 'terminates TLS without a certificate';
};

const listeners: Rule<ListenerValue[]> = function* (all) {
  for (const each of repeated(all.map((listener) => listener.name))) yield `has two listeners called ${each}`;
  const places = all.map(({ port, protocol, hostname = '' }) => `${port} ${protocol} ${hostname}`);
  for (const each of repeated(places)) yield `has two listeners on ${each.trim()}`;
};

export const gateway = struct({
  'gatewayClassName!': name,
  'listeners!': list(
    struct(
      {
        'name!': objectName,
        'port!': whole(1, 65535),
        'protocol!': text({ min: 1, max: 255, pattern: /^[a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?(\/[A-Za-z0-9]+)?$/ }),
        hostname: wildcardHost,
        tls: struct({
          mode: oneOf('Terminate', 'Passthrough'),
          certificateRefs: list(struct({ group: apiGroup, kind: kindName, 'name!': name, namespace: namespaceName }), {
            max: 64,
          }),
          options: map(text({ max: 4096 })),
        }),
        allowedRoutes: struct({
          namespaces: allowedNamespaces,
          kinds: list(struct({ group: apiGroup, 'kind!': kindName }), { max: 8 }),
        }),
      },
      listenerTls,
    ),
    { min: 1, max: 64 },
    listeners,
  ),
  addresses: list(struct({ type: text({ min: 1, max: 253 }), value: text({ max: 253 }) }), { max: 16 }),
  infrastructure: struct({
    labels: map(text({ max: 63 })),
    annotations: map(text({ max: 4096 })),
    parametersRef: struct({ 'group!': apiGroup, 'kind!': kindName, 'name!': name }),
  }),
});
