import { NEWEST_MINOR } from '../cluster/kubernetes-version';
import { PodSecurityLevel } from '../cluster/pod-security-level';
import { checkOneOf } from '../private/check-text';
import { show } from '../private/show';

/** Pod Security levels of a namespace: https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export interface PodSecurity {
  /**
   * Pods below this level are refused.
   *
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly enforce?: PodSecurityLevel;

  /**
   * Pods below this level are noted in the audit log.
   *
   * @default - as enforced
   */
  readonly audit?: PodSecurityLevel;

  /**
   * Pods below this level are warned about when they are applied.
   *
   * @default - as enforced
   */
  readonly warn?: PodSecurityLevel;

  /**
   * Version of Kubernetes whose definition of the levels holds, for all three: `latest`, or
   * `v1.0` to the newest one that ClusterProfile takes.
   *
   * @default - the cluster's own
   */
  readonly version?: string;

  /**
   * The version for `enforce` alone.
   *
   * @default - as `version`
   */
  readonly enforceVersion?: string;

  /**
   * The version for `audit` alone.
   *
   * @default - as `version`
   */
  readonly auditVersion?: string;

  /**
   * The version for `warn` alone: `latest` tells of what the next upgrade will refuse.
   *
   * @default - as `version`
   */
  readonly warnVersion?: string;
}

const PREFIX = 'pod-security.kubernetes.io';

/** The labels that make the levels hold. */
export function podSecurityLabels(given: PodSecurity = {}): { [key: string]: string } {
  const { enforce = PodSecurityLevel.RESTRICTED, version } = given;
  const modes = {
    audit: [given.audit ?? enforce, given.auditVersion ?? version],
    enforce: [enforce, given.enforceVersion ?? version],
    warn: [given.warn ?? enforce, given.warnVersion ?? version],
  } as const;
  const labels: { [key: string]: string } = {};
  for (const [mode, [level, levelVersion]] of Object.entries(modes)) {
    labels[`${PREFIX}/${mode}`] = level;
    if (levelVersion !== undefined) labels[`${PREFIX}/${mode}-version`] = levelVersion;
  }
  return labels;
}

/** Checks the levels: the API server accepts a misspelt one in silence or refuses the namespace. */
export function checkPodSecurity(given: PodSecurity = {}): (string | undefined)[] {
  const { enforce, audit, warn } = given;
  const levels = Object.values(PodSecurityLevel);
  return [
    checkOneOf('podSecurity.enforce', enforce, levels),
    checkOneOf('podSecurity.audit', audit, levels),
    checkOneOf('podSecurity.warn', warn, levels),
    ...(['version', 'enforceVersion', 'auditVersion', 'warnVersion'] as const).map((property) =>
      checkVersion(`podSecurity.${property}`, given[property]),
    ),
  ];
}

/** The API server takes a version that it does not know for the latest, without a word. */
function checkVersion(property: string, version: unknown): string | undefined {
  const minor = typeof version === 'string' ? /^v1\.(0|[1-9]\d?)$/.exec(version)?.[1] : undefined;
  return version === undefined || version === 'latest' || (minor !== undefined && Number(minor) <= NEWEST_MINOR)
    ? undefined
    : `${property} must be 'latest' or 'v1.0' to 'v1.${NEWEST_MINOR}', got ${show(version)}`;
}
