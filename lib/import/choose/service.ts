import { checkLabelName } from '../../private/check-name';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { checkCidr } from '../../private/ip';
import { checkAnnotations, type Labels } from '../../private/labels';
import { cleaned } from '../read/cleaned';
import type { ImportedServer } from '../read/imported-server';
import { type Code, literal, members, object, word } from '../source/code';

/** The Service of a server as props have it, and the manifest that they make. */
export interface ChosenService {
  readonly prop: Code | undefined;
  readonly made: JsonObject;
  readonly wanted: JsonObject | undefined;
  /** Whether a port without a name gets one. */
  readonly isNamed: boolean;
}

const TYPES: { readonly [type: string]: string } = {
  NodePort: 'ServiceType.NODE_PORT',
  LoadBalancer: 'ServiceType.LOAD_BALANCER',
};
const POLICIES: { readonly [policy: string]: string } = {
  Cluster: 'ExternalTrafficPolicy.CLUSTER',
  Local: 'ExternalTrafficPolicy.LOCAL',
};
/** The range of a cluster that nobody declared anything of. */
const NODE_PORTS = { min: 30000, max: 32767 };

/**
 * The Service in front of the pods: `service`.
 *
 * @param name what it is called
 */
export function servicePart(server: ImportedServer, selector: Labels, labels: Labels, name: string): ChosenService {
  const { service, port, grpcPort } = server;
  const wanted = service ? withNamedPort(cleaned(service.json), port.speaks) : undefined;
  const spec = objectAt(wanted ?? {}, 'spec');
  const ports = objectsIn(spec.ports);
  const main = mainPort(server, ports);
  const chosen = optionsOf(name, wanted, spec, main);
  const portName = chosen.portName ?? port.speaks;
  const annotations = chosen.annotations;
  const grpc = grpcPort === undefined ? [] : [portOf({ name: 'grpc', port: grpcPort, targetPort: grpcPort })];
  return {
    prop: chosen.code(name === server.manifest.name),
    wanted,
    isNamed:
      service !== undefined && objectsIn(objectAt(service.json, 'spec').ports).some((each) => each.name === undefined),
    made: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, labels, annotations },
      spec: {
        ...chosen.spec,
        ports: [
          portOf({ name: portName, port: chosen.port, targetPort: port.number, nodePort: chosen.nodePort }),
          ...grpc,
        ],
        selector,
      },
    },
  };

  function portOf(fields: JsonObject): JsonObject {
    return { ...fields, protocol: 'TCP' };
  }
}

interface Options {
  readonly port: number;
  readonly portName: string | undefined;
  readonly nodePort: number | undefined;
  readonly annotations: Labels | undefined;
  readonly spec: JsonObject;
  readonly code: (isNamedLikeServer: boolean) => Code | undefined;
}

function optionsOf(name: string, wanted: JsonObject | undefined, spec: JsonObject, main: JsonObject): Options {
  const type = typeof spec.type === 'string' && Object.hasOwn(TYPES, spec.type) ? spec.type : 'ClusterIP';
  const isExposed = type !== 'ClusterIP';
  const port = typeof main.port === 'number' ? main.port : 80;
  const portName = isLabel(main.name) ? main.name : undefined;
  const nodePort = isExposed && isNodePort(main.nodePort) ? main.nodePort : undefined;
  const given = objectAt(wanted ?? {}, 'metadata', 'annotations');
  const annotations = Object.keys(given).length > 0 && isAnnotations(given) ? given : undefined;
  const { externalTrafficPolicy: policy, loadBalancerSourceRanges: ranges } = spec;
  const external = isExposed && typeof policy === 'string' && Object.hasOwn(POLICIES, policy) ? policy : undefined;
  const sources = type === 'LoadBalancer' && areRanges(ranges) ? ranges : undefined;
  const affinity = affinityOf(spec);
  const code = (isNamedLikeServer: boolean): Code | undefined => {
    const found = members({
      name: isNamedLikeServer ? undefined : literal(name),
      serviceType: isExposed ? word(TYPES[type]) : undefined,
      port: port === 80 ? undefined : literal(port),
      portName: portName === undefined || portName === 'http' ? undefined : literal(portName),
      nodePort: nodePort === undefined ? undefined : literal(nodePort),
      annotations: annotations && literal(annotations),
      sourceRanges: sources && literal(sources),
      externalTrafficPolicy: external === undefined ? undefined : word(POLICIES[external]),
      sessionAffinitySeconds: affinity === undefined ? undefined : literal(affinity),
    });
    return found.length === 0 ? undefined : object(found);
  };
  return {
    port,
    portName,
    nodePort,
    annotations,
    code,
    spec: {
      type,
      externalTrafficPolicy: external,
      loadBalancerSourceRanges: sources,
      ...(affinity !== undefined && {
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: affinity } },
      }),
    },
  };
}

/** The port of the Service that leads to where the requests are served. */
function mainPort({ port, container }: ImportedServer, ports: readonly JsonObject[]): JsonObject {
  const named = objectsIn(container.ports).find(({ containerPort }) => containerPort === port.number)?.name;
  const leads = (each: JsonObject): boolean => {
    const target = each.targetPort ?? each.port;
    return target === port.number || (named !== undefined && target === named);
  };
  return ports.find(leads) ?? {};
}

/** A port without a name is the only one, and nobody refers to it by one: it takes that of the server's. */
function withNamedPort(service: JsonObject, speaks: string): JsonObject {
  const spec = objectAt(service, 'spec');
  const ports = objectsIn(spec.ports);
  if (ports.length !== 1 || ports[0].name !== undefined) return service;
  return { ...service, spec: { ...spec, ports: [{ ...ports[0], name: speaks }] } };
}

function affinityOf(spec: JsonObject): number | undefined {
  if (spec.sessionAffinity !== 'ClientIP') return undefined;
  const { timeoutSeconds = 10800 } = objectAt(spec, 'sessionAffinityConfig', 'clientIP');
  return typeof timeoutSeconds === 'number' && timeoutSeconds >= 1 && timeoutSeconds <= 86400
    ? timeoutSeconds
    : undefined;
}

function isLabel(name: unknown): name is string {
  return typeof name === 'string' && checkLabelName('name', name) === undefined;
}

function isNodePort(port: unknown): port is number {
  return typeof port === 'number' && port >= NODE_PORTS.min && port <= NODE_PORTS.max;
}

function isAnnotations(given: JsonObject): given is { [key: string]: string } {
  return checkAnnotations('annotations', given as Labels).every((problem) => problem === undefined);
}

function areRanges(ranges: unknown): ranges is string[] {
  return (
    Array.isArray(ranges) &&
    ranges.length > 0 &&
    ranges.every((range) => checkCidr('range', range as string) === undefined)
  );
}
