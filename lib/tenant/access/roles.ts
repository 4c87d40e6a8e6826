import type { DeclaredGateway } from '../../cluster/cluster-facts';
import { ROUTING_APIS, type RoutingApiName } from '../../model/routing/dialects/registry';
import type { RoutingKind } from '../../model/routing/routing-api';
import { routingKinds, type RoutingResource } from '../../model/routing/routing-kinds';
import { atFirstUse } from '../../private/first-use';
import { byCodeUnit } from '../../private/json';
import type { ControllerResources } from './controller-kinds';
import type { PolicyRule } from './policy-rule';

/**
 * The roles that a tenant has ready made. A developer may do what a viewer may, and an operator what a developer may; a
 * developer of a cluster that only Git changes may do what a viewer may, and an operator what that developer may.
 */
export const ROLE_NAMES = ['viewer', 'gitops-developer', 'developer', 'operator'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]): PolicyRule => ({
  apiGroups: [apiGroup],
  resources,
  verbs,
});
/** What some of the kinds that routes are made of may be done to. */
const routing = (
  kinds: readonly RoutingResource[],
  verbs: readonly string[],
  ...access: readonly RoutingKind['access'][]
): PolicyRule[] =>
  kinds.filter((kind) => access.includes(kind.access)).map(({ group, plural }) => rule(group, [plural], verbs));
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'patch', 'update'];
const ADJUST = ['get', 'patch', 'update'];

/** Everything that has to do with serving, and the network policies and budgets around it. Never Secrets, nor who has access. */
const view = atFirstUse((): readonly PolicyRule[] => [
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
  ...routing(routingKinds(), READ, 'read', 'write'),
]);

/**
 * What changes how a release that Git describes is run, and nothing that holds a pod template: whoever may write one
 * runs any image with any service account and Secret of the namespace. A Rollout holds one, so that a release is
 * moved on by its status (promote, abort, retry) and its scale. Of routes, what reaches beyond the namespace stays with
 * Git as well.
 */
const DEVELOP: readonly PolicyRule[] = [
  rule('apps', ['deployments/scale'], ADJUST),
  rule('argoproj.io', ['rollouts/scale', 'rollouts/status'], ADJUST),
];

/** Pods are restarted by taking them away; an eviction asks the PodDisruptionBudget first. */
const EVICT: readonly PolicyRule[] = [rule('', ['pods/eviction'], ['create'])];
const OPERATE: readonly PolicyRule[] = [rule('', ['pods'], ['delete']), ...EVICT];

/**
 * What Git does not describe, so that nothing that is done drifts from it or is put back: where a release of Argo Rollouts
 * stands, and which pods there are.
 */
const BESIDE_GIT: readonly PolicyRule[] = [rule('argoproj.io', ['rollouts/status'], ADJUST), ...EVICT];

/**
 * What each role may do: routes are written of those kinds only that the gateway reads, and custom resources are seen of
 * the controllers that the cluster has.
 */
export function rolesFor(
  gateway: DeclaredGateway | undefined,
  controllers: readonly ControllerResources[],
): { readonly [Name in RoleName]: readonly PolicyRule[] } {
  const seen = [...view(), ...controllers.map(({ group, resources }) => rule(group, resources, READ))];
  const scale = controllers.filter(({ scales }) => scales.length > 0);
  const develop = [
    ...seen,
    ...DEVELOP,
    ...scale.map(({ group, scales }) => rule(group, scales, ADJUST)),
    ...routing(kindsOf(gateway), WRITE, 'write'),
  ];
  return {
    viewer: byGroup(seen),
    'gitops-developer': byGroup([...seen, ...BESIDE_GIT]),
    developer: byGroup(develop),
    operator: byGroup([...develop, ...OPERATE]),
  };
}

/** Without a gateway each route says which it is for, so that it may be any. */
function kindsOf(gateway: DeclaredGateway | undefined): readonly RoutingResource[] {
  if (!gateway) return routingKinds();
  const names = (Object.keys(ROUTING_APIS) as RoutingApiName[]).filter((name) => gateway[name] !== undefined);
  return routingKinds().filter(({ group }) => names.some((name) => ROUTING_APIS[name].group === group));
}

/** The rules in the order of their groups, one for each group and set of verbs. */
function byGroup(rules: readonly PolicyRule[]): PolicyRule[] {
  const merged = new Map<string, Omit<PolicyRule, 'resources'> & { resources: string[] }>();
  for (const { apiGroups, resources, verbs } of rules) {
    const key = JSON.stringify([apiGroups, verbs]);
    const one = merged.get(key);
    if (one) one.resources.push(...resources);
    else merged.set(key, { apiGroups, resources: [...resources], verbs });
  }
  for (const { resources } of merged.values()) resources.sort(byCodeUnit);
  return [...merged.values()].sort((a, b) => byCodeUnit(a.apiGroups[0], b.apiGroups[0]));
}
