import { idOf, type Manifest } from '../../../api-server/manifest';
import type { ParsedRequest } from '../../http';
import {
  flowTo,
  type Flow,
  type Passing,
  replyWith,
  startPassing,
  weighted,
  withHeader,
  withPass,
} from '../../passing';
import { nothingMatched, summarise } from '../../summary';
import type { Answer } from '../../types';
import type { World } from '../../world';
import type { IngressFields } from '../fields';
import { alternativesOf, canaryShare, isCanary } from './canaries';
import {
  annotationOf,
  choose,
  isTrue,
  type Location,
  pathsOf,
  rewritten,
  serverFor,
  type Upstream,
  upstreamKey,
} from './locations';

/**
 * ingress-nginx v1.15.1, by its sources: internal/ingress/controller, internal/ingress/annotations, rootfs/etc/nginx of
 * https://github.com/kubernetes/ingress-nginx.
 */
export function answerNginx(world: World, ingresses: readonly Manifest[], request: ParsedRequest): Answer {
  const servers = new Map<string, Location[]>();
  const notes: string[] = [];
  for (const ingress of ingresses.filter((each) => !isCanary(each)))
    for (const { host, location } of pathsOf(ingress)) {
      const locations = servers.get(host) ?? [];
      servers.set(host, locations);
      const twin = locations.find(({ written, type }) => written === location.written && type === location.type);
      if (twin) notes.push(`tie: ${twin.label} and ${location.label} have the same host and path`);
      else locations.push(location);
    }
  const { byUpstream, notes: ignored } = alternativesOf(servers, ingresses.filter(isCanary));
  notes.push(...ignored);
  const server = serverFor([...servers.keys()], request.host);
  const location = choose(servers.get(server) ?? [], request.path);
  if (!location) return nothingMatched(`no location of the server ${server} matches`, notes);
  const { ingress } = location;
  const early = answeredEarly(ingress, request);
  if (early) return summarise(location.label, early, notes);
  const alternative = byUpstream.get(upstreamKey(location.upstream));
  const share = alternative && canaryShare(alternative, request);
  // Without pods behind the main Service nobody is asked for a canary.
  const isServed = world.isServed(location.upstream.namespace, location.upstream.service);
  const flow = weighted(
    alternative && share && isServed
      ? [
          { weight: share.total - share.weight, flow: toUpstream(world, location, location.upstream, request) },
          { weight: share.weight, flow: toUpstream(world, location, alternative.upstream, request) },
        ]
      : [{ weight: 1, flow: toUpstream(world, location, location.upstream, request) }],
  );
  return summarise(location.label, flow ?? replyWith(503, 'no share')(startPassing(request)), notes);
}

/** What nginx answers before it asks anybody: redirects, preflights, bodies that are too large. */
function answeredEarly(ingress: Manifest, request: ParsedRequest): Flow | undefined {
  const passing = startPassing(request);
  const { tls = [] } = (ingress.spec ?? {}) as IngressFields & {
    readonly tls?: readonly { readonly hosts?: string[] }[];
  };
  const hasTls = tls.some(({ hosts = [] }) => hosts.length === 0 || hosts.includes(request.host));
  const isSent = isTrue(ingress, 'force-ssl-redirect') || (hasTls && annotationOf(ingress, 'ssl-redirect') !== 'false');
  if (request.scheme === 'http' && isSent) {
    const location = `https://${request.host}${request.path}${request.query}`;
    return flowTo({ kind: 'redirect', status: 308, location }, passing);
  }
  const [origin] = request.headers.get('origin') ?? [];
  if (isTrue(ingress, 'enable-cors') && request.method === 'OPTIONS' && isAllowed(ingress, origin))
    return replyWith(204, 'a preflight')(passing);
  const limit = annotationOf(ingress, 'proxy-body-size');
  if (limit !== undefined && request.bodyBytes > bytes(limit)) return replyWith(413, 'the body is too large')(passing);
  return undefined;
}

function isAllowed(ingress: Manifest, origin: string | undefined): boolean {
  const allowed = (annotationOf(ingress, 'cors-allow-origin') ?? '*').split(',');
  return allowed.includes('*') || (origin !== undefined && allowed.includes(origin));
}

function bytes(text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)([bkmg]?)$/i.exec(text) ?? [];
  return Number(number) * { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[unit.toLowerCase()]!;
}

function toUpstream(world: World, location: Location, upstream: Upstream, request: ParsedRequest): Flow {
  const { ingress } = location;
  const passing = passedBy(ingress, { ...startPassing(request), path: rewritten(location, request.path) });
  const found = world.port(upstream.namespace, upstream.service, upstream.port);
  if (typeof found === 'string') return replyWith(503, found)(passing);
  if (!world.isServed(upstream.namespace, upstream.service))
    return replyWith(503, `${found.backend} has no endpoints`)(passing);
  const spoken = (annotationOf(ingress, 'backend-protocol') ?? 'HTTP').toUpperCase();
  const protocol = spoken === 'GRPC' ? 'h2c' : spoken === 'HTTPS' || spoken === 'GRPCS' ? 'https' : 'http';
  return flowTo({ kind: 'backend', backend: found.backend, protocol }, passing);
}

/** What the annotations of the main Ingress do; those of a canary are not looked at. */
function passedBy(ingress: Manifest, start: Passing): Passing {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['basicAuth', ['auth-type', 'auth-secret']],
    ['forwardAuth', ['auth-url', 'auth-response-headers']],
    ['rateLimit', ['limit-rps', 'limit-rpm', 'limit-burst-multiplier']],
    ['sticky', ['affinity', 'session-cookie-name', 'session-cookie-secure', 'session-cookie-samesite']],
  ];
  let passing = start;
  for (const [kind, [name = '', ...others]] of kinds) {
    const present = [name, ...others].filter((each) => annotationOf(ingress, each) !== undefined);
    const isAsked = kind === 'rateLimit' ? present.length > 1 : annotationOf(ingress, name) !== undefined;
    if (!isAsked) continue;
    const config = Object.fromEntries(present.map((each) => [each, annotationOf(ingress, each)]));
    passing = withPass(passing, { kind, from: idOf(ingress), config });
    if (kind === 'basicAuth') passing = withHeader(passing, 'authorization', undefined);
  }
  return passing;
}
