import { fraction } from '../fraction';
import type { ParsedRequest } from '../http';
import {
  flowTo,
  replyWith,
  scale,
  startPassing,
  weighted,
  withPass,
  type Flow,
  type Handler,
  type Passing,
} from '../passing';
import { nothingMatched, summarise } from '../summary';
import type { Answer, EntryPoints } from '../types';
import type { DynamicConfig, Router, Service } from './config';
import { compileRule, defaultPriority } from './matchers';
import { stepsOf } from './middlewares';
import { Unbuildable } from './references';

const usualEntryPoints: EntryPoints = { web: { scheme: 'http' }, websecure: { scheme: 'https', tls: true } };

interface LiveRouter extends Router {
  readonly matches: (request: ParsedRequest) => boolean;
  readonly rank: number;
  readonly handler: Handler;
}

/** Sends a request through a dynamic configuration as Traefik would. */
export function serve(config: DynamicConfig, received: ParsedRequest, entryPoints = usualEntryPoints): Answer {
  const request = { ...received, path: sanitized(received.path) };
  const notes = [...config.notes];
  const live: LiveRouter[] = [];
  for (const router of config.routers.values()) {
    const built = buildRouter(config, router);
    if (typeof built === 'string') notes.push(`${router.label} is down: ${built}`);
    else if (listens(router, request, entryPoints)) live.push(built);
  }
  const matching = live.filter(({ matches }) => matches(request)).sort((a, b) => b.rank - a.rank);
  const [first, second] = matching;
  if (!first) return nothingMatched('no router matches', notes);
  if (second?.rank === first.rank) {
    notes.push(`tie: ${first.label} and ${second.label} have the same priority ${first.rank}`);
  }
  return summarise(first.label, first.handler(startPassing(request)), notes);
}

function buildRouter(config: DynamicConfig, router: Router): LiveRouter | string {
  const matches = compileRule(router.rule);
  if (typeof matches === 'string') return matches;
  try {
    const handler = throughMiddlewares(config, router.middlewares, buildService(config, router.service, []));
    const rank = router.priority === 0 ? defaultPriority(router.rule) : router.priority;
    return { ...router, matches, handler, rank };
  } catch (error) {
    if (error instanceof Unbuildable) return error.message;
    throw error;
  }
}

/** Routers with TLS serve nothing but TLS connections, routers without serve nothing but plain ones. */
function listens({ entryPoints, hasTls }: Router, { scheme }: ParsedRequest, facts: EntryPoints): boolean {
  return Object.entries(facts).some(([name, { scheme: own, tls = false, isDefault = true }]) => {
    const isNamed = entryPoints.length === 0 ? isDefault : entryPoints.includes(name);
    return isNamed && own === scheme && (scheme === 'https') === (hasTls || tls);
  });
}

/** Puts middlewares before a handler, the first of the list outermost. */
export function throughMiddlewares(config: DynamicConfig, names: readonly string[], next: Handler): Handler {
  const steps = names.flatMap((name) => stepsOf(name, config.middlewares));
  return (passing) => {
    let current = passing;
    for (const step of steps) {
      const result = step(current);
      if ('kind' in result) return flowTo(result, current);
      current = result;
    }
    return next(current);
  };
}

/** The handler of a service by its internal name. Throws {@link Unbuildable}, which takes the router down. */
export function buildService(config: DynamicConfig, name: string, within: readonly string[]): Handler {
  if (name === 'noop@internal') return replyWith(418, 'noop@internal');
  const service = config.services.get(name);
  if (!service) throw new Unbuildable(`the service ${name} does not exist`);
  if (within.includes(name)) throw new Unbuildable(`the service ${name} is inside of itself`);
  return handlerOf(config, service, [...within, name]);
}

function handlerOf(config: DynamicConfig, service: Service, within: readonly string[]): Handler {
  switch (service.type) {
    case 'servers':
      return throughMiddlewares(config, service.middlewares, throughTransport(config, service));
    case 'weighted': {
      const members = service.members.map((each) => ({ ...each, handler: buildService(config, each.service, within) }));
      return (passing) =>
        weighted(members.map(({ weight, handler }) => ({ weight, flow: handler(withSticky(service, passing)) }))) ??
        replyWith(503, 'no available server: no service has a positive weight')(passing);
    }
    case 'mirroring': {
      const main = buildService(config, service.main, within);
      const copies = service.mirrors.map((each) => ({ ...each, handler: buildService(config, each.service, within) }));
      return (passing) => mirrored(main(passing), passing, copies);
    }
    case 'failover':
      return failover(
        buildService(config, service.main, within),
        buildService(config, service.fallback, within),
        service.statuses,
      );
  }
}

function throughTransport(config: DynamicConfig, service: Service & { type: 'servers' }): Handler {
  const { transport, handler } = service;
  if (transport === undefined) return handler;
  const settings = config.transports.get(transport);
  if (!settings) throw new Unbuildable(`the ServersTransport ${transport} does not exist`);
  const { from, ...fields } = settings;
  return (passing) => handler(withPass(passing, { kind: 'serversTransport', from: String(from), config: fields }));
}

function withSticky(service: Service & { type: 'weighted' }, passing: Passing): Passing {
  const { cookie } = (service.sticky ?? {}) as { cookie?: { name?: string } };
  if (!cookie) return passing;
  return { ...passing, notes: [...passing.notes, `sticky: ${service.from} by the cookie ${cookie.name ?? ''}`] };
}

function mirrored(main: Flow, passing: Passing, copies: readonly { percent: number; handler: Handler }[]): Flow {
  const mirrors = copies.flatMap(({ percent, handler }) => scale(handler(passing), fraction(percent, 100)).leaves);
  return { leaves: main.leaves, mirrors: [...main.mirrors, ...mirrors] };
}

function failover(main: Handler, fallback: Handler, statuses: readonly string[]): Handler {
  const isCaught = (status: number): boolean =>
    statuses
      .flatMap((range) => range.split(','))
      .some((range) => {
        const [from = 0, to = from] = range.split('-').map(Number);
        return status >= from && status <= to;
      });
  return (passing) => {
    const { leaves, mirrors } = main(passing);
    const flows = leaves.map((leaf): Flow => {
      if (leaf.end.kind !== 'reply' || !isCaught(leaf.end.status)) return { leaves: [leaf], mirrors: [] };
      return scale(fallback(passing), leaf.share);
    });
    return {
      leaves: flows.flatMap((flow) => flow.leaves),
      mirrors: [...mirrors, ...flows.flatMap((flow) => flow.mirrors)],
    };
  };
}

/** `sanitizePath`, on by default: dot segments and doubled slashes are gone before a rule sees the path. */
function sanitized(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const endsInSlash = ['', '.', '..'].includes(segments[segments.length - 1] ?? '') && kept.length > 0;
  return `/${kept.join('/')}${endsInSlash ? '/' : ''}`;
}
