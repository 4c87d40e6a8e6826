import { AccessSubject, ServingApp, TenantAccess, TenantNamespace, type TenantQuota } from 'cdk8s-model-serving';

/** What every team gets in every cluster: a namespace, a budget, and its own people in it. */
export function teamNamespace(app: ServingApp, team: string, quota: TenantQuota): TenantNamespace {
  return new TenantNamespace(app, team, {
    owner: { team },
    quota: { pods: 40, ...quota },
    access: [TenantAccess.developer(AccessSubject.group(`${team}-developers`))],
  });
}
