import type { ApiObject } from 'cdk8s';
import { addApiObject } from '../core/api-object';
import { givenIdOf } from '../core/construct-id';
import { tenancyOf } from '../core/tenancy';
import { checkServiceName, MAX_LABEL_LENGTH } from '../private/check-name';
import { UsageError } from '../private/errors';
import type { JsonObject } from '../private/json';
import { LABEL } from '../private/labels';
import { Problems } from '../private/problems';
import { show } from '../private/show';
import { leaderServiceName } from '../server/group/group-names';
import { type Identity, planIdentity } from '../server/identity';
import { metadata } from '../server/manifests/metadata';
import { openMembership } from '../server/membership';
import { ModelServer } from '../server/model-server';
import { ModelServerGroup } from '../server/model-server-group';
import type { ModelServerProps, ServerOptions } from '../server/server-options';
import { overridesOf } from '../server/server-overrides';
import type { ServerPlan } from '../server/server-plan';
import type { Release } from './release';

/** One side that a release is to be made of. */
export interface SideParts {
  /** Id of the server: the side's name with a capital. */
  readonly id: string;
  /** What messages call the side: the prop that it is written in. */
  readonly property: string;
  readonly props: ModelServerProps;
  readonly service: ApiObject;
  readonly isShared: boolean;
}

/** A value made by a factory of its class; what is wrong is noted, and read as if it had been left out. */
export function oneOf<T extends object>(
  problems: Problems,
  property: string,
  value: unknown,
  type: { readonly name: string; readonly prototype: T },
  factories: string,
): T | undefined {
  if (value === undefined) return undefined;
  // By the prototype: the constructors of value types are private.
  if (Object.prototype.isPrototypeOf.call(type.prototype, value as object)) return value as T;
  problems.add(`${property} must be made by ${type.name}${factories}, got ${show(value)}`);
  return undefined;
}

/** Names become parts of others: what is no text is told here, and read as if it had been left out. */
function checkIsText(property: string, value: unknown): string | undefined {
  return value === undefined || typeof value === 'string'
    ? undefined
    : `${property} must be a text, got ${show(value)}`;
}

/** The name of the release's Service. */
export function serviceNameOf(name: string, { service }: Partial<ServerOptions>): string {
  return typeof service?.name === 'string' ? service.name : name;
}

/** Name of a Service that leads to one side: of a group its own name is taken by the controller's Service. */
export function sideServiceName(name: string, { group }: Partial<ServerOptions>): string {
  return group ? leaderServiceName(name) : name;
}

/** Checks what a release takes no part of: one Deployment is adopted, not two, and groups get a name of their own. */
export function checkServer(problems: Problems, server: Partial<ServerOptions>, previously: unknown): void {
  if (server.group && previously !== undefined)
    problems.add(
      'previously must be left out with server.group: give the release another name, and move the routes to it when its groups are ready',
    );
  problems.add(checkIsText('server.name', server.name), checkIsText('server.service.name', server.service?.name));
  if (server.selector !== undefined) {
    problems.add(
      'server.selector must be left out: each version has its own pods; adopt the live workload with a ModelServer first, then move from it with previously',
    );
  }
}

const ITS_NAME = 'its id, which is its name (or server.name),';

/** Checks the release's name, and that it leaves room for everything that is added to it. */
export function checkNames(problems: Problems, name: string, derived: { readonly [what: string]: string }): void {
  const problem = checkServiceName(ITS_NAME, name);
  problems.add(problem);
  if (problem === undefined) checkRoom(problems, ITS_NAME, derived);
}

/** Checks that the name of the release's Service leaves room for what is added to it. */
export function checkServiceRoom(
  problems: Problems,
  { service }: Partial<ServerOptions>,
  derived: { readonly [what: string]: string },
): void {
  // One that is too long by itself is reported by the servers, one that was not given with the release's name.
  if (typeof service?.name === 'string' && service.name.length > MAX_LABEL_LENGTH) return;
  checkRoom(problems, service?.name === undefined ? ITS_NAME : 'server.service.name', derived);
}

function checkRoom(problems: Problems, property: string, derived: { readonly [what: string]: string }): void {
  for (const [what, long] of Object.entries(derived)) {
    if (long.length <= MAX_LABEL_LENGTH) continue;
    problems.add(
      `${property} must be short enough for ${what}: ${show(long)} has ${long.length} characters of at most ${MAX_LABEL_LENGTH}; shorten it by ${long.length - MAX_LABEL_LENGTH}`,
    );
  }
}

/** A derived name for the server that it leads to; what has been reported as too long is left out, or as it was given. */
export function fittingName(given: string, derived: string): string | undefined {
  if (given.length > MAX_LABEL_LENGTH) return given;
  return derived.length > MAX_LABEL_LENGTH ? undefined : derived;
}

/** Names and labels of what belongs to the release as a whole: those of a ModelServer of its name. */
export function identityOf(release: Release, server: ServerOptions): Identity {
  const options = { ...server, name: release.name, selector: undefined };
  return planIdentity(new Problems(''), givenIdOf(release), options, tenancyOf(release)?.labels ?? {}, undefined);
}

/**
 * Adds a Service of a release. Its ports are those of a side, which is declared later. One that belongs to a side is
 * labelled like everything of that side, so that all of it can be found and deleted together.
 */
export function addService(
  release: Release,
  id: string,
  name: string,
  server: ServerOptions,
  parts: { readonly spec: () => JsonObject; readonly isMain: boolean; readonly side?: string },
): ApiObject {
  const { labels: shared } = identityOf(release, server);
  const labels = parts.side === undefined ? shared : { ...shared, [LABEL.INSTANCE]: `${release.name}-${parts.side}` };
  const annotations = parts.isMain ? server.service?.annotations : undefined;
  return addApiObject(
    release,
    id,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(name, labels, server.annotations, annotations),
      spec: parts.spec,
    },
    parts.isMain ? overridesOf(server.overrides, 'service') : undefined,
  );
}

/** The spec of a Service beside the main one: same ports, but inside the cluster only. */
export function besideSpec(plan: ServerPlan, selector: { [key: string]: string }): JsonObject {
  const { ports, sessionAffinity, sessionAffinityConfig } = plan.service.spec;
  const inside = (ports as JsonObject[]).map((port) => ({ ...port, nodePort: undefined }));
  return { ports: inside, selector, sessionAffinity, sessionAffinityConfig, type: 'ClusterIP' };
}

/**
 * Declares the sides. What is wrong with both of them is said once, of `server`.
 *
 * @returns the servers by id; those with problems are missing
 */
export function addSides(
  release: Release,
  problems: Problems,
  sides: readonly SideParts[],
): ReadonlyMap<string, ModelServer> {
  const subjectOf = ({ property }: SideParts): string => `${release._subject}: ${property}`;
  openMembership(
    release,
    new Map(
      sides.map((side) => [
        side.id,
        { subject: subjectOf(side), releaseName: release.name, service: side.service, isShared: side.isShared },
      ]),
    ),
  );
  const servers = new Map<string, ModelServer>();
  const found = new Map<string, string[]>();
  for (const side of sides) {
    try {
      const Server = side.props.group ? ModelServerGroup : ModelServer;
      servers.set(side.id, new Server(release, side.id, side.props));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      for (const message of error.messages) {
        const sentence = message.slice(subjectOf(side).length + 2);
        found.set(sentence, [...(found.get(sentence) ?? []), side.property]);
      }
    }
  }
  for (const [sentence, properties] of found) {
    problems.add(`${properties.length > 1 ? 'server' : properties[0]}: ${sentence}`);
  }
  return servers;
}

/** A version of a release whose server is planned, and need not be made. */
export type PlannedSide = Pick<ModelServer, '_plan'>;

/** Claims that both sides write to: pods of either must be able to mount them at the same time, on any node. */
export function claimWarnings(servers: readonly PlannedSide[], names: string): string[] {
  const [first, ...others] = servers.map(({ _plan }) => {
    const { volumes = [], initContainers = [], sidecars = [] } = _plan.props;
    const all = [...volumes, ...[...initContainers, ...sidecars].flatMap((container) => container.volumes ?? [])];
    return new Set(all.flatMap(({ _writtenClaim }) => _writtenClaim ?? []));
  });
  return [...(first ?? [])]
    .filter((claim) => others.some((claims) => claims.has(claim)))
    .map(
      (claim) =>
        `${names} both write to PersistentVolumeClaim '${claim}': if it is ReadWriteOnce, pods of one wait for those of the other; mount it read-only, or give each side a claim of its own`,
    );
}

/** Checks that one Service can lead to either side: the same ports, under the same names. */
export function checkPorts(problems: Problems, servers: readonly PlannedSide[], names: string): void {
  const portsOf = ({ _plan }: PlannedSide): string => JSON.stringify(_plan.service.spec.ports);
  const shown = ({ _plan }: PlannedSide): string =>
    _plan.service.ports.map(({ name, port }) => `${name} ${port}`).join(', ');
  const [first, ...others] = servers;
  for (const other of others) {
    if (portsOf(other) === portsOf(first)) continue;
    problems.add(
      `${names} must serve the same ports, since one Service leads to either, got '${shown(first)}' and '${shown(other)}'; give both versions runtimes with the same ports`,
    );
  }
}
