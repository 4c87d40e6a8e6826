import { idOf, type Manifest } from '../../api-server/manifest';
import { hostMatches, type ParsedRequest } from '../http';
import { replyWith, startPassing, weighted, withNote, withPass, type Handler, type Passing } from '../passing';
import { nothingMatched, summarise } from '../summary';
import { emptyConfig } from '../traefik/config';
import { loadCustomResources } from '../traefik/crd-provider';
import type { Answer, GatewayApiImplementation } from '../types';
import { namespaceOf, type World } from '../world';
import { backendOf } from './backends';
import { conformance, type RouteContext } from './context';
import type { RouteMatch, RouteRule, RouteSpec } from './fields';
import { throughFilters } from './filters';
import { listenersFor } from './listeners';
import { matchFits } from './matches';
import { bestHostname, byRank, hostRank, specifiedRank, traefikPriority } from './precedence';

const group = 'gateway.networking.k8s.io';

/** Those that serve HTTPRoutes and GRPCRoutes for one hostname: https://github.com/kubernetes-sigs/gateway-api/pull/4598 */
const SERVES_BOTH: readonly string[] = ['envoy-gateway', 'kgateway'];

/** One match of one rule of one route, at one hostname. */
interface Candidate {
  readonly label: string;
  readonly route: Manifest;
  readonly rule: RouteRule;
  readonly match: RouteMatch;
  readonly hostname: string;
  readonly fits: boolean;
  readonly specified: readonly number[];
  readonly priority: number;
  readonly age: string;
  readonly position: number;
}

export function answerGatewayApi(
  world: World,
  implementation: GatewayApiImplementation,
  request: ParsedRequest,
): Answer {
  const notes: string[] = [];
  const all = ['HTTPRoute', 'GRPCRoute']
    .flatMap((kind) => world.ofKind(group, kind))
    .flatMap((route) => candidatesOf(world, implementation, route, request, notes));
  const isTraefik = implementation.implementation === 'traefik';
  const hosts = all.map(({ hostname }) => hostRank(hostname)).sort(byRank);
  const reachable = all.filter(({ fits }) => fits);
  const atHost = reachable.filter(({ hostname }) => byRank(hostRank(hostname), hosts[0] ?? []) === 0);
  const chosen = (implementation.hostsFallThrough ?? isTraefik) ? reachable : atHost;
  if (chosen.length === 0 && reachable[0]) {
    notes.push(`${reachable[0].label} would match, but a route for a more specific hostname has the request`);
  }
  const bySpecification = [...chosen].sort(inSpecifiedOrder);
  const order = isTraefik ? [...chosen].sort(inTraefikOrder) : bySpecification;
  const [first, second] = order;
  if (!first) return nothingMatched('no route matches', notes);
  const servesBoth = SERVES_BOTH.includes(implementation.implementation);
  notes.push(...orderNotes(first, second, bySpecification[0], isTraefik, servesBoth ? [] : all));
  const context = contextOf(world, implementation, first);
  return summarise(first.label, ruleHandler(context, first)(startPassing(request)), notes);
}

function candidatesOf(
  world: World,
  implementation: GatewayApiImplementation,
  route: Manifest,
  request: ParsedRequest,
  notes: string[],
): Candidate[] {
  const attached = listenersFor(world, implementation, route, request);
  notes.push(...attached.notes);
  const spec = (route.spec ?? {}) as RouteSpec;
  const rules = spec.rules ?? (route.kind === 'HTTPRoute' ? [{}] : []);
  const isTraefik = implementation.implementation === 'traefik';
  return attached.listeners.flatMap((listener) => {
    const own = listener.hostname === undefined || listener.hostname === '' ? [] : [listener.hostname];
    const hostnames = spec.hostnames?.length ? spec.hostnames : own;
    const hostname = hostnames.length === 0 ? '' : bestHostname(hostnames, request.host);
    if (hostname === undefined) return [];
    const effective = hostnames.map((each) => (own[0] && hostMatches(each, own[0], 'labels') ? own[0] : each));
    return rules.flatMap((rule, index) => {
      const matches: readonly RouteMatch[] = rule.matches?.length ? rule.matches : [{}];
      return matches.map((match, position): Candidate => ({
        label: `${idOf(route)} rules[${index}]`,
        route,
        rule,
        match,
        hostname,
        fits: matchFits(route.kind, match, request, { anchored: !isTraefik, looseGrpc: isTraefik }),
        specified: [...hostRank(hostname), ...specifiedRank(route.kind, match)],
        priority: traefikPriority(route.kind, match, effective, rules.length - index),
        age: `${(route.metadata.creationTimestamp as string | undefined) ?? ''} ${namespaceOf(route)}/${route.metadata.name}`,
        position: index * 1000 + position,
      }));
    });
  });
}

function inSpecifiedOrder(a: Candidate, b: Candidate): number {
  return byRank(a.specified, b.specified) || (a.age < b.age ? -1 : a.age > b.age ? 1 : 0) || a.position - b.position;
}

function inTraefikOrder(a: Candidate, b: Candidate): number {
  return b.priority - a.priority || inSpecifiedOrder(a, b);
}

function orderNotes(
  first: Candidate,
  second: Candidate | undefined,
  specified: Candidate | undefined,
  isTraefik: boolean,
  all: readonly Candidate[],
): string[] {
  const notes: string[] = [];
  if (isTraefik && second && second.priority === first.priority && second.label !== first.label) {
    notes.push(`tie: ${first.label} and ${second.label} have the same priority ${first.priority}`);
  }
  if (specified && specified.label !== first.label) {
    notes.push(`precedence: the Gateway API would take ${specified.label}`);
  }
  const other = all.find((each) => each.hostname === first.hostname && each.route.kind !== first.route.kind);
  if (other) notes.push(`conflict: ${idOf(first.route)} and ${idOf(other.route)} share the hostname ${first.hostname}`);
  return notes;
}

function contextOf(world: World, implementation: GatewayApiImplementation, { route, label }: Candidate): RouteContext {
  const features = implementation.features ?? conformance[implementation.implementation];
  if (!features) throw new Error(`name the features of ${implementation.implementation}, which is not known here`);
  const base = {
    world,
    implementation,
    features: new Set(features),
    kind: route.kind,
    namespace: namespaceOf(route),
    label,
  };
  if (implementation.implementation !== 'traefik') return base;
  const traefik = emptyConfig();
  const facts = { kind: 'traefik', allowCrossNamespace: false, allowEmptyServices: true, version: '3.7' } as const;
  loadCustomResources(world, implementation.traefik ?? facts, traefik);
  return { ...base, traefik };
}

function ruleHandler(context: RouteContext, { rule, match }: Candidate): Handler {
  const members = (rule.backendRefs ?? []).map((ref) => ({
    weight: ref.weight ?? 1,
    handler: throughFilters(context, ref.filters ?? [], match, backendOf(context, ref)),
  }));
  const withoutBackend = context.implementation.implementation === 'traefik' && members.length > 0 ? 503 : 500;
  const balance: Handler = (passing) =>
    weighted(members.map(({ weight, handler }) => ({ weight, flow: handler(passing) }))) ??
    replyWith(withoutBackend, `${context.label} has no backend with a positive weight`)(passing);
  const handler = throughFilters(context, rule.filters ?? [], match, balance);
  return (passing) => handler(withTimeouts(context, rule, passing));
}

function withTimeouts({ features, label }: RouteContext, { timeouts = {} }: RouteRule, passing: Passing): Passing {
  const supported = { request: features.has('RequestTimeout'), backendRequest: features.has('BackendTimeout') };
  const entries = Object.entries(timeouts);
  const kept = entries.filter(([name]) => supported[name as keyof typeof supported]);
  const ignored = entries
    .filter((entry) => !kept.includes(entry))
    .map(([name]) => `ignored: timeouts.${name} of ${label}`);
  const noted = ignored.reduce(withNote, passing);
  return kept.length === 0
    ? noted
    : withPass(noted, { kind: 'timeouts', from: label, config: Object.fromEntries(kept) });
}
