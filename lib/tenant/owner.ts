import { isLabelValue, type Labels } from '../private/labels';
import { show } from '../private/show';

/** Who answers for a tenant. Written on the Namespace only: a new owner replaces no pod. */
export interface TenantOwner {
  /**
   * Name of the team, written as the label `owner`: at most 63 letters, digits, `-`, `_` and `.`.
   *
   * @default - no label
   */
  readonly team?: string;

  /**
   * Address for mail, written as the annotation `email`, where linters look for it
   * (https://docs.kubelinter.io/#/generated/checks?id=required-annotation-email).
   *
   * @default - no annotation
   */
  readonly email?: string;
}

/** Checks an owner. */
export function checkOwner({ team, email }: TenantOwner = {}): (string | undefined)[] {
  return [
    team === undefined || (isLabelValue(team) && team.length > 0)
      ? undefined
      : `owner.team must be 1 to 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got ${show(team)}`,
    email === undefined || (typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email))
      ? undefined
      : `owner.email must be an address such as 'team@example.com', got ${show(email)}`,
  ];
}

/** Labels and annotations of the Namespace that name the owner. */
export function ownerMetadata({ team, email }: TenantOwner = {}): {
  readonly labels: Labels;
  readonly annotations: Labels;
} {
  return {
    labels: team === undefined ? {} : { owner: team },
    annotations: email === undefined ? {} : { email },
  };
}
