import { KNOWN_GROUPS, namespacedResources } from '../../manifests/api-resources';

export { isClusterScoped, isKubernetesGroup, KNOWN_GROUPS } from '../../manifests/api-resources';

const SCALE_AND_STATUS = 'scale status';
const SUBRESOURCES: { readonly [resource: string]: string } = {
  deployments: SCALE_AND_STATUS,
  pods: 'attach binding ephemeralcontainers eviction exec log portforward proxy resize status',
  replicasets: SCALE_AND_STATUS,
  replicationcontrollers: SCALE_AND_STATUS,
  resourceclaims: 'binding driver status',
  rollouts: SCALE_AND_STATUS,
  serviceaccounts: 'token',
  services: 'proxy status',
  statefulsets: SCALE_AND_STATUS,
};

/** What can be asked of a subresource; any other verb in a rule grants nothing. */
const SUBRESOURCE_VERBS: { readonly [subresource: string]: readonly string[] } = {
  attach: ['create', 'get'],
  binding: ['create'],
  ephemeralcontainers: ['get', 'patch', 'update'],
  eviction: ['create'],
  exec: ['create', 'get'],
  log: ['get'],
  portforward: ['create', 'get'],
  proxy: ['create', 'delete', 'get', 'patch', 'update'],
  resize: ['get', 'patch', 'update'],
  scale: ['get', 'patch', 'update'],
  status: ['get', 'patch', 'update'],
  token: ['create'],
};

/** The abbreviations that kubectl knows and RBAC does not. */
const SHORT_NAMES: { readonly [name: string]: string } = {
  cj: 'cronjobs',
  cm: 'configmaps',
  deploy: 'deployments',
  ds: 'daemonsets',
  ep: 'endpoints',
  ev: 'events',
  hpa: 'horizontalpodautoscalers',
  ing: 'ingresses',
  limits: 'limitranges',
  netpol: 'networkpolicies',
  pdb: 'poddisruptionbudgets',
  po: 'pods',
  pvc: 'persistentvolumeclaims',
  quota: 'resourcequotas',
  rc: 'replicationcontrollers',
  rs: 'replicasets',
  sa: 'serviceaccounts',
  sts: 'statefulsets',
  svc: 'services',
};

/** The resources that are known of a group and live in a namespace; `namespaces` is judged by the one it names. */
export function resourcesOf(group: string): readonly string[] {
  return [...namespacedResources(group), ...(group === '' ? ['namespaces'] : [])];
}

/** The known groups that have a resource in a namespace. */
export function groupsWith(resource: string): string[] {
  return KNOWN_GROUPS.filter((group) => resourcesOf(group).includes(resource));
}

/** The subresources of a Kubernetes resource. */
export function subresourcesOf(resource: string): readonly string[] {
  // Every object may be the owner of another that blocks its deletion, which asks for `finalizers`.
  return [...(Object.hasOwn(SUBRESOURCES, resource) ? SUBRESOURCES[resource].split(' ') : ['status']), 'finalizers'];
}

/** The verbs that mean something for a subresource; `undefined` when that is not known. */
export function verbsOfSubresource(subresource: string): readonly string[] | undefined {
  return Object.hasOwn(SUBRESOURCE_VERBS, subresource) ? SUBRESOURCE_VERBS[subresource] : undefined;
}

/** What kubectl understands by an abbreviation. */
export function longNameOf(resource: string): string {
  return Object.hasOwn(SHORT_NAMES, resource) ? SHORT_NAMES[resource] : resource;
}
