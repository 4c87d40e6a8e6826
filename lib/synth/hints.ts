/** Remedies in Kubernetes' terms, and the same in terms of our props. The first that fits a place is taken. */
const IN_PROPS: readonly (readonly [kubernetes: string | RegExp, props: string])[] = [
  ['name the Secret without asking for a certificate', 'name the Secret with RouteTls.secret(...)'],
  ['change the labels or the selector of one', 'change the labels or the prop selector of one'],
  ['change the name of one', 'change the id or the prop name of one'],
  ['roll in place (maxSurge 0, maxUnavailable 1)', 'use RollingStrategy.inPlace()'],
  [
    'correct the name, or say that somebody else makes the Service',
    'say external: true of a RouteTarget that somebody else makes',
  ],
  ['or say that somebody else makes it', 'or refer to it with MiddlewareRef.external(...)'],
  [
    'declare other Namespaces outside of the tenant',
    "use the tenant's prop name, and declare other Namespaces outside of it",
  ],
  [
    "find out where they run and let the gateway's pods in with a NetworkPolicy that selects these pods",
    'declare it with the option pods of GatewayFacts, or let them in with allowFrom(...)',
  ],
  [
    "let the gateway's pods in with a NetworkPolicy that selects these pods",
    'pass the server itself to the route, or let them in with allowFrom(...)',
  ],
  [
    "let the gateway's pods in with a NetworkPolicy that selects the picker",
    'pass the pool itself to the route, or let them in with its allowFrom(...)',
  ],
  [
    'give the pods of each version a label of their own and select by it, or lead both routes to one pool',
    'make one pool of a server, and lead every route to that',
  ],
  [
    'let its addresses in with a NetworkPolicy that selects these pods',
    'let its addresses in with allowFrom(CidrPeer.of(...))',
  ],
  [
    /let these pods out with a NetworkPolicy to the addresses that answer, on port (\d+)/,
    'let these pods out with connectTo(CidrPeer.internet(), { ports: [$1] }), or with CidrPeer.of(...) to private addresses',
  ],
  ['let these pods out with a NetworkPolicy', 'let these pods out with connectTo(CidrPeer.of(...))'],
  ['let these pods out to those with a NetworkPolicy', 'let these pods out to those with connectTo(...)'],
  [
    'let these pods in to those with a NetworkPolicy',
    'let these pods in to those with connectTo(...) or allowFrom(...)',
  ],
  [
    "find out where they run and let the scraper's pods in with a NetworkPolicy that selects these pods",
    'declare it as the scraper of the ClusterProfile, or let it in with allowFrom(...)',
  ],
  ["let the scraper's pods in with a NetworkPolicy that selects these pods", 'let them in with allowFrom(...)'],
  [
    'give it the labels that are selected, or have the selector of the Prometheus select these',
    'give it the labels of MetricsScraper.prometheusOperator(...), or declare there which ones are selected',
  ],
  [
    "let the gateway's pods in with a NetworkPolicy that selects the label acme.cert-manager.io/http01-solver, on port 8089",
    'say http01: true to RouteTls.certManager(...)',
  ],
  [
    'attach the routes to a shared Gateway of another namespace',
    'name a shared Gateway with gatewayName and gatewayNamespaceName of GatewayFacts.gatewayApi(...)',
  ],
  ['add it there', 'add it to the prop exposure'],
  [
    /raise progressDeadlineSeconds of the predictor above (\d+)/,
    'set progressDeadlineSeconds of the predictor above $1 by seldonDeployment.addJsonPatch(...)',
  ],
  ['raise progressDeadlineSeconds above', 'raise progressDeadline of the rolling strategy above'],
  ['shorten terminationGracePeriodSeconds', 'shorten drain.shutdown'],
  ['the budget of the startup probe', 'health.startupBudget'],
  [
    "mount an emptyDir with medium 'Memory' and a sizeLimit at /dev/shm",
    "mount ServerVolume.emptyDir({ name: 'shm', mountPath: '/dev/shm', inMemory: true, sizeLimit })",
  ],
  ['count them in the quota by', "count them with QuotaAccelerator.deviceClass(...) in the tenant's quota, as"],
  [
    'remove replicas once the autoscaler has taken over',
    'leave autoscaling.initialReplicas out once the autoscaler has taken over',
  ],
];

/** A remedy as whoever wrote the app takes it. */
export function inTermsOfProps(fix: string): string {
  return IN_PROPS.reduce((text, [kubernetes, props]) => text.replace(kubernetes, props), fix);
}
