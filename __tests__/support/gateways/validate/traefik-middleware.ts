import { goRegExp } from '../go-regexp';
import { anything, flag, list, map, oneOf, struct, text, textOrWhole, whole, type Fields, type Rule } from './shape';
import { balancer, duration, reference, secretName } from './traefik-balancer';

const texts = list(text({ min: 1 }));
const statuses = list(text({ pattern: /^([1-5][0-9]{2}[,-]?)+$/ }));
const absolute = text({ pattern: /^\// });

const readable: Rule<{ readonly regex: string }> = ({ regex }) => {
  const compiled = goRegExp(regex);
  return typeof compiled === 'string' ? `has a regex that ${compiled}` : undefined;
};

const ipStrategy = struct({ depth: whole(0), excludedIPs: texts, ipv6Subnet: whole(0, 128) });

/** T22: one way to tell clients apart. */
const sourceCriterion = struct(
  { ipStrategy, requestHeaderName: text({ min: 1 }), requestHost: flag },
  (criterion: object) => (Object.keys(criterion).length === 1 ? undefined : 'must have exactly one strategy'),
);

const tlsFields: Fields = { caSecret: secretName, certSecret: secretName, insecureSkipVerify: flag };
const credentials = struct({ 'secret!': secretName, realm: text(), removeHeader: flag, headerField: text() });
const addresses = { 'sourceRange!': list(text({ min: 1 }), { min: 1 }), ipStrategy };

const redis = struct({
  'endpoints!': texts,
  tls: struct(tlsFields),
  secret: secretName,
  db: whole(0),
  poolSize: whole(0),
  minIdleConns: whole(0),
  maxActiveConns: whole(0),
  readTimeout: duration,
  writeTimeout: duration,
  dialTimeout: duration,
});

const headers = struct({
  customRequestHeaders: map(text()),
  customResponseHeaders: map(text()),
  accessControlAllowCredentials: flag,
  accessControlAllowHeaders: texts,
  accessControlAllowMethods: texts,
  accessControlAllowOriginList: texts,
  accessControlAllowOriginListRegex: texts,
  accessControlExposeHeaders: texts,
  accessControlMaxAge: whole(0),
  addVaryHeader: flag,
  allowedHosts: texts,
  hostsProxyHeaders: texts,
  sslProxyHeaders: map(text()),
  stsSeconds: whole(0),
  stsIncludeSubdomains: flag,
  stsPreload: flag,
  forceSTSHeader: flag,
  frameDeny: flag,
  customFrameOptionsValue: text(),
  contentTypeNosniff: flag,
  browserXssFilter: flag,
  customBrowserXSSValue: text(),
  contentSecurityPolicy: text(),
  contentSecurityPolicyReportOnly: text(),
  publicKey: text(),
  referrerPolicy: text(),
  permissionsPolicy: text(),
  isDevelopment: flag,
});

const forwardAuth = struct({
  'address!': text({ pattern: /^https?:\/\/./ }),
  trustForwardHeader: flag,
  authResponseHeaders: texts,
  authResponseHeadersRegex: text(),
  authRequestHeaders: texts,
  tls: struct({ ...tlsFields, caOptional: flag }),
  maxResponseBodySize: whole(-1),
  addAuthCookiesToResponse: texts,
  headerField: text(),
  forwardBody: flag,
  maxBodySize: whole(-1),
  preserveLocationHeader: flag,
  preserveRequestMethod: flag,
  authSigninURL: text(),
});

/** What a Middleware is without is required here, where the schema leaves it open. */
const types: Fields = {
  addPrefix: struct({ 'prefix!': absolute }),
  basicAuth: credentials,
  buffering: struct({
    maxRequestBodyBytes: whole(0),
    memRequestBodyBytes: whole(0),
    maxResponseBodyBytes: whole(0),
    memResponseBodyBytes: whole(0),
    retryExpression: text(),
  }),
  chain: struct({ 'middlewares!': list(reference, { min: 1 }) }),
  circuitBreaker: struct({
    'expression!': text({ min: 1 }),
    checkPeriod: duration,
    fallbackDuration: duration,
    recoveryDuration: duration,
    responseCode: whole(100, 599),
  }),
  compress: struct({
    excludedContentTypes: texts,
    includedContentTypes: texts,
    minResponseBodyBytes: whole(0),
    encodings: list(oneOf('gzip', 'br', 'zstd')),
    defaultEncoding: text(),
  }),
  contentType: struct({ autoDetect: flag }),
  digestAuth: credentials,
  encodedCharacters: struct(
    Object.fromEntries(
      ['BackSlash', 'Hash', 'NullCharacter', 'Percent', 'QuestionMark', 'Semicolon', 'Slash'].map((what) => [
        `allowEncoded${what}`,
        flag,
      ]),
    ),
  ),
  errors: struct({
    'status!': statuses,
    statusRewrites: map(whole(100, 599)),
    'service!': balancer,
    query: text(),
    errorRequestHeaders: texts,
  }),
  forwardAuth,
  grpcWeb: struct({ allowOrigins: texts }),
  headers,
  inFlightReq: struct({ 'amount!': whole(1), sourceCriterion }),
  ipAllowList: struct({ ...addresses, rejectStatusCode: whole(100, 599) }),
  passTLSClientCert: struct({ pem: flag, info: anything }),
  plugin: anything,
  rateLimit: struct({ 'average!': whole(0), period: duration, burst: whole(0), sourceCriterion, redis }),
  redirectRegex: struct({ 'regex!': text({ min: 1 }), 'replacement!': text({ min: 1 }), permanent: flag }, readable),
  redirectScheme: struct({
    'scheme!': oneOf('http', 'https'),
    port: text({ pattern: /^[0-9]{1,5}$/ }),
    permanent: flag,
  }),
  replacePath: struct({ 'path!': absolute }),
  replacePathRegex: struct({ 'regex!': text({ min: 1 }), 'replacement!': text({ min: 1 }) }, readable),
  retry: struct({
    'attempts!': whole(1),
    initialInterval: duration,
    timeout: duration,
    maxRequestBodyBytes: whole(-1),
    status: statuses,
    disableRetryOnNetworkError: flag,
    retryNonIdempotentMethod: flag,
  }),
  stripPrefix: struct({ 'prefixes!': list(absolute, { min: 1 }), forceSlash: flag }),
  stripPrefixRegex: struct({ 'regex!': list(textOrWhole(), { min: 1 }) }),
};

/** T13: the schema accepts several types at once, Traefik then disables the router. */
export const middleware = struct(types, (spec: object) => {
  const set = Object.keys(spec);
  return set.length === 1 ? undefined : `must be of exactly one type, got ${set.join(', ') || 'none'}`;
});
