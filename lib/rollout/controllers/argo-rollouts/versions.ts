import type { ApiObject } from 'cdk8s';
import type { JsonObject } from '../../../private/json';
import { Problems } from '../../../private/problems';
import { UsageError } from '../../../private/errors';
import { openMembership } from '../../../server/membership';
import { ModelServer } from '../../../server/model-server';
import type { ModelServerProps } from '../../../server/server-options';
import { planServer } from '../../../server/plan-server';
import type { ServerPlan } from '../../../server/server-plan';
import { ROLLOUT } from './rollout-kind';
import { canonical } from '../../../private/digest';
import type { Release } from '../../release';
import { checkPorts } from '../../sides';

/** A version of a release, in the prop that it is written in. */
export interface Version {
  readonly property: string;
  readonly props: ModelServerProps;
}

/** Both versions of a release by one Rollout. */
export interface RolledVersions {
  /** The server that is made: its pod template is that of the version that is to serve in the end. */
  readonly server: ModelServer | undefined;
  /** The plans of all versions, in their order; those with problems are missing. */
  readonly plans: readonly ServerPlan[];
}

const ID = 'Server';

/**
 * Makes the server of the version that is to serve in the end, and plans the others: what is wrong with any is told before
 * it is released. What is wrong with all of them is said once, of `server`.
 */
export function addRolledServer(
  release: Release,
  problems: Problems,
  versions: readonly Version[],
  served: Version | undefined,
  service: ApiObject,
  strategy: () => JsonObject,
): RolledVersions {
  if (!served) return { server: undefined, plans: [] };
  const subject = `${release._subject}: ${served.property}`;
  const workload = { kind: ROLLOUT, spec: (deployment: JsonObject) => ({ ...deployment, strategy: strategy() }) };
  openMembership(release, new Map([[ID, { subject, releaseName: release.name, service, isShared: false, workload }]]));
  const found = new Map<string, string[]>();
  const server = made(release, served, subject, found);
  const plans = versions.flatMap((version) => {
    if (version === served) return server ? [server._plan] : [];
    // Told of the version that is made already where that is wrong as well.
    const noted = new Problems('');
    const plan = planServer(noted, server ?? release, version.props);
    for (const sentence of noted.sentences) note(found, sentence, version);
    return noted.isEmpty ? [plan] : [];
  });
  for (const [sentence, properties] of found)
    problems.add(`${properties.length > 1 ? 'server' : properties[0]}: ${sentence}`);
  return { server, plans };
}

/** Checks that one Rollout with its Services and claims can be of any of the versions. */
export function checkVersions(problems: Problems, plans: readonly ServerPlan[], names: string): void {
  checkPorts(
    problems,
    plans.map((_plan) => ({ _plan })),
    names,
  );
  const templates = plans.map(({ accelerator }) => canonical(accelerator?.template?.spec ?? {}));
  if (new Set(templates).size > 1)
    problems.add(
      `${names} must claim the same devices with a controller, whose pods share one ResourceClaimTemplate; give both the same accelerator, or leave controller out`,
    );
}

function made(
  release: Release,
  version: Version,
  subject: string,
  found: Map<string, string[]>,
): ModelServer | undefined {
  try {
    return new ModelServer(release, ID, version.props);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const message of error.messages) note(found, message.slice(subject.length + 2), version);
    return undefined;
  }
}

function note(found: Map<string, string[]>, sentence: string, { property }: Version): void {
  found.set(sentence, [...(found.get(sentence) ?? []), property]);
}
