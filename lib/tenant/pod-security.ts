import { PodSecurityLevel } from '../core/pod-security-level';
import { checkOneOf } from '../private/check';
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
   * Version of Kubernetes whose definition of the levels holds, for example `v1.36`.
   *
   * @default - the cluster's own
   */
  readonly version?: string;
}

const PREFIX = 'pod-security.kubernetes.io';

/** The labels that make the levels hold. */
export function podSecurityLabels({
  enforce = PodSecurityLevel.RESTRICTED,
  audit = enforce,
  warn = enforce,
  version,
}: PodSecurity = {}): {
  [key: string]: string;
} {
  const labels: { [key: string]: string } = {};
  for (const [mode, level] of Object.entries({ audit, enforce, warn })) {
    labels[`${PREFIX}/${mode}`] = level;
    if (version !== undefined) labels[`${PREFIX}/${mode}-version`] = version;
  }
  return labels;
}

/** Checks the levels: the API server accepts a misspelt one in silence or refuses the namespace. */
export function checkPodSecurity({ enforce, audit, warn, version }: PodSecurity = {}): (string | undefined)[] {
  const levels = Object.values(PodSecurityLevel);
  return [
    checkOneOf('podSecurity.enforce', enforce, levels),
    checkOneOf('podSecurity.audit', audit, levels),
    checkOneOf('podSecurity.warn', warn, levels),
    version === undefined || /^(latest|v1\.\d{1,2})$/.test(version)
      ? undefined
      : `podSecurity.version must be 'latest' or 'v1.N', got ${show(version)}`,
  ];
}
