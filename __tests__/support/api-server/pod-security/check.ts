import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSecurityContext } from 'kubernetes-models/v1/PodSecurityContext';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext';

/** A pod as the Pod Security checks see it. */
export interface SecurityView {
  readonly spec: IPodSpec;
  readonly pod: IPodSecurityContext;
  readonly containers: readonly SecuredContainer[];
  /** The minor version whose rules apply. */
  readonly minor: number;
  readonly isWindows: boolean;
  /** Root inside a user namespace is nobody outside: from 1.35 on some checks let such pods pass. */
  readonly hasUserNamespace: boolean;
}

export interface SecuredContainer {
  readonly name: string;
  readonly container: IContainer;
  readonly context: ISecurityContext;
}

/** Yields what the standard forbids, in sentences that name the container. */
export type SecurityCheck = (view: SecurityView) => Iterable<string>;

export function securityView(spec: IPodSpec, minor: number): SecurityView {
  const all = [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
  return {
    spec,
    pod: spec.securityContext ?? {},
    containers: all.map((container) => ({
      name: `container "${container.name}"`,
      container: container,
      context: container.securityContext ?? {},
    })),
    minor,
    isWindows: spec.os?.name === 'windows' && minor >= 25,
    hasUserNamespace: spec.hostUsers === false && minor >= 35,
  };
}
