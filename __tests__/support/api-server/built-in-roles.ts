import type { Manifest } from './manifest';

/**
 * The user-facing ClusterRoles of a bare cluster, from the documentation
 * (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles): admin, edit and view have no rules
 * of their own and are filled from labelled ones. The group `extensions`, which no supported version serves, is left out;
 * events of `events.k8s.io` are in view and edit from 1.35 on (https://github.com/kubernetes/kubernetes/pull/133740).
 */
const read = ['get', 'list', 'watch'];
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'];
type Rule = readonly [group: string, resources: string, verbs: readonly string[]];

const toView: readonly Rule[] = [
  [
    '',
    'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
    read,
  ],
  [
    '',
    'bindings events limitranges namespaces namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
    read,
  ],
  [
    'apps',
    'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
    read,
  ],
  ['autoscaling', 'horizontalpodautoscalers horizontalpodautoscalers/status', read],
  ['batch', 'cronjobs cronjobs/status jobs jobs/status', read],
  ['discovery.k8s.io', 'endpointslices', read],
  ['events.k8s.io', 'events', read],
  ['networking.k8s.io', 'ingresses ingresses/status networkpolicies', read],
  ['policy', 'poddisruptionbudgets poddisruptionbudgets/status', read],
  ['resource.k8s.io', 'resourceclaims resourceclaims/status resourceclaimtemplates', read],
];

const toEdit: readonly Rule[] = [
  ['', 'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy', read],
  ['', 'serviceaccounts', ['impersonate']],
  ['', 'pods pods/attach pods/exec pods/portforward pods/proxy', write],
  ['', 'pods/eviction serviceaccounts/token', ['create']],
  [
    '',
    'configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
    write,
  ],
  [
    'apps',
    'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale',
    write,
  ],
  ['autoscaling', 'horizontalpodautoscalers', write],
  ['batch', 'cronjobs jobs', write],
  ['coordination.k8s.io', 'leases', [...write, ...read]],
  ['events.k8s.io', 'events', write],
  ['networking.k8s.io', 'ingresses networkpolicies', write],
  ['policy', 'poddisruptionbudgets', write],
  ['resource.k8s.io', 'resourceclaims resourceclaimtemplates', write],
];

const toAdmin: readonly Rule[] = [
  ['authorization.k8s.io', 'localsubjectaccessreviews', ['create']],
  ['rbac.authorization.k8s.io', 'rolebindings roles', [...write, ...read]],
];

const label = (role: string) => `rbac.authorization.k8s.io/aggregate-to-${role}`;

function clusterRole(name: string, into: string | undefined, content: object): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name, ...(into && { labels: { [label(into)]: 'true' } }) },
    ...content,
  };
}

function aggregated(name: string, into?: string): Manifest {
  return clusterRole(name, into, {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [label(name)]: 'true' } }] },
  });
}

function part(into: string, rules: readonly Rule[]): Manifest {
  return clusterRole(`system:aggregate-to-${into}`, into, {
    rules: rules.map(([group, resources, verbs]) => ({ apiGroups: [group], resources: resources.split(' '), verbs })),
  });
}

export const builtInClusterRoles: readonly Manifest[] = [
  clusterRole('cluster-admin', undefined, { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] }),
  aggregated('admin'),
  aggregated('edit', 'admin'),
  aggregated('view', 'edit'),
  part('admin', toAdmin),
  part('edit', toEdit),
  part('view', toView),
];
