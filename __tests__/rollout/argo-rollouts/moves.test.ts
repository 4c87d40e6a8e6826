import {
  BlueGreen,
  Canary,
  ClusterProfile,
  Colour,
  GatewayFacts,
  IngressRoute,
  ModelServer,
  PreviousRelease,
  ReleaseController,
  RouteRule,
  ServingApp,
  TenantNamespace,
  TrafficSplit,
} from '../../../lib';
import { Manifests } from '../../../lib/testing';
import { OPEN } from '../../support/declare';
import { reviewed } from '../../support/reviewed';
import { OLD, SERVER } from '../support';

const CONTROLLER = ReleaseController.argoRollouts();
const CLUSTER = ClusterProfile.of({ argoRollouts: { version: '1.9' }, gateway: GatewayFacts.traefik() });

type Move = { controller?: ReleaseController; previously?: PreviousRelease };

/** What serves a model before and after a move, as its user writes it. */
const FORMS = {
  'a ModelServer': (tenant: TenantNamespace, { previously }: Move) =>
    new ModelServer(tenant, 'ranker', { ...SERVER, ...OLD, replicas: 4, previously }),
  'a Canary by replicas': (tenant: TenantNamespace, move: Move) =>
    new Canary(tenant, 'ranker', { server: SERVER, stable: OLD, replicas: 4, ...move }),
  'a Canary by route': (tenant: TenantNamespace, move: Move) =>
    new Canary(tenant, 'ranker', { server: SERVER, stable: OLD, replicas: 4, split: TrafficSplit.byRoute(), ...move }),
  'a BlueGreen': (tenant: TenantNamespace, move: Move) =>
    new BlueGreen(tenant, 'ranker', {
      server: { ...SERVER, replicas: 4 },
      blue: OLD,
      active: Colour.BLUE,
      ...move,
    }),
} as const;
type Form = keyof typeof FORMS;
const PLAIN = Object.keys(FORMS) as Form[];
const ROLLED = PLAIN.filter((form) => form !== 'a ModelServer');

function yamlOf(form: Form, move: Move = {}): string {
  const app = new ServingApp({ cluster: CLUSTER });
  const tenant = new TenantNamespace(app, 'vision', OPEN);
  const target = FORMS[form](tenant, move);
  new IngressRoute(tenant, 'public', { host: 'a.example', rules: [RouteRule.pathPrefix('/', target)] });
  return app.synthYaml();
}

function isQuiet(before: string, after: string): void {
  const found = reviewed(before, after);
  expect(found.traffic.filter(({ isOutage }) => isOutage)).toEqual([]);
  expect(found.services.filter(({ losesAll }) => losesAll)).toEqual([]);
  expect(found.refusals).toEqual([]);
}

describe.each(ROLLED)('%s that Argo Rollouts carries out', (rolled) => {
  test.each(PLAIN)(
    'takes over from %s in one apply: its Services select the pods of both until the controller has adopted them',
    (plain) => {
      const after = yamlOf(rolled, { controller: CONTROLLER });
      isQuiet(yamlOf(plain), after);
      const selector = Manifests.fromYaml(after).get('Service', 'ranker').spec.selector;
      const template = Manifests.fromYaml(yamlOf(plain)).all.find(({ kind }) => kind === 'Deployment')!.spec.template;
      expect(template.metadata.labels).toMatchObject(selector);
    },
  );

  test.each(PLAIN)('gives way to %s in the documented order', (plain) => {
    const previously = PreviousRelease.rollout();
    const steps = [
      yamlOf(rolled, { controller: CONTROLLER }),
      yamlOf(plain, { previously: previously.firstOfTwo() }),
      yamlOf(plain),
    ];
    isQuiet(steps[0], steps[1]);
    expect(Manifests.fromYaml(steps[1]).get('Service', 'ranker').spec.selector).toEqual({
      'app.kubernetes.io/name': 'ranker',
    });
    isQuiet(steps[1], steps[2]);
  });
});

test.each(PLAIN.filter((form) => form !== 'a Canary by replicas'))(
  'one apply from Argo Rollouts to %s is refused: its Service would lead to pods that are not ready yet',
  (plain) => {
    expect(() => yamlOf(plain, { previously: PreviousRelease.rollout() })).toThrow(
      'previously must be moved from in two applies',
    );
  },
);
