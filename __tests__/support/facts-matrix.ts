/** What each thing of a set of manifests states, as far as something else can contradict it. */
export const FACTS = {
  server: [
    'image',
    'ports',
    'probes',
    'start',
    'stop',
    'replicas',
    'strategy',
    'progress deadline',
    'resources',
    'accelerators',
    'labels',
    'configuration',
    'volumes',
    'security context',
    'addresses of others',
    'service account',
  ],
  Service: ['selector', 'ports', 'type'],
  autoscaler: ['target', 'bounds', 'metrics'],
  budget: ['selector', 'pods that stay'],
  release: ['sides', 'weights', 'stage'],
  route: ['host and path', 'backends', 'certificate', 'class', 'middlewares', 'health check', 'timeouts'],
  tenant: [
    'namespace',
    'quota',
    'limits',
    'Pod Security level',
    'registries',
    'exposure',
    'network policies',
    'permissions',
  ],
  pool: ['selector', 'target ports', 'picker', 'policies of its picker'],
  claim: ['access mode', 'size'],
  monitor: ['selector', 'port', 'labels'],
} as const;

export type Thing = keyof typeof FACTS;

/** A fact of a thing. */
export type Fact = { [T in Thing]: `${T}: ${(typeof FACTS)[T][number]}` }[Thing];

/** Two facts that can contradict each other: the rules that find it, or why there is none. */
export interface FactPair {
  readonly facts: readonly [Fact, Fact];
  /** Ids of rules; none where there is a reason alone. */
  readonly rules: readonly string[];
  /** Why there is no rule, or what the rules leave out. */
  readonly because?: string;
}

/** Two things none of whose facts can contradict each other. */
export interface Unrelated {
  readonly things: readonly [Thing, Thing];
  readonly because: string;
}

const by = (a: Fact, b: Fact, rules: string, because?: string): FactPair => ({
  facts: [a, b],
  rules: rules.split(' '),
  ...(because !== undefined && { because }),
});
const none = (a: Fact, b: Fact, because: string): FactPair => ({ facts: [a, b], rules: [], because });

const OF_SERVERS: readonly FactPair[] = [
  by('server: labels', 'server: labels', 'own-pods spread-own-pods valid-objects'),
  by('server: ports', 'server: probes', 'probe-ports'),
  by('server: ports', 'server: ports', 'server-warnings'),
  none(
    'server: ports',
    'server: security context',
    'a port below 1024 needs a capability or a sysctl, which the construct asks for; others run as whom the image says',
  ),
  by('server: start', 'server: progress deadline', 'progress-deadline'),
  by('server: stop', 'server: progress deadline', 'progress-deadline'),
  by('server: stop', 'server: stop', 'hook-within-grace-period'),
  by('server: strategy', 'server: progress deadline', 'progress-deadline valid-objects'),
  by('server: strategy', 'server: replicas', 'valid-objects rollout-strategy'),
  by(
    'server: strategy',
    'server: accelerators',
    'progress-deadline',
    'how many devices a cluster has to spare is no fact of manifests: the construct warns by the cluster profile',
  ),
  by('server: accelerators', 'server: volumes', 'shared-memory'),
  by('server: accelerators', 'server: accelerators', 'device-plugin-or-claims'),
  by(
    'server: accelerators',
    'server: configuration',
    'model-split-over-parts',
    'what else the arguments of a server say of devices is known of runtimes, whose construct writes them',
  ),
  none(
    'server: accelerators',
    'server: resources',
    'devices whose requests are not their limits are refused by the API server',
  ),
  none(
    'server: volumes',
    'server: resources',
    'what is held in memory counts as memory of whoever writes it, which the construct adds up; of others nobody knows who writes',
  ),
  by(
    'server: configuration',
    'server: configuration',
    'config-keys',
    'that a change restarts nothing is no fact of one set: a review of two says which pods keep what they had',
  ),
  none(
    'server: image',
    'server: security context',
    'which user an image needs is known of runtimes, whose construct sets it',
  ),
  none(
    'server: image',
    'server: probes',
    'what a program answers at a path is known of runtimes, whose construct asks for it',
  ),
  none('server: service account', 'server: configuration', 'accounts and their secrets are often made by others'),
  by(
    'server: addresses of others',
    'server: ports',
    'service-clients',
    'addresses of pods without a Service are their IPs, which nobody writes down',
  ),
];

const OF_SERVICES: readonly FactPair[] = [
  by('server: labels', 'Service: selector', 'service-selects-pods own-backends'),
  by('server: ports', 'Service: ports', 'service-target-port'),
  by('server: addresses of others', 'Service: ports', 'service-clients'),
  by('server: addresses of others', 'Service: type', 'service-clients'),
  none(
    'server: probes',
    'Service: selector',
    'a pod that is never ready has a rollout that fails, which its deadline says',
  ),
  by('Service: type', 'Service: type', 'unique-node-ports'),
  none('Service: selector', 'Service: selector', 'two Services for the same pods are common: one for each audience'),
];

const OF_AUTOSCALERS: readonly FactPair[] = [
  by('server: replicas', 'autoscaler: target', 'scaler-and-replicas'),
  by('server: accelerators', 'autoscaler: metrics', 'cpu-scaling-on-accelerators'),
  by('server: resources', 'autoscaler: metrics', 'scaler-requests'),
  none(
    'server: strategy',
    'autoscaler: bounds',
    'a percentage is rounded over as many pods as there are: no more than one pod is lost or added by it',
  ),
  by('autoscaler: target', 'autoscaler: target', 'one-scaler scaler-target'),
  by('autoscaler: bounds', 'autoscaler: bounds', 'scaler-bounds valid-objects'),
  by(
    'autoscaler: bounds',
    'autoscaler: metrics',
    'scale-from-zero',
    'of series that nobody knows the origin is not known',
  ),
  none('autoscaler: metrics', 'autoscaler: metrics', 'of several metrics the largest number of pods wins'),
  none(
    'Service: type',
    'autoscaler: bounds',
    'clients that keep their connections see no new pod, whatever the Service: no fact of manifests',
  ),
];

const OF_BUDGETS: readonly FactPair[] = [
  by('server: replicas', 'budget: pods that stay', 'drainable-budget'),
  by(
    'server: labels',
    'budget: selector',
    'drainable-budget',
    'a budget that selects nothing protects nothing and stops nothing',
  ),
  by('budget: selector', 'budget: selector', 'one-disruption-budget'),
  none('server: strategy', 'budget: pods that stay', 'rollouts do not ask budgets'),
  by('autoscaler: bounds', 'budget: pods that stay', 'drainable-budget'),
];

const OF_RELEASES: readonly FactPair[] = [
  by('server: labels', 'release: sides', 'own-backends own-pods'),
  none('server: ports', 'release: sides', 'the construct refuses sides that answer at different ports'),
  none('server: replicas', 'release: weights', 'the construct refuses weights that the numbers of pods do not reach'),
  by('Service: selector', 'release: sides', 'own-backends rollout-services'),
  none('Service: type', 'release: weights', 'the construct warns of clients that pass by the route'),
  none('autoscaler: bounds', 'release: weights', 'the construct refuses autoscalers where pods are the weights'),
  none(
    'autoscaler: bounds',
    'release: stage',
    'the construct warns of a side that takes over with its fewest pods from one that may have grown',
  ),
  none('budget: pods that stay', 'release: stage', 'the budget of a side lets one pod go at any number'),
  none('release: stage', 'release: stage', 'the construct refuses a stage that the one before does not lead to'),
  by('release: weights', 'route: backends', 'canary-is-routed rollout-services'),
  none('release: stage', 'route: timeouts', 'a stage moves pods, and their drain is a fact of the server'),
  by('release: stage', 'tenant: quota', 'quota-fit'),
  none(
    'release: sides',
    'tenant: network policies',
    'policies select each side by its instance, which a construct writes; those of others are judged with the route',
  ),
  by('release: sides', 'claim: access mode', 'claim-access-mode', 'of claims that others make the construct warns'),
];

const OF_ROUTES: readonly FactPair[] = [
  by(
    'route: host and path',
    'route: host and path',
    'unique-paths one-protocol-per-host nginx-canaries nginx-regex-hosts any-host-priority',
  ),
  by('route: certificate', 'route: certificate', 'certificate-secrets'),
  by('route: host and path', 'route: certificate', 'ingress-tls-hosts tls-options'),
  by('route: middlewares', 'route: middlewares', 'traefik-middlewares traefik-names traefik-services'),
  by('route: class', 'route: health check', 'gke-ingress-class gke-health-check'),
  by('Service: ports', 'route: backends', 'existing-backends'),
  none('Service: selector', 'route: backends', 'a Service without pods is told as such'),
  by('server: probes', 'route: health check', 'gke-health-check'),
  none(
    'server: stop',
    'route: timeouts',
    'how long a request may take is no fact of the server: its drain is the longest that it finishes',
  ),
  none('server: start', 'route: health check', 'load balancers ask pods that are ready'),
  by('tenant: network policies', 'route: backends', 'routed-backends-reachable'),
  by('tenant: network policies', 'route: certificate', 'acme-solver-reachable'),
  by('tenant: network policies', 'route: class', 'gateway-deployment'),
  by('tenant: quota', 'route: class', 'gateway-deployment'),
  none(
    'tenant: namespace',
    'route: backends',
    'a Gateway asks for a ReferenceGrant, which the construct makes; of others nothing is known',
  ),
];

const OF_TENANTS: readonly FactPair[] = [
  by('tenant: namespace', 'tenant: namespace', 'tenant-namespace unique-objects'),
  by('tenant: quota', 'tenant: quota', 'quota-keys'),
  by('tenant: quota', 'tenant: limits', 'pod-admission'),
  by('server: resources', 'tenant: quota', 'quota-fit pod-admission'),
  by('server: resources', 'tenant: limits', 'pod-admission'),
  by('server: accelerators', 'tenant: quota', 'quota-fit quota-counts-claims'),
  by('server: strategy', 'tenant: quota', 'quota-fit'),
  by('server: progress deadline', 'tenant: quota', 'quota-fit'),
  by('server: stop', 'tenant: quota', 'quota-fit'),
  by('server: image', 'tenant: registries', 'tenant-registries'),
  by('server: security context', 'tenant: Pod Security level', 'pod-security'),
  by('server: volumes', 'tenant: Pod Security level', 'pod-security'),
  by('server: addresses of others', 'tenant: network policies', 'egress-for-dependencies dns-reachable'),
  none(
    'server: service account',
    'tenant: permissions',
    'what a program asks of the API server is no fact of manifests',
  ),
  by('Service: type', 'tenant: exposure', 'tenant-exposure'),
  by('Service: type', 'tenant: quota', 'quota-fit'),
  by('autoscaler: bounds', 'tenant: quota', 'quota-fit'),
  none(
    'budget: pods that stay',
    'tenant: quota',
    'a pod that is evicted leaves its room to the one that takes its place',
  ),
];

const OF_POOLS: readonly FactPair[] = [
  by('server: labels', 'pool: selector', 'pool-selects-pods'),
  by('server: ports', 'pool: target ports', 'pool-target-ports'),
  none('server: replicas', 'pool: selector', 'the construct leaves pools without pods out of a route'),
  none('server: configuration', 'pool: picker', 'the construct writes the metrics of the runtime into the picker'),
  by('pool: selector', 'pool: selector', 'one-pool-per-pod'),
  by('Service: ports', 'pool: picker', 'pool-picker'),
  by('Service: type', 'pool: picker', 'pool-picker'),
  by('pool: picker', 'pool: picker', 'pool-picker'),
  by('route: backends', 'pool: picker', 'picker-reachable'),
  by('route: class', 'pool: selector', 'pool-gateway'),
  by('route: backends', 'pool: selector', 'existing-backends'),
  by('tenant: network policies', 'pool: policies of its picker', 'picker-reachable'),
  by('release: weights', 'pool: selector', 'canary-is-routed'),
];

const OF_CLAIMS: readonly FactPair[] = [
  by('server: replicas', 'claim: access mode', 'claim-access-mode'),
  by('server: strategy', 'claim: access mode', 'claim-access-mode progress-deadline'),
  by('server: volumes', 'claim: access mode', 'claim-access-mode'),
  by('autoscaler: bounds', 'claim: access mode', 'claim-access-mode'),
  none('server: image', 'claim: size', 'what a program writes is no fact of manifests'),
  by('tenant: quota', 'claim: size', 'quota-fit'),
  none('claim: access mode', 'claim: access mode', 'what a storage class can do is known to its driver alone'),
];

const OF_MONITORS: readonly FactPair[] = [
  by('Service: ports', 'monitor: port', 'monitor-selects-something'),
  by('Service: selector', 'monitor: selector', 'monitor-selects-something'),
  by('server: ports', 'monitor: port', 'monitor-selects-something'),
  by('server: labels', 'monitor: selector', 'monitor-selects-something'),
  by('tenant: network policies', 'monitor: port', 'scraper-reaches-metrics'),
  by('tenant: namespace', 'monitor: labels', 'monitor-is-read'),
  none('release: sides', 'monitor: selector', 'both sides carry the labels that a monitor of the release selects'),
  none('monitor: selector', 'monitor: selector', 'metrics that are read twice are a matter of cost'),
];

/** Every pair that can contradict, thing by thing. */
export const FACT_PAIRS: readonly FactPair[] = [
  ...OF_SERVERS,
  ...OF_SERVICES,
  ...OF_AUTOSCALERS,
  ...OF_BUDGETS,
  ...OF_RELEASES,
  ...OF_ROUTES,
  ...OF_TENANTS,
  ...OF_POOLS,
  ...OF_CLAIMS,
  ...OF_MONITORS,
];

/** Things that have nothing to say about each other. */
export const UNRELATED: readonly Unrelated[] = [
  { things: ['Service', 'budget'], because: 'both select pods, and neither changes what the other selects' },
  { things: ['Service', 'claim'], because: 'a Service knows no volumes' },
  { things: ['autoscaler', 'route'], because: 'a route knows Services, not their number of pods' },
  {
    things: ['autoscaler', 'monitor'],
    because: 'metrics of an autoscaler come by an adapter, which names them as it likes',
  },
  { things: ['budget', 'route'], because: 'evictions go through the drain of the server' },
  { things: ['budget', 'claim'], because: 'evictions move a volume as rollouts do' },
  { things: ['budget', 'monitor'], because: 'neither touches the other' },
  { things: ['route', 'claim'], because: 'a route knows no volumes' },
  { things: ['route', 'monitor'], because: 'a monitor goes to pods or Services, past routes' },
  { things: ['autoscaler', 'pool'], because: 'a pool takes as many pods as there are' },
  { things: ['budget', 'pool'], because: 'evictions go through the drain of the server' },
  { things: ['pool', 'claim'], because: 'a pool knows no volumes' },
  { things: ['pool', 'monitor'], because: 'the picker reads metrics itself, past monitors' },
  { things: ['claim', 'monitor'], because: 'a monitor knows no volumes' },
];

/** Rules about one fact by itself. */
export const OF_ONE_FACT: readonly string[] = [
  'container-image',
  'extended-resource-names',
  'gke-tpu-labels',
  'group-service-name',
  'ignored-fields',
  'known-fields',
  'limit-range-devices',
  'rollout-analysis',
  'startable-pods',
  'variable-order',
];
