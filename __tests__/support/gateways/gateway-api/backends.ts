import { flowTo, replyWith, type Handler } from '../passing';
import { normalized } from '../traefik/config';
import { Unbuildable } from '../traefik/references';
import { buildService } from '../traefik/serve';
import type { Seen } from '../types';
import { namespaceOf, usualProtocol, type ServicePort } from '../world';
import type { RouteContext } from './context';
import type { BackendRef } from './fields';
import { isGranted } from './grants';

/** Where a backendRef leads. What it gets wrong costs its own share of the requests, answered with 500. */
export function backendOf(context: RouteContext, ref: BackendRef): Handler {
  const { world, kind: routeKind, namespace: home, label } = context;
  const { group = '', kind = 'Service', name, namespace = home, port } = ref;
  const invalid = (why: string): Handler => replyWith(500, `${label}: ${why}`);
  if (!isGranted(world, { kind: routeKind, namespace: home }, { group, kind, namespace, name })) {
    return invalid(`${namespace}/${name} is in another namespace, which needs a ReferenceGrant`);
  }
  if (group === 'traefik.io' && kind === 'TraefikService' && context.traefik)
    return traefikService(context, namespace, name);
  if (group === POOLS && kind === 'InferencePool') return inferencePool(context, namespace, name);
  if (group !== '' || kind !== 'Service') return invalid(`there are no backends of the kind ${group}/${kind}`);
  if (typeof port !== 'number') return invalid(`${namespace}/${name} needs a port number`);
  const found = world.port(namespace, name, port);
  if (typeof found === 'string') return invalid(found);
  const protocol = protocolOf(context, found);
  if (!protocol) return invalid(`${found.backend} has the appProtocol ${found.appProtocol}, which is not known`);
  if (!world.isServed(namespace, name)) return replyWith(503, `${found.backend} has no ready endpoints`);
  return (passing) => flowTo({ kind: 'backend', backend: found.backend, protocol }, passing);
}

const POOLS = 'inference.networking.k8s.io';

/** Whose reports of the inference extension say so: https://github.com/kubernetes-sigs/gateway-api-inference-extension */
const SERVES_POOLS: readonly string[] = ['agentgateway', 'istio', 'nginx', 'gke'];

/** The gateway asks the picker, and goes to a pod of the pool. */
function inferencePool(context: RouteContext, namespace: string, name: string): Handler {
  const { world, kind, label, implementation } = context;
  const invalid = (why: string): Handler => replyWith(500, `${label}: ${why}`);
  if (kind !== 'HTTPRoute' || !SERVES_POOLS.includes(implementation.implementation))
    return invalid('there are no InferencePools here');
  const pool = world
    .ofKind(POOLS, 'InferencePool')
    .find((each) => each.metadata.name === name && namespaceOf(each) === namespace);
  if (!pool) return invalid(`there is no InferencePool ${namespace}/${name}`);
  return (passing) => flowTo({ kind: 'backend', backend: `${namespace}/pool/${name}`, protocol: 'http' }, passing);
}

function traefikService({ traefik, label }: RouteContext, namespace: string, name: string): Handler {
  try {
    if (!traefik) throw new Unbuildable('there are no custom resources');
    return buildService(traefik, normalized(namespace, name), []);
  } catch (error) {
    if (error instanceof Unbuildable) return replyWith(404, `${label} is down: ${error.message}`);
    throw error;
  }
}

const protocols: Readonly<Record<string, Seen['protocol']>> = {
  'kubernetes.io/h2c': 'h2c',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'https',
  http: 'http',
  https: 'https',
};

/** By `appProtocol`. Traefik knows no other values than these, and for gRPC only h2c and https. */
function protocolOf({ kind, traefik }: RouteContext, port: ServicePort): Seen['protocol'] | undefined {
  const isGrpc = kind === 'GRPCRoute';
  if (port.appProtocol === undefined) return isGrpc ? 'h2c' : traefik ? usualProtocol(port) : 'http';
  const protocol = protocols[port.appProtocol.toLowerCase()];
  if (!traefik) return isGrpc ? 'h2c' : (protocol ?? 'http');
  return isGrpc && protocol !== 'h2c' && port.appProtocol.toLowerCase() !== 'https' ? undefined : protocol;
}
