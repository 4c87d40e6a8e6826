import { checkLabelName, checkObjectName } from '../../private/check-name';
import { atFirstUse } from '../../private/first-use';
import { byCodeUnit, type JsonObject } from '../../private/json';
import { show } from '../../private/show';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Who gets access to a tenant: a group or user as the cluster's authenticator names them, or a service account.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 *
 * @example
 * import { AccessSubject } from 'cdk8s-model-serving';
 *
 * const team = AccessSubject.group('vision-dev-group');
 * const pipeline = AccessSubject.serviceAccount('deployer', 'ci');
 */
export class AccessSubject {
  /**
   * A group of the identity provider. Prefer it to users: who joins or leaves the team is decided there.
   *
   * @param name name of the group as the API server sees it, with the prefix that the cluster puts before groups, for
   * example `oidc:vision-dev-group` (`--oidc-groups-prefix`); no `system:...`, which is everybody or the cluster itself
   */
  public static group(name: string): AccessSubject {
    return new AccessSubject('Group', name);
  }

  /**
   * A single user.
   *
   * @param name name of the user as the API server sees it, with the prefix that the cluster puts before users, for
   * example `oidc:jane@example.com` (`--oidc-username-prefix`); no `system:...`
   */
  public static user(name: string): AccessSubject {
    return new AccessSubject('User', name);
  }

  /**
   * A service account, for example that of a pipeline. Not `default`, which every pod that names no other runs as.
   *
   * @param name name of the service account
   * @param namespaceName its namespace; the tenant's when left out
   */
  public static serviceAccount(name: string, namespaceName?: string): AccessSubject {
    return new AccessSubject('ServiceAccount', name, namespaceName);
  }

  private constructor(
    private readonly kind: 'Group' | 'ServiceAccount' | 'User',
    private readonly name: string,
    private readonly namespaceName?: string,
  ) {}

  /** @internal */
  public _problems(property: string): (string | undefined)[] {
    if (this.kind !== 'ServiceAccount') return [checkIdentity(property, this.kind.toLowerCase(), this.name)];
    const { namespaceName } = this;
    return [
      this.name === 'default'
        ? `${property} must not be the service account 'default', which every pod that names no other runs as, got 'default'; make one of its own`
        : checkObjectName(`${property}: a service account`, this.name ?? ''),
      namespaceName === null ? undefined : checkLabelName(`${property}: namespaceName`, namespaceName),
    ];
  }

  /**
   * The subject as a RoleBinding has it.
   *
   * @internal
   */
  public _toManifest(tenant: string): JsonObject {
    const { kind, name } = this;
    return kind === 'ServiceAccount'
      ? { kind, name, namespace: this.namespaceName ?? tenant }
      : { apiGroup: RBAC, kind, name };
  }

  /**
   * The same for equal subjects of a tenant, and different for others; the order of subjects.
   *
   * @internal
   */
  public _key(tenant: string): string {
    return JSON.stringify(Object.values(this._toManifest(tenant)).slice(this.kind === 'ServiceAccount' ? 0 : 1));
  }

  /**
   * The subject in a sentence.
   *
   * @internal
   */
  public _describe(): string {
    return `${this.kind === 'ServiceAccount' ? 'service account' : this.kind.toLowerCase()} ${show(this.name)}`;
  }
}

/** Each subject once, in an order of their own. */
export function distinctSubjects(subjects: readonly AccessSubject[], tenant: string): AccessSubject[] {
  const byKey = new Map(subjects.map((subject) => [subject._key(tenant), subject]));
  return [...byKey].sort(([a], [b]) => byCodeUnit(a, b)).map(([, subject]) => subject);
}

/**
 * What an authenticator sends as `user` or `group` is any text, but none that only looks like a name. The table of
 * Unicode behind the pattern is read where a name is checked.
 */
const lookalike = atFirstUse(() => /^\s|\s$|\p{C}/u);

/** Checks the name of a group or user: RBAC knows no patterns, and what begins with `system:` belongs to the cluster. */
function checkIdentity(property: string, kind: string, name: unknown): string | undefined {
  const what = `${property}: a ${kind}`;
  if (typeof name !== 'string' || name === '' || lookalike().test(name)) {
    return `${what} must be a name without white space around it, got ${show(name)}`;
  }
  if (name.startsWith('system:serviceaccount:')) {
    const [, , namespaceName = '', account = ''] = name.split(':');
    return `${what} must not be a service account, got ${show(name)}; use AccessSubject.serviceAccount('${account}', '${namespaceName}')`;
  }
  if (name.startsWith('system:')) {
    return `${what} must not begin with 'system:', which is the cluster itself or everybody who can reach it, got ${show(name)}; name the team's ${kind} of the identity provider`;
  }
  return name.includes('*')
    ? `${what} must be one name, since RBAC knows no patterns, got ${show(name)}; name each ${kind}`
    : undefined;
}
