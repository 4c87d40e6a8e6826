import type { JsonObject } from '../../../../private/json';
import { childOrEmpty, children, text } from '../../fields';
import type { MinorRange, Refusals } from '../../refusal';

/** From this version on a pod with a user namespace of its own may do more: root in there is nobody outside. */
const USER_NAMESPACES = 35;

/** A pod as the Pod Security checks see it. */
export interface SecurityView {
  /** Pointer to the spec. */
  readonly at: string;
  readonly spec: JsonObject;
  readonly annotations: JsonObject;
  /** Pointer to the annotations. */
  readonly annotationsAt: string;
  /** The security context of the pod. */
  readonly context: JsonObject;
  readonly containers: readonly SecuredContainer[];
  readonly isWindows: boolean;
  /** The versions that hold a check that user namespaces make needless; `undefined` means all of them. */
  readonly withoutUserNamespace?: MinorRange;
}

interface SecuredContainer {
  readonly at: string;
  readonly name: string;
  readonly container: JsonObject;
  readonly context: JsonObject;
}

/** Reports what the standard does not allow. */
export type SecurityCheck = (view: SecurityView, out: SecurityReport) => void;

/** Refusals that name the standard. */
export class SecurityReport {
  public constructor(
    private readonly refusals: Refusals,
    private readonly level: string,
  ) {}

  public add(at: string, message: string, range?: MinorRange): void {
    this.refusals.forbidden(at, `${message} (Pod Security Standard '${this.level}')`, undefined, range);
  }
}

export function securityView(at: string, pod: JsonObject): SecurityView {
  const spec = childOrEmpty(pod, 'spec');
  const lists = ['initContainers', 'containers', 'ephemeralContainers'];
  return {
    at: `${at}/spec`,
    spec,
    annotations: childOrEmpty(childOrEmpty(pod, 'metadata'), 'annotations'),
    annotationsAt: `${at}/metadata/annotations`,
    context: childOrEmpty(spec, 'securityContext'),
    containers: lists.flatMap((list) =>
      children(spec, list).map((container, index) => ({
        at: `${at}/spec/${list}/${index}`,
        name: text(container, 'name'),
        container,
        context: childOrEmpty(container, 'securityContext'),
      })),
    ),
    isWindows: text(childOrEmpty(spec, 'os'), 'name') === 'windows',
    ...(spec.hostUsers === false && { withoutUserNamespace: { to: USER_NAMESPACES - 1 } }),
  };
}
