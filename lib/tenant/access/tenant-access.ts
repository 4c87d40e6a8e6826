import { Problems } from '../../private/problems';
import { show } from '../../private/show';
import { AccessSubject } from './access-subject';
import { type CustomRole, type JudgedRole, judgeRole } from './custom-role';
import type { RoleName } from './roles';

/** What subjects get: one of the roles that are ready made, or a role of the user's. */
type Grant =
  | { readonly kind: 'role'; readonly name: RoleName }
  | { readonly kind: 'admin' }
  | { readonly kind: 'custom'; readonly role: JudgedRole };

/**
 * Who may do what in a tenant's namespace, and nowhere else. docs/tenants-access.md says verb by verb what each role
 * may do.
 *
 * All but admin are Roles with explicit verbs. None of them reads Secrets, gets into pods, or writes
 * anything that holds a pod template, since whoever may do that runs any image with any service account and Secret of
 * the namespace: such changes go through Git.
 *
 * @example
 * import { AccessSubject, TenantAccess } from 'cdk8s-model-serving';
 *
 * const access = [
 *   TenantAccess.developer(AccessSubject.group('vision-dev-group')),
 *   TenantAccess.viewer(AccessSubject.group('support')),
 *   TenantAccess.custom(
 *     { name: 'scaler', rules: [{ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get', 'patch'] }] },
 *     AccessSubject.serviceAccount('scaler', 'platform'),
 *   ).acknowledged('the platform scales servers down at night'),
 * ];
 */
export class TenantAccess {
  /**
   * Sees everything that has to do with serving, logs, events and budgets included, but no Secrets.
   *
   * @param subjects who gets the role, one at least
   */
  public static viewer(...subjects: AccessSubject[]): TenantAccess {
    return new TenantAccess({ kind: 'role', name: 'viewer' }, subjects);
  }

  /**
   * For clusters that only Git changes: a viewer, logs included, who also does what Git does not describe, so that nothing
   * drifts from it or is put back. Moves releases of Argo Rollouts on or back (promote, abort, retry), and evicts pods, which
   * restarts them as the PodDisruptionBudget allows. Nobody gets into pods (`exec`), where Secrets are.
   *
   * @param subjects who gets the role `<namespace>-gitops-developer`, one at least
   */
  public static gitOpsDeveloper(...subjects: AccessSubject[]): TenantAccess {
    return new TenantAccess({ kind: 'role', name: 'gitops-developer' }, subjects);
  }

  /**
   * A viewer who also scales Deployments and Rollouts, writes routes and moves releases of Argo Rollouts on or back
   * (promote, abort, retry). Routes are those of the gateway that the cluster profile declares: IngressRoute and
   * TraefikService for Traefik, HTTPRoute and GRPCRoute for the Gateway API, none for a gateway of Ingresses, which lead
   * traffic of any host anywhere; without a gateway in the profile all four.
   *
   * @param subjects who gets the role, one at least
   */
  public static developer(...subjects: AccessSubject[]): TenantAccess {
    return new TenantAccess({ kind: 'role', name: 'developer' }, subjects);
  }

  /**
   * A developer who also deletes and evicts pods, which restarts them: pod by pod, as the PodDisruptionBudget allows
   * when they are evicted. `kubectl rollout restart` is not possible: it patches the Deployment, and whoever may do that
   * may put any image into it. Trivy reports the right to delete pods as KSV-0048.
   *
   * @param subjects who gets the role, one at least
   */
  public static operator(...subjects: AccessSubject[]): TenantAccess {
    return new TenantAccess({ kind: 'role', name: 'operator' }, subjects);
  }

  /**
   * The ClusterRole `admin` of Kubernetes, within the namespace. It can delete the NetworkPolicies of the
   * tenant, read Secrets, impersonate service accounts, run any image and give others access. That is a warning at
   * synthesis until it is `acknowledged(...)`.
   *
   * @param subjects who gets the role, one at least
   */
  public static admin(...subjects: AccessSubject[]): TenantAccess {
    return new TenantAccess({ kind: 'admin' }, subjects);
  }

  /**
   * `kubectl rollout restart` of Deployments, beside another role: the right to patch them, which is the right to put any
   * image into them, with every service account and Secret of the namespace. RBAC cannot tell the one from the other, so
   * that it has to be `acknowledged(...)`. An operator restarts servers without it, by deleting or evicting pods.
   *
   * @param subjects who gets the role `rollout-restarter`, one at least
   */
  public static rolloutRestarter(...subjects: AccessSubject[]): TenantAccess {
    const rules = [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'] }];
    return TenantAccess.custom({ name: 'rollout-restarter', rules }, ...subjects);
  }

  /**
   * A role of your own. Rules are checked: the API server accepts misspelt verbs and resources, which grant nothing.
   * What linters report (Secrets, exec, writes to workloads, policies, Services) has to be `acknowledged(...)`; what
   * leads out of the role (wildcards, `bind`, `escalate`, `impersonate`, tokens of service accounts, writes to roles,
   * quotas or the Namespace) is refused.
   *
   * @param role its name and rules
   * @param subjects who gets the role, one at least
   */
  public static custom(role: CustomRole, ...subjects: AccessSubject[]): TenantAccess {
    const problems = new Problems('');
    const judged = judgeRole(problems, role);
    return new TenantAccess({ kind: 'custom', role: judged }, subjects, problems.sentences);
  }

  private constructor(
    /** @internal */
    public readonly _grant: Grant,
    private readonly subjects: readonly AccessSubject[],
    private readonly found: readonly string[] = [],
    private readonly reason?: string,
  ) {}

  /**
   * The same access, with its risks acknowledged: those of `admin(...)`, or of a custom role with rules that linters
   * report.
   *
   * @param reason why it has to be, for whoever reads the code
   */
  public acknowledged(reason: string): TenantAccess {
    return new TenantAccess(this._grant, this.subjects, this.found, reason ?? '');
  }

  /** @internal */
  public get _isAcknowledged(): boolean {
    return this.reason !== undefined;
  }

  /**
   * The subjects that are subjects; what is wrong with others is among the problems.
   *
   * @internal
   */
  public get _subjects(): AccessSubject[] {
    return this.subjects.filter((subject) => subject instanceof AccessSubject);
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    return [
      ...this.found,
      this.subjects.length === 0
        ? 'subjects must hold a subject, got none; name who gets the role, for example AccessSubject.group(...)'
        : undefined,
      ...this.subjects.flatMap((subject: unknown, index) =>
        subject instanceof AccessSubject
          ? subject._problems(`subjects[${index}]`)
          : `subjects[${index}] must be made by AccessSubject.group(...), .user(...) or .serviceAccount(...), got ${show(subject)}`,
      ),
      ...this.acknowledgementProblems(),
    ];
  }

  private acknowledgementProblems(): (string | undefined)[] {
    const { _grant: grant, reason } = this;
    const risks = grant.kind === 'custom' ? grant.role.risks : [];
    if (reason === undefined) {
      return risks.map((risk) => `${risk}; take it out, or say why it must be with .acknowledged('...')`);
    }
    return [
      typeof reason === 'string' && reason.trim() !== ''
        ? undefined
        : `acknowledged(...) must be given a reason, got ${show(reason)}`,
      risks.length === 0 && grant.kind !== 'admin' && this.found.length === 0
        ? 'acknowledged(...) must be on access with a risk, and this has none; remove it'
        : undefined,
    ];
  }
}
