import type { IConstruct } from 'constructs';
import { Attachment } from '../core/attachment';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { permitConnection } from '../core/permit-connection';
import { checkEnvName } from '../private/check-key';
import type { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { checkUnbound, type EnvironmentPlan } from './environment';

/** On a target whose Service leads to a part of it alone: what it has to say of clients that were handed its URL. */
export const TELL_OF_CLIENTS = new Attachment<() => void>('tell-of-clients');

/** How a server uses a target. */
export interface ConnectOptions {
  /**
   * Environment variable of the server that is set to the target's URL, for example `http://iris:8000`: the Service's
   * name within one namespace, `<service>.<namespace>.svc` across.
   *
   * @default - none
   */
  readonly env?: string;

  /**
   * Ports of the target's pods (not of its Service).
   *
   * @default - those that the target listens on; all ports where that is not known
   */
  readonly ports?: number[];
}

/**
 * Opens the way from one peer to another, at both ends where they are ours, unless there is a problem.
 *
 * @returns the URL of the target as seen from the source, where the target has a Service
 */
export function connect(
  problems: Problems,
  source: INetworkPeer,
  target: INetworkPeer,
  { env, ports }: ConnectOptions,
): string | undefined {
  const way = permitConnection(problems, source, target, ports, (ends) =>
    env !== undefined && ends.target.peerService === undefined
      ? `env needs a target with a Service, got a namespace or addresses for ${show(env)}; set the variable through the prop env`
      : undefined,
  );
  if (way && env !== undefined) TELL_OF_CLIENTS.on(target as unknown as IConstruct)?.();
  return way && urlOf(way.origin, way.target);
}

/**
 * Opens the way from a server or a release to a target, and hands it the target's URL where it asks for that.
 *
 * @param environments the variables of its containers
 * @throws with every problem found
 */
export function connectTo(
  problems: Problems,
  source: INetworkPeer,
  target: INetworkPeer,
  options: ConnectOptions | undefined,
  environments: readonly Pick<EnvironmentPlan, 'variables' | 'bound'>[],
): void {
  const given = optionsOf(problems, options, 'ConnectOptions');
  const { env } = given;
  if (env !== undefined) {
    problems.add(checkEnvName('env', env));
    for (const { variables, bound } of environments) {
      problems.add(
        checkUnbound('env', env, bound) ??
          (variables.has(env) ? `env must name a variable that is not set yet, got ${show(env)}` : undefined),
      );
    }
  }
  const url = connect(problems, source, target, given);
  problems.throwIfAny();
  if (env === undefined) return;
  for (const { variables } of environments) variables.set(env, { name: env, value: url });
}

function urlOf(from: NetworkPeerConfig, to: NetworkPeerConfig): string | undefined {
  if (!to.peerService) return undefined;
  const { serviceName, port } = to.peerService;
  const host = to.namespaceName === from.namespaceName ? serviceName : `${serviceName}.${to.namespaceName ?? ''}.svc`;
  return `http://${host}${port === 80 ? '' : `:${port}`}`;
}
