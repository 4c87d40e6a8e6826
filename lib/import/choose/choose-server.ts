import type { Manifest } from '../../manifests/manifest';
import { type JsonObject, objectAt } from '../../private/json';
import { byNumber, madeBudget, madeDeployment, mergedIn } from '../made/objects';
import { cleaned } from '../read/cleaned';
import type { ImportedServer } from '../read/imported-server';
import { call, type Code, literal, type Member, members, object } from '../source/code';
import { accountPart } from './account';
import { autoscalingPart, type ChosenAutoscaling } from './autoscaling';
import { containerPart } from './container';
import { drainPart } from './drain';
import { environmentPart } from './environment';
import { healthPart } from './health';
import { type ChosenIdentity, identityPart } from './identity';
import type { Part } from './part';
import { placementPart } from './placement';
import { resourcesPart } from './resources';
import { rolloutPart } from './rollout';
import { runtimeCode } from './runtime';
import { securityPart } from './security';
import { type ChosenService, servicePart } from './service';
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
export function chooseServer(server: ImportedServer, options: ChooseOptions): ChosenServer {
  const { autoscaler, disruptionBudget } = server;
  const { name } = server.manifest;
  const chosen = partsOf(server, options);
  const { parts, scaled, service, replicas } = chosen;
  const most = scaled ? Number(objectAt(scaled.made, 'spec').maxReplicas) : replicas;
  const budget = disruptionBudget && most >= 2 ? disruptionBudget : undefined;
  const { overrides, declined } = overridesOf(server, options, chosen, budget);
  return {
    overridden: Object.keys(overrides).filter((key) => overrides[key] !== undefined),
    changed: declined,
    isProposed: chosen.isProposed,
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
      ...members({ podDisruptionBudget: most >= 2 && !budget && !options.safeDefaults ? literal(false) : undefined }),
      ...overridesMember(overrides),
    ],
  };
}

/** All parts of a server, in the order in which their props are written. */
function partsOf(server: ImportedServer, { chart, serviceName, safeDefaults: isSafe }: ChooseOptions): Chosen {
  const { deployment, container, autoscaler, port, grpcPort } = server;
  const spec = objectAt(deployment, 'spec');
  const podSpec = objectAt(spec, 'template', 'spec');
  const { name } = server.manifest;
  const objects = [deployment, ...(server.service ? [server.service.json] : [])];
  const identity = identityPart(deployment, objects, String(container.image));
  const scaled = autoscaler && autoscalingPart(autoscaler, name, spec.replicas, identity.labels);
  const health = healthPart(container, port.number, port.speaks);
  const resources = resourcesPart(container, isSafe);
  const ports = [port.number, ...(grpcPort === undefined ? [] : [grpcPort])];
  const security = securityPart(podSpec, container, ports, isSafe);
  const own = { HOME: '/tmp', ...(resources.accelerator !== undefined && !security.isRoot && { USER: 'nonroot' }) };
  const rollout = rolloutPart(spec, scaled !== undefined, isSafe);
  const service = servicePart(server, identity.selector, identity.labels, serviceName);
  const timings = [health, drainPart(podSpec, container)].map((part) => (isSafe ? { ...part, props: {} } : part));
  const parts: Part[] = [
    containerPart(server),
    { props: { runtime: runtimeCode(server, health.runtime, isSafe) } },
    rollout,
    { props: { autoscaling: scaled?.prop }, spec: scaled && { replicas: scaled.initialReplicas } },
    resources,
    { props: identity.props },
    { props: { service: service.prop } },
    ...timings,
    environmentPart(container, own),
    volumesPart(podSpec, container),
    placementPart(podSpec, identity.selector, resources.accelerator, isSafe),
    accountPart(podSpec, name, chart, isSafe),
    security,
    { props: { networkPolicy: literal(false) } },
  ];
  const replicas = Number(rollout.spec?.replicas ?? 1);
  return { parts, identity, scaled, service, ports, replicas, isProposed: resources.isProposed };
}

interface Chosen {
  readonly parts: readonly Part[];
  readonly identity: ChosenIdentity;
  readonly scaled: ChosenAutoscaling | undefined;
  readonly service: ChosenService;
  readonly ports: readonly number[];
  /** Number of pods that the Deployment says. */
  readonly replicas: number;
  readonly isProposed: boolean;
}

/** What has to be merged into each object, and which defaults take the place of what is live. */
function overridesOf(
  { manifest, deployment, container }: ImportedServer,
  { safeDefaults: isSafe }: ChooseOptions,
  { parts, identity, scaled, service, ports }: Chosen,
  budget: Manifest | undefined,
): { readonly overrides: { readonly [object: string]: JsonObject | undefined }; readonly declined: readonly string[] } {
  const difference = mergedIn(madeDeployment(identity, parts, manifest.name), deployment);
  const { kept, declined } =
    isSafe && difference ? withoutDefaults(difference, ports) : { kept: difference, declined: [] };
  return {
    declined,
    overrides: {
      deployment: kept,
      service: service.wanted && mergedIn(service.made, isSafe ? byNumber(service.wanted, container) : service.wanted),
      horizontalPodAutoscaler: scaled && mergedIn(scaled.made, scaled.wanted),
      podDisruptionBudget: budget && mergedIn(madeBudget(identity, budget.name), cleaned(budget.json)),
    },
  };
}

function overridesMember(overrides: { readonly [object: string]: JsonObject | undefined }): Member[] {
  const given = Object.entries(overrides).flatMap(([key, value]) => (value ? [{ key, value: literal(value) }] : []));
  return given.length === 0 ? [] : [{ key: 'overrides', value: object(given), why: WHY }];
}

/** The statement that gives an object of a server the name that it has. */
export function renaming(server: string, member: string, name: string): Code {
  return call(`${server}.${member}?.addJsonPatch`, call('JsonPatch.replace', literal('/metadata/name'), literal(name)));
}
