/*
 * What the user-facing ClusterRoles of every cluster allow, each with what it adds to the one before: `edit` takes `view`
 * over, `admin` takes `edit` (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles).
 */

/** A rule of a role: every verb for every resource of the group. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

function rule(group: string, verbs: readonly string[], ...resources: readonly string[]): RoleRule {
  return { apiGroups: [group], resources, verbs };
}

const WORKLOADS = ['daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'replicasets/scale'];
const STATEFUL = ['statefulsets', 'statefulsets/scale'];
const CORE = [
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'replicationcontrollers/scale',
  'serviceaccounts',
  'services',
];
const INTO_PODS = ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'];

const VIEW: readonly RoleRule[] = [
  rule('', READ, ...CORE, 'endpoints', 'persistentvolumeclaims/status', 'pods', 'services/status'),
  rule('', READ, 'bindings', 'events', 'limitranges', 'namespaces', 'namespaces/status', 'pods/log', 'pods/status'),
  rule('', READ, 'replicationcontrollers/status', 'resourcequotas', 'resourcequotas/status'),
  rule('apps', READ, ...WORKLOADS, ...STATEFUL, 'controllerrevisions'),
  rule('apps', READ, 'daemonsets/status', 'deployments/status', 'replicasets/status', 'statefulsets/status'),
  rule('autoscaling', READ, 'horizontalpodautoscalers', 'horizontalpodautoscalers/status'),
  rule('batch', READ, 'cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'),
  rule('discovery.k8s.io', READ, 'endpointslices'),
  // From 1.35 on: https://github.com/kubernetes/kubernetes/pull/133740.
  rule('events.k8s.io', READ, 'events'),
  rule('networking.k8s.io', READ, 'ingresses', 'ingresses/status', 'networkpolicies'),
  rule('policy', READ, 'poddisruptionbudgets', 'poddisruptionbudgets/status'),
  rule('resource.k8s.io', READ, 'resourceclaims', 'resourceclaims/status', 'resourceclaimtemplates'),
];

const EDIT: readonly RoleRule[] = [
  rule('', READ, ...INTO_PODS, 'secrets', 'services/proxy'),
  rule('', ['impersonate'], 'serviceaccounts'),
  rule('', WRITE, ...INTO_PODS, ...CORE, 'events', 'pods', 'secrets', 'services/proxy'),
  rule('', ['create'], 'pods/eviction', 'serviceaccounts/token'),
  rule('apps', WRITE, ...WORKLOADS, ...STATEFUL, 'deployments/rollback'),
  rule('autoscaling', WRITE, 'horizontalpodautoscalers'),
  rule('batch', WRITE, 'cronjobs', 'jobs'),
  rule('coordination.k8s.io', [...READ, ...WRITE], 'leases'),
  rule('events.k8s.io', WRITE, 'events'),
  rule('networking.k8s.io', WRITE, 'ingresses', 'networkpolicies'),
  rule('policy', WRITE, 'poddisruptionbudgets'),
  rule('resource.k8s.io', WRITE, 'resourceclaims', 'resourceclaimtemplates'),
];

const ADMIN: readonly RoleRule[] = [
  rule('authorization.k8s.io', ['create'], 'localsubjectaccessreviews'),
  rule('rbac.authorization.k8s.io', [...READ, ...WRITE], 'rolebindings', 'roles'),
];

/** A ClusterRole that is in every cluster. */
export interface BuiltInRole {
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly rules: readonly RoleRule[];
  /** The label of the ClusterRoles whose rules it takes over, in place of rules of its own. */
  readonly aggregates?: string;
}

const LABEL = 'rbac.authorization.k8s.io/aggregate-to-';

function part(into: string, rules: readonly RoleRule[]): BuiltInRole {
  return { name: `system:aggregate-to-${into}`, labels: { [`${LABEL}${into}`]: 'true' }, rules };
}

function aggregated(name: string, into?: string): BuiltInRole {
  const labels: { [key: string]: string } = into === undefined ? {} : { [`${LABEL}${into}`]: 'true' };
  return { name, labels, rules: [], aggregates: `${LABEL}${name}` };
}

/** The ClusterRoles of every cluster that people bind. */
export const BUILT_IN_ROLES: readonly BuiltInRole[] = [
  { name: 'cluster-admin', labels: {}, rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] },
  aggregated('admin'),
  aggregated('edit', 'admin'),
  aggregated('view', 'edit'),
  part('admin', ADMIN),
  part('edit', EDIT),
  part('view', VIEW),
];
