/** Groups of the resources that are counted most, by plural: the core group has none. */
const GROUPS: { readonly [plural: string]: string } = {
  configmaps: '',
  endpoints: '',
  events: '',
  limitranges: '',
  persistentvolumeclaims: '',
  pods: '',
  podtemplates: '',
  replicationcontrollers: '',
  resourcequotas: '',
  secrets: '',
  serviceaccounts: '',
  services: '',
  controllerrevisions: 'apps',
  daemonsets: 'apps',
  deployments: 'apps',
  replicasets: 'apps',
  statefulsets: 'apps',
  horizontalpodautoscalers: 'autoscaling',
  cronjobs: 'batch',
  jobs: 'batch',
  certificates: 'cert-manager.io',
  leases: 'coordination.k8s.io',
  endpointslices: 'discovery.k8s.io',
  externalsecrets: 'external-secrets.io',
  gateways: 'gateway.networking.k8s.io',
  grpcroutes: 'gateway.networking.k8s.io',
  httproutes: 'gateway.networking.k8s.io',
  scaledjobs: 'keda.sh',
  scaledobjects: 'keda.sh',
  podmonitors: 'monitoring.coreos.com',
  servicemonitors: 'monitoring.coreos.com',
  ingresses: 'networking.k8s.io',
  networkpolicies: 'networking.k8s.io',
  poddisruptionbudgets: 'policy',
  rolebindings: 'rbac.authorization.k8s.io',
  roles: 'rbac.authorization.k8s.io',
  resourceclaims: 'resource.k8s.io',
  resourceclaimtemplates: 'resource.k8s.io',
  rollouts: 'argoproj.io',
  ingressroutes: 'traefik.io',
  middlewares: 'traefik.io',
  traefikservices: 'traefik.io',
};

/** The group of a resource by its plural; nothing where it is not known. */
export function groupOfPlural(plural: string): string | undefined {
  return Object.hasOwn(GROUPS, plural) ? GROUPS[plural] : undefined;
}

/** A resource as `count/` keys name it: `services`, `deployments.apps`. */
export function qualifiedPlural(plural: string, group: string): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** The plural of a kind, as Kubernetes and its code generators form it. */
export function pluralOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word === 'endpoints') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** All resources that are known, as `count/` keys name them. */
export function knownResources(): string[] {
  return Object.entries(GROUPS).map(([plural, group]) => qualifiedPlural(plural, group));
}
