import {
  BlueGreen,
  Canary,
  ClusterProfile,
  Colour,
  ExistingNamespace,
  GatewayFacts,
  IngressRoute,
  MetricsScraper,
  ModelServer,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  SecurityProfile,
  ServerVolume,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../lib';
import type { UsageError } from '../lib/private/errors';
import { remedy } from '../lib/private/meant-member';
import { membersOf, type StructName } from '../lib/private/struct-members';
import { STRUCTS } from '../lib/private/generated/structs';
import { DECIDED_ELSEWHERE, WRITTEN } from '../lib/private/written-names';
import { failureOf, MINIMAL } from './support/declare';

const tenant = () => new TenantNamespace(new ServingApp(), 'vision');
const { image, ...SERVER } = MINIMAL;
const server = (props: object) => new ModelServer(tenant(), 'iris', { ...MINIMAL, ...props });
const runtime = (options: object) => server({ runtime: ServingRuntime.fastApi(options) });
const VIA = RouteRenderer.traefik(GatewayFacts.traefik());
const RULES = [RouteRule.pathPrefix('/', RouteTarget.service({ name: 'iris', port: 80, external: true }))];

/** The messages of a mistake, without what they are about. */
const said = (make: () => unknown): string[] => {
  try {
    make();
  } catch (error) {
    return [...(error as UsageError).messages];
  }
  return [];
};

describe('what people write is told what they mean, in one message', () => {
  test.each<[string, () => unknown, string]>([
    [
      'the image of blue and green',
      () =>
        new BlueGreen(tenant(), 'r', { server: { ...SERVER, image } as never, blue: { image }, active: Colour.BLUE }),
      "BlueGreen 'vision/r': server has no prop 'image'; it goes into 'blue.image' and 'green.image'",
    ],
    [
      'the image of a canary',
      () => new Canary(tenant(), 'r', { server: { ...SERVER, image } as never, stable: { image } }),
      "Canary 'vision/r': server has no prop 'image'; it goes into 'stable.image' and 'canary.image'",
    ],
    [
      'the replicas of a release among the versions of BlueGreen',
      () =>
        new BlueGreen(tenant(), 'r', { server: SERVER, blue: { image }, active: Colour.BLUE, replicas: 3 } as never),
      "BlueGreen 'vision/r': there is no prop 'replicas'; it goes into 'server.replicas' and 'blue.replicas' and 'green.replicas'",
    ],
    [
      'a GPU among the resources',
      () => server({ resources: { ...MINIMAL.resources, gpu: 1 } }),
      "ModelServer 'vision/iris': resources has no prop 'gpu'; did you mean accelerator: Accelerator.nvidia(1)?",
    ],
    [
      'GPUs of a server',
      () => server({ gpus: 1 }),
      "ModelServer 'vision/iris': there is no prop 'gpus'; did you mean resources.accelerator: Accelerator.nvidia(1)?",
    ],
    [
      'GPUs of an init container',
      () => server({ initContainers: [{ name: 'a', image, resources: { ...MINIMAL.resources, gpus: 1 } }] }),
      "ModelServer 'vision/iris': initContainers[0].resources has no prop 'gpus'; only the container of the server has an accelerator",
    ],
    [
      'a GPU of a quota',
      () => new TenantNamespace(new ServingApp(), 'vision', { quota: { gpu: 1 } } as never),
      "TenantNamespace 'vision': quota has no prop 'gpu'; did you mean 'gpus'?",
    ],
    [
      'the namespace of a scraper, which is required',
      () => ClusterProfile.of({ scraper: MetricsScraper.podAnnotations({ namespace: 'monitoring' } as never) }),
      "ClusterProfile: scraper: there is no prop 'namespace'; did you mean 'namespaceName'?",
    ],
    [
      'the namespace of gateway pods, which is required',
      () =>
        ClusterProfile.of({ gateway: GatewayFacts.ingress({ className: 'a', pods: { namespace: 'web' } as never }) }),
      "ClusterProfile: gateway: pods has no prop 'namespace'; did you mean 'namespaceName'?",
    ],
    [
      'the claim of a volume, which is required',
      () =>
        server({
          volumes: [ServerVolume.persistentVolumeClaim({ name: 'm', mountPath: '/m', claimname: 'models' } as never)],
        }),
      "ModelServer 'vision/iris': volumes[0]: there is no prop 'claimname'; did you mean 'claimName'?",
    ],
    [
      'the namespace of a server',
      () => server({ namespace: 'vision' }),
      "ModelServer 'vision/iris': there is no prop 'namespace'; a server lives in the namespace of the tenant or chart around it",
    ],
    [
      'the name of a tenant',
      () => new TenantNamespace(new ServingApp(), 'vision', { namespace: 'vision' } as never),
      "TenantNamespace 'vision': there is no prop 'namespace'; did you mean 'name'?",
    ],
    [
      'the environment',
      () => server({ environment: { A: 'b' } }),
      "ModelServer 'vision/iris': there is no prop 'environment'; did you mean 'env'?",
    ],
    [
      'the environment among the options of a runtime',
      () => runtime({ env: { A: 'b' } }),
      "ModelServer 'vision/iris': runtime FastAPI: there is no prop 'env'; it is a prop of the server, beside runtime",
    ],
    [
      'the port of a server',
      () => server({ port: 8000 }),
      "ModelServer 'vision/iris': there is no prop 'port'; the port that it listens on is an option of the runtime, that of its Service is service.port",
    ],
    [
      'an option of the runtime among the props of a server',
      () => server({ healthPath: '/health' }),
      "ModelServer 'vision/iris': there is no prop 'healthPath'; it is an option of runtimes, such as ServingRuntime.fastApi({ ... })",
    ],
    [
      'an option of another runtime',
      () => runtime({ writablePaths: [] }),
      "ModelServer 'vision/iris': runtime FastAPI: there is no prop 'writablePaths'; it is an option of runtimes, such as ServingRuntime.http({ ... })",
    ],
    [
      'the fewest replicas',
      () => server({ minReplicas: 2 }),
      "ModelServer 'vision/iris': there is no prop 'minReplicas'; did you mean 'autoscaling.minReplicas'?",
    ],
    [
      'replicas as Helm charts have them',
      () => server({ replica_count: 2 }),
      "ModelServer 'vision/iris': there is no prop 'replica_count'; did you mean 'replicas'?",
    ],
    [
      'the host of a route, which is required, as another word',
      () => new IngressRoute(tenant(), 'r', { domain: 'a.example', rules: RULES, via: VIA } as never),
      "IngressRoute 'vision/r': there is no prop 'domain'; did you mean 'host'?",
    ],
    [
      'a user where the cluster chooses it',
      () => server({ security: SecurityProfile.openShift({ user: 1 } as never) }),
      "ModelServer 'vision/iris': security: there is no prop 'user'; the cluster chooses it. SecurityProfile.restricted(...) takes one",
    ],
    [
      'access to a namespace of another repository',
      () => new ExistingNamespace(new ServingApp(), 'vision', { access: [] } as never),
      "ExistingNamespace 'vision': there is no prop 'access'; whoever makes the namespace says who has access to it",
    ],
    [
      'a word that reads like nothing there is, where there are many',
      () => server({ frobnicate: 1 }),
      "ModelServer 'vision/iris': there is no prop 'frobnicate'; ModelServerProps lists those that there are",
    ],
    [
      'and where there are few',
      () => ClusterProfile.of({ scraper: MetricsScraper.podAnnotations({ namespaceName: 'a', frob: 1 } as never) }),
      "ClusterProfile: scraper: there is no prop 'frob'; use 'namespaceName', 'podLabels'",
    ],
  ])('%s', (_, make, message) => {
    expect(said(make)).toEqual([message]);
  });
});

test('what is read as it was meant is checked as what it is', () => {
  expect(failureOf(() => server({ replica_count: -1 }))).toContain(
    'replicas must be a whole number of 0 or more, got -1',
  );
});

test('what is given under both names is read under the right one', () => {
  expect(said(() => server({ replica_count: -1, replicas: 2 }))).toEqual([
    "ModelServer 'vision/iris': there is no prop 'replica_count'; did you mean 'replicas'?",
  ]);
});

describe('the table', () => {
  const structs = Object.keys(STRUCTS) as StructName[];
  const known = new Set(structs.flatMap((struct) => Object.keys(membersOf(struct))));

  test('speaks of members that some struct has', () => {
    expect(WRITTEN.flatMap(({ members }) => members).filter(({ member }) => !known.has(member))).toEqual([]);
  });

  test('says nothing of members that a struct has', () => {
    const own = Object.entries(DECIDED_ELSEWHERE).flatMap(([struct, says]) =>
      Object.keys(says).filter((member) => Object.hasOwn(membersOf(struct as StructName), member)),
    );
    expect(own).toEqual([]);
  });

  test('every word of it leads somewhere in every struct that has a member of its line', () => {
    for (const { words, members } of WRITTEN)
      for (const word of words.split(' '))
        for (const struct of structs)
          if (members.some(({ member }) => Object.hasOwn(membersOf(struct), member)))
            expect(remedy(word, struct, struct)).not.toContain('lists those that there are');
  });
});
