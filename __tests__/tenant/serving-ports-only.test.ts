import {
  ClusterProfile,
  MetricsEndpoint,
  MetricsScraper,
  ModelServer,
  NamespacePeer,
  ServingApp,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { DNS, end, reaches, STRANGER } from '../support/truth-table';

const HTTP = 8000;
const METRICS = 9090;
/** A port that nobody declared: of a debugger, of the runtime's own. */
const OTHER = 5000;
const PORTS = [HTTP, METRICS, OTHER];

/** A tenant with a server whose metrics have a port of their own, and a neighbour that asks another tenant. */
function platform(props: TenantNamespaceProps) {
  const scraper = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });
  const app = new ServingApp({ cluster: ClusterProfile.of({ scraper }) });
  const frontend = new TenantNamespace(app, 'frontend-ns');
  const vision = new TenantNamespace(app, 'vision', {
    allowFrom: [frontend, NamespacePeer.external('batch').limitedToPorts(METRICS)],
    allowTo: [NamespacePeer.external('db')],
    ...props,
  });
  new ModelServer(vision, 'iris', { ...MINIMAL, metrics: MetricsEndpoint.onPort(METRICS, '/metrics') });
  // An owner of another namespace that opens the way to this one by its name.
  new TenantNamespace(app, 'reports', { allowTo: [NamespacePeer.named('vision')] });
  const manifests = manifestsFrom(app);
  const open = (source: ReturnType<typeof end>, target = end('vision', 'iris')): number[] =>
    PORTS.filter((port) => reaches(manifests.all, source, target, port));
  return { manifests, open };
}

const INTO_THE_SERVER: readonly (readonly [string, ReturnType<typeof end>, number[], number[]])[] = [
  ['a neighbour', end('vision', 'other'), PORTS, [HTTP]],
  ['a pod of a peer', end('frontend-ns', 'shop'), PORTS, [HTTP]],
  ['a pod of who names the tenant as its target', end('reports', 'daily'), PORTS, [HTTP]],
  ['a peer that was limited to a port, which says what it wants', end('batch', 'job'), [METRICS], [METRICS]],
  ['the scraper of the cluster', end('monitoring', 'prometheus'), [METRICS], [METRICS]],
  ['a stranger', STRANGER, [], []],
];

describe.each(INTO_THE_SERVER)('%s', (_, source, all, serving) => {
  test('reaches these ports of a server by default', () => {
    expect(platform({}).open(source)).toEqual(all);
  });
  test('reaches those with servingPortsOnly, with policies of the tenant or not', () => {
    expect(platform({ servingPortsOnly: true }).open(source)).toEqual(serving);
    expect(platform({ servingPortsOnly: true, defaultDeny: false }).open(source)).toEqual(serving);
  });
});

test('pods that are made by hand are shut, and get out as before', () => {
  const byHand = end('vision', 'by-hand');
  const [open, narrow] = [platform({}), platform({ servingPortsOnly: true })];
  expect(open.open(end('vision', 'iris'), byHand)).toEqual(PORTS);
  expect(narrow.open(end('vision', 'iris'), byHand)).toEqual([]);
  for (const { manifests } of [open, narrow]) {
    expect(reaches(manifests.all, byHand, DNS[0], 53, 'UDP')).toBe(true);
    expect(reaches(manifests.all, byHand, end('db', 'postgres'), 5432)).toBe(true);
    expect(reaches(manifests.all, byHand, STRANGER, 80)).toBe(false);
  }
});

test('allow-declared says of what comes in nothing at all: an empty list of peers would mean everyone', () => {
  const { spec } = platform({ servingPortsOnly: true }).manifests.get(
    'NetworkPolicy',
    'allow-declared',
    'vision',
  ) as any;
  expect([spec.policyTypes, spec.ingress]).toEqual([['Egress'], undefined]);
});

describe('policyAnnotations', () => {
  const IGNORED = { 'kube-score/ignore': 'networkpolicy-targets-pod', 'a.example/b': 'c' };
  const annotated = (props: TenantNamespaceProps) => {
    const app = new ServingApp();
    new TenantNamespace(app, 'vision', props);
    return manifestsFrom(app)
      .all.filter(({ metadata }) => (metadata as any).annotations !== undefined)
      .map(({ kind, metadata }) => [kind, metadata.name, (metadata as any).annotations]);
  };

  test.each<[string, TenantNamespaceProps, unknown[]]>([
    [
      'are those of both policies',
      { policyAnnotations: IGNORED },
      [
        ['NetworkPolicy', 'allow-declared', IGNORED],
        ['NetworkPolicy', 'default-deny', IGNORED],
      ],
    ],
    ['of none without policies of its own', { policyAnnotations: IGNORED, defaultDeny: false }, []],
    ['and annotations those of the Namespace', { annotations: IGNORED }, [['Namespace', 'vision', IGNORED]]],
  ])('%s', (_, props, expected) => {
    expect(annotated(props)).toEqual(expected);
  });

  test('are checked as annotations are', () => {
    const policyAnnotations = { 'a b': 'c' };
    expect(failureOf(() => annotated({ policyAnnotations }))).toContain('policyAnnotations keys');
    expect(failureOf(() => annotated({ servingPortsOnly: 'yes' as never }))).toContain(
      "servingPortsOnly must be true or false, got 'yes'",
    );
  });
});
