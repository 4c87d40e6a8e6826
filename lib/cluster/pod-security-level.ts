/** Pod Security Standards: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export enum PodSecurityLevel {
  /** No restrictions. */
  PRIVILEGED = 'privileged',
  /** Keeps out known privilege escalations. */
  BASELINE = 'baseline',
  /** Current best practice: non-root, no capabilities, seccomp. */
  RESTRICTED = 'restricted',
}

const BY_STRICTNESS: readonly string[] = [
  PodSecurityLevel.PRIVILEGED,
  PodSecurityLevel.BASELINE,
  PodSecurityLevel.RESTRICTED,
];

/** Whether pods that keep one level are let in by another. */
export function satisfies(kept: PodSecurityLevel, enforced: PodSecurityLevel): boolean {
  return BY_STRICTNESS.indexOf(kept) >= BY_STRICTNESS.indexOf(enforced);
}
