import type { RoutingKind } from '../../model/routing/routing-api';
import { ROUTING_KINDS } from '../../model/routing/routing-kinds';
import { byCodeUnit } from '../../private/json';
import type { PolicyRule } from './policy-rule';

/** The roles that a tenant has ready made, from the least to the most; each may do what the one before it may. */
export const ROLE_NAMES = ['viewer', 'developer', 'operator'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});
/** What some of the kinds that routes are made of may be done to. */
const routing = (verbs: readonly string[], ...access: readonly RoutingKind['access'][]): PolicyRule[] =>
  ROUTING_KINDS.filter((kind) => access.includes(kind.access)).map(({ group, plural }) => rule(group, [plural], verbs));
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'patch', 'update'];
const ADJUST = ['get', 'patch', 'update'];

/** Everything that has to do with serving, and the walls and budgets around it. Never Secrets, nor who has access. */
const VIEW: readonly PolicyRule[] = [
  rule(
    '',
    [
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'pods/status',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
    READ,
  ),
  rule(
    'apps',
    ['daemonsets', 'deployments', 'deployments/status', 'replicasets', 'replicasets/status', 'statefulsets'],
    READ,
  ),
  rule('argoproj.io', ['analysisruns', 'analysistemplates', 'rollouts'], READ),
  rule('autoscaling', ['horizontalpodautoscalers'], READ),
  rule('batch', ['cronjobs', 'jobs'], READ),
  rule('cert-manager.io', ['certificates'], READ),
  rule('discovery.k8s.io', ['endpointslices'], READ),
  rule('events.k8s.io', ['events'], READ),
  rule('keda.sh', ['scaledobjects'], READ),
  rule('metrics.k8s.io', ['pods'], READ),
  rule('networking.k8s.io', ['networkpolicies'], READ),
  rule('policy', ['poddisruptionbudgets'], READ),
  rule('resource.k8s.io', ['resourceclaims', 'resourceclaimtemplates'], READ),
  ...routing(READ, 'read', 'write'),
];

/**
 * What changes how a release that Git describes is run, and nothing that holds a pod template: whoever may write one
 * runs any image with any service account and Secret of the namespace. A Rollout holds one, so that a release is
 * moved on by its status (promote, abort, retry) and its scale. Of routes, what reaches beyond the namespace stays with
 * Git as well.
 */
const DEVELOP: readonly PolicyRule[] = [
  rule('apps', ['deployments/scale'], ADJUST),
  rule('argoproj.io', ['rollouts/scale', 'rollouts/status'], ADJUST),
  ...routing(WRITE, 'write'),
];

/** Pods are restarted by taking them away; an eviction asks the PodDisruptionBudget first. */
const OPERATE: readonly PolicyRule[] = [rule('', ['pods'], ['delete']), rule('', ['pods/eviction'], ['create'])];

/** What each role may do. */
export const ROLES: { readonly [Name in RoleName]: readonly PolicyRule[] } = {
  viewer: byGroup(VIEW),
  developer: byGroup([...VIEW, ...DEVELOP]),
  operator: byGroup([...VIEW, ...DEVELOP, ...OPERATE]),
};

/** The rules in the order of their groups, one for each group and set of verbs. */
function byGroup(rules: readonly PolicyRule[]): PolicyRule[] {
  const merged = new Map<string, PolicyRule>();
  for (const { apiGroups, resources, verbs } of rules) {
    const key = JSON.stringify([apiGroups, verbs]);
    const all = [...(merged.get(key)?.resources ?? []), ...resources];
    merged.set(key, { apiGroups, resources: all.sort(byCodeUnit), verbs });
  }
  return [...merged.values()].sort((a, b) => byCodeUnit(a.apiGroups[0], b.apiGroups[0]));
}
