import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { differenceOf } from '../made/difference';
import { cleaned } from '../read/cleaned';
import type { ImportedServer } from '../read/imported-server';
import { call, type Code, literal, type Member, members, object } from '../source/code';
import { accountPart } from './account';
import { autoscalingPart } from './autoscaling';
import { containerPart } from './container';
import { drainPart } from './drain';
import { environmentPart } from './environment';
import { healthPart } from './health';
import { identityPart } from './identity';
import type { Part } from './part';
import { placementPart } from './placement';
import { resourcesPart } from './resources';
import { rolloutPart } from './rollout';
import { runtimeCode } from './runtime';
import { securityPart } from './security';
import { servicePart } from './service';
import { volumesPart } from './volumes';
import { withoutDefaults } from './without-defaults';

/** A server as it will be written. */
export interface ChosenServer {
  readonly props: readonly Member[];
  /** What the object of an autoscaler or budget is called where it is not called like the server. */
  readonly renamed: readonly {
    readonly member: 'horizontalPodAutoscaler' | 'podDisruptionBudget';
    readonly name: string;
  }[];
  /** Objects of the server that have fields merged in. */
  readonly overridden: readonly string[];
  /** What of the live pods gives way to defaults. */
  readonly changed: readonly string[];
  /** Whether CPU or memory are a proposal. */
  readonly isProposed: boolean;
  readonly hasNamedPort: boolean;
  /** Whether the server makes the objects of its autoscaler and its budget, or they stay beside it. */
  readonly takes: { readonly autoscaler: boolean; readonly disruptionBudget: boolean };
}

/** What the choice depends on besides the server. */
export interface ChooseOptions {
  /** Identifier of the chart. */
  readonly chart: string;
  /** What the Service is called. */
  readonly serviceName: string;
  /** Whether pods get what a server has by default. */
  readonly safeDefaults: boolean;
}

const WHY =
  'What is live and no prop says; null is a default of the library that is not live. Without a line its default holds.';

/**
 * The props with which a ModelServer makes what is live, no more and no less: what props cannot say is merged in.
 * With safe defaults only what the library has no opinion of is as it was.
 */
export function chooseServer(
  server: ImportedServer,
  { chart, serviceName, safeDefaults: isSafe }: ChooseOptions,
): ChosenServer {
  const { deployment, container, autoscaler, disruptionBudget } = server;
  const spec = objectAt(deployment, 'spec');
  const podSpec = objectAt(spec, 'template', 'spec');
  const { name } = server.manifest;
  const identity = identityPart(
    deployment,
    [deployment, ...(server.service ? [server.service.json] : [])],
    String(container.image),
  );
  const scaled = autoscaler && autoscalingPart(autoscaler, name, spec.replicas, identity.labels);
  const health = healthPart(container, server.port.number, server.port.speaks);
  const resources = resourcesPart(container, isSafe);
  const ports = [server.port.number, ...(server.grpcPort === undefined ? [] : [server.grpcPort])];
  const security = securityPart(podSpec, container, ports, isSafe);
  const own = { HOME: '/tmp', ...(resources.accelerator !== undefined && !security.isRoot && { USER: 'nonroot' }) };
  const rollout = rolloutPart(spec, scaled !== undefined, isSafe);
  const service = servicePart(server, identity.selector, identity.labels, serviceName);
  const parts: Part[] = [
    containerPart(server),
    { props: { runtime: runtimeCode(server, health.runtime, isSafe) } },
    rollout,
    { props: { autoscaling: scaled?.prop }, spec: scaled && { replicas: scaled.initialReplicas } },
    resources,
    { props: identity.props },
    { props: { service: service.prop } },
    isSafe ? { ...health, props: {} } : health,
    isSafe ? { ...drainPart(podSpec, container), props: {} } : drainPart(podSpec, container),
    environmentPart(container, own),
    volumesPart(podSpec, container),
    placementPart(podSpec, identity.selector, resources.accelerator, isSafe),
    accountPart(podSpec, name, chart, isSafe),
    security,
    { props: { networkPolicy: literal(false) } },
  ];
  const most = scaled ? Number(objectAt(scaled.made, 'spec').maxReplicas) : replicasOf(rollout);
  const budget = disruptionBudget && most >= 2 ? disruptionBudget : undefined;
  const made = madeDeployment(identity, parts, name);
  const difference = mergedIn(made, deployment);
  const { kept, declined } =
    isSafe && difference ? withoutDefaults(difference, ports) : { kept: difference, declined: [] };
  const overrides: { readonly [object: string]: JsonObject | undefined } = {
    deployment: kept,
    service: service.wanted && mergedIn(service.made, isSafe ? byNumber(service.wanted, container) : service.wanted),
    horizontalPodAutoscaler: scaled && mergedIn(scaled.made, scaled.wanted),
    podDisruptionBudget: budget && mergedIn(madeBudget(identity, budget.name), cleaned(budget.json)),
  };
  const overridden = Object.keys(overrides).filter((key) => overrides[key] !== undefined);
  return {
    overridden,
    changed: declined,
    isProposed: resources.isProposed,
    hasNamedPort: service.isNamed,
    takes: { autoscaler: scaled !== undefined, disruptionBudget: budget !== undefined },
    renamed: [
      ...(scaled && autoscaler && autoscaler.name !== name
        ? [{ member: 'horizontalPodAutoscaler' as const, name: autoscaler.name }]
        : []),
      ...(budget && budget.name !== name ? [{ member: 'podDisruptionBudget' as const, name: budget.name }] : []),
    ],
    props: [
      ...parts.flatMap(({ props }) => members(props)),
      ...members({ podDisruptionBudget: most >= 2 && !budget && !isSafe ? literal(false) : undefined }),
      ...overridesMember(overrides),
    ],
  };
}

function overridesMember(overrides: { readonly [object: string]: JsonObject | undefined }): Member[] {
  const given = Object.entries(overrides).flatMap(([key, value]) => (value ? [{ key, value: literal(value) }] : []));
  return given.length === 0 ? [] : [{ key: 'overrides', value: object(given), why: WHY }];
}

/** Number of pods that the Deployment says. */
function replicasOf({ spec }: Part): number {
  return Number(spec?.replicas ?? 1);
}

type Identity = ReturnType<typeof identityPart>;

/** The Deployment that a ModelServer makes of the props. */
function madeDeployment(identity: Identity, parts: readonly Part[], name: string): JsonObject {
  const merged = (field: 'spec' | 'pod' | 'container'): JsonObject =>
    Object.fromEntries(parts.flatMap((part) => Object.entries(part[field] ?? {})));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: identity.workloadLabels },
    spec: {
      ...merged('spec'),
      selector: { matchLabels: identity.selector },
      template: {
        metadata: { labels: identity.podLabels, annotations: identity.podAnnotations },
        spec: { ...merged('pod'), enableServiceLinks: false, containers: [merged('container')] },
      },
    },
  };
}

function madeBudget(identity: Identity, name: string): JsonObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels: identity.labels },
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: identity.selector },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  };
}

/** What has to be merged in. Labels of ours may come on top of those of an object, but not of its pods. */
function mergedIn(made: JsonObject, wanted: JsonObject): JsonObject | undefined {
  const { apiVersion, kind } = made;
  const labels = { ...objectAt(made, 'metadata', 'labels'), ...objectAt(wanted, 'metadata', 'labels') };
  const { name: _, namespace: __, ...metadata } = objectAt(wanted, 'metadata');
  const of = { ...objectAt(made, 'metadata') };
  delete of.name;
  return differenceOf(withoutUndefined({ ...made, metadata: of }), {
    ...wanted,
    apiVersion,
    kind,
    metadata: { ...metadata, labels },
  });
}

/** As it comes out of synthesis: fields without a value are none. */
function withoutUndefined(object: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject;
}

/** A Service whose ports lead to numbers: pods that run and those that follow call their ports by different names. */
function byNumber(service: JsonObject, container: JsonObject): JsonObject {
  const spec = objectAt(service, 'spec');
  const ports = objectsIn(spec.ports).map((port) => {
    const target = objectsIn(container.ports).find(({ name }) => name !== undefined && name === port.targetPort);
    return target ? { ...port, targetPort: target.containerPort } : port;
  });
  return { ...service, spec: { ...spec, ports } };
}

/** The statement that gives an object of a server the name that it has. */
export function renaming(server: string, member: string, name: string): Code {
  return call(`${server}.${member}?.addJsonPatch`, call('JsonPatch.replace', literal('/metadata/name'), literal(name)));
}
