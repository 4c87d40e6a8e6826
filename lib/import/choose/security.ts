import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { call, type Code, literal, members, object } from '../source/code';
import type { Part } from './part';

/** User and group where nobody says one. */
const DEFAULT_ID = 10001;
/** The first port that anybody may listen on. */
const UNPRIVILEGED = 1024;

interface Wanted {
  readonly user: number | undefined;
  readonly group: number | undefined;
  readonly isRoot: boolean;
  readonly isRestricted: boolean;
  readonly isReadOnly: boolean;
}

/** What the containers may do: `security`. Whether they are root is said where that is known. */
export interface ChosenSecurity extends Part {
  readonly isRoot: boolean;
}

/** What the containers may do, as far as a profile says it; the rest is merged in. */
export function securityPart(
  podSpec: JsonObject,
  container: JsonObject,
  ports: readonly number[],
  isSafe: boolean,
): ChosenSecurity {
  const wanted = wantedOf(podSpec, container);
  const lowest = Math.min(...ports);
  // An image that listens there and names no user is root's, as far as anybody can tell.
  const isRoot =
    wanted.isRoot || (!isSafe && lowest < UNPRIVILEGED && wanted.user === undefined && !wanted.isRestricted);
  const start = lowest < UNPRIVILEGED && !isRoot ? lowest : undefined;
  const hasToken = podSpec.automountServiceAccountToken === true;
  const options = members({
    user: isRoot || wanted.user === undefined ? undefined : literal(wanted.user),
    group: wanted.group === undefined ? undefined : literal(wanted.group),
    runAsRoot: isRoot ? literal(true) : undefined,
    writableRootFilesystem: wanted.isReadOnly || isSafe ? undefined : literal(true),
    serviceAccountToken: hasToken ? literal(true) : undefined,
    unprivilegedPortStart: start === undefined ? undefined : literal(start),
  });
  return {
    isRoot,
    props: {
      security: profile((wanted.isRestricted || isSafe) && !isRoot, options.length === 0 ? undefined : object(options)),
    },
    pod: { automountServiceAccountToken: hasToken, securityContext: podContext(wanted, isRoot, start) },
    container: {
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: wanted.isReadOnly,
        runAsNonRoot: !isRoot,
      },
    },
  };
}

function profile(isRestricted: boolean, options: Code | undefined): Code | undefined {
  // What a server has by default.
  if (isRestricted && !options) return undefined;
  return call(`SecurityProfile.${isRestricted ? 'restricted' : 'baseline'}`, ...(options ? [options] : []));
}

function podContext({ user = DEFAULT_ID, group }: Wanted, isRoot: boolean, start: number | undefined): JsonObject {
  const uid = isRoot ? 0 : user;
  return {
    fsGroup: group ?? uid,
    fsGroupChangePolicy: 'OnRootMismatch',
    runAsGroup: group ?? uid,
    runAsNonRoot: !isRoot,
    runAsUser: uid,
    seccompProfile: { type: 'RuntimeDefault' },
    sysctls: start === undefined ? undefined : [{ name: 'net.ipv4.ip_unprivileged_port_start', value: String(start) }],
  };
}

function wantedOf(podSpec: JsonObject, container: JsonObject): Wanted {
  const [pod, own] = [objectAt(podSpec, 'securityContext'), objectAt(container, 'securityContext')];
  const user = own.runAsUser ?? pod.runAsUser;
  const group = own.runAsGroup ?? pod.runAsGroup ?? pod.fsGroup;
  const capabilities = objectAt(own, 'capabilities');
  const seccomp = objectAt(isPlainObject(own.seccompProfile) ? own : pod, 'seccompProfile').type;
  return {
    user: isId(user, 1) ? user : undefined,
    group: isId(group, 0) ? group : undefined,
    isRoot: user === 0,
    isReadOnly: own.readOnlyRootFilesystem === true,
    isRestricted:
      (own.runAsNonRoot ?? pod.runAsNonRoot) === true &&
      own.allowPrivilegeEscalation === false &&
      Array.isArray(capabilities.drop) &&
      (capabilities.drop as unknown[]).includes('ALL') &&
      capabilities.add === undefined &&
      (seccomp === 'RuntimeDefault' || seccomp === 'Localhost'),
  };
}

function isId(id: unknown, least: number): id is number {
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= least && id < 2 ** 31;
}
