import { type ObjectRef, groupOf } from '../../manifests/object-ref';
import type { Finding } from '../../rules/finding';

/** A finding that somebody accepts, and why. */
export interface Acknowledgement {
  readonly rule: string;
  /** The object it may be found in: without a namespace in any, without an `apiVersion` of any group. */
  readonly object: {
    readonly apiVersion?: string;
    readonly kind: string;
    readonly name: string;
    readonly namespaceName?: string;
  };
  readonly reason?: string;
  /** The last day on which it holds, as YYYY-MM-DD. */
  readonly until?: string;
  readonly file: string;
  readonly line: number;
}

/** Whether an acknowledgement is for a finding. */
export function covers({ rule, object }: Acknowledgement, finding: Finding): boolean {
  return rule === finding.rule && isMeant(object, finding.object);
}

function isMeant(wanted: Acknowledgement['object'], object: ObjectRef): boolean {
  return (
    wanted.kind === object.kind &&
    wanted.name === object.name &&
    (wanted.namespaceName === undefined || wanted.namespaceName === object.namespaceName) &&
    (wanted.apiVersion === undefined || groupOf(wanted.apiVersion) === groupOf(object.apiVersion))
  );
}
