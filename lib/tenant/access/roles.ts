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
  rule('gateway.networking.k8s.io', ['gateways', 'grpcroutes', 'httproutes'], READ),
  rule('keda.sh', ['scaledobjects'], READ),
  rule('metrics.k8s.io', ['pods'], READ),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], READ),
  rule('policy', ['poddisruptionbudgets'], READ),
  rule('resource.k8s.io', ['resourceclaims', 'resourceclaimtemplates'], READ),
  rule('traefik.io', ['ingressroutes', 'middlewares', 'serverstransports', 'traefikservices'], READ),
];

/**
 * What changes how a release that Git describes is run, and nothing that holds a pod template: whoever may write one
 * runs any image with any service account and Secret of the namespace. A Rollout holds one, so that a release is
 * moved on by its status (promote, abort, retry) and its scale. A Middleware can make the gateway call other
 * namespaces (`forwardAuth`), TLSOption and TLSStore named `default` are the whole gateway's: they stay with Git.
 */
const DEVELOP: readonly PolicyRule[] = [
  rule('apps', ['deployments/scale'], ADJUST),
  rule('argoproj.io', ['rollouts/scale', 'rollouts/status'], ADJUST),
  rule('gateway.networking.k8s.io', ['grpcroutes', 'httproutes'], WRITE),
  rule('traefik.io', ['ingressroutes', 'traefikservices'], WRITE),
];

/** Pods are restarted by taking them away; an eviction asks the PodDisruptionBudget first. */
const OPERATE: readonly PolicyRule[] = [rule('', ['pods'], ['delete']), rule('', ['pods/eviction'], ['create'])];

/** What each role may do. */
export const ROLES: { readonly [Name in RoleName]: readonly PolicyRule[] } = {
  viewer: byGroup(VIEW),
  developer: byGroup([...VIEW, ...DEVELOP]),
  operator: byGroup([...VIEW, ...DEVELOP, ...OPERATE]),
};

function byGroup(rules: readonly PolicyRule[]): PolicyRule[] {
  return [...rules].sort((a, b) => byCodeUnit(a.apiGroups[0], b.apiGroups[0]));
}
