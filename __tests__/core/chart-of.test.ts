import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  BlueGreen,
  Canary,
  Colour,
  ContainerImage,
  IngressRoute,
  ModelCache,
  ModelServer,
  ModelSource,
  RouteRule,
  ServingApp,
  ServingRuntime,
} from '../../lib';

const runtime = ServingRuntime.bentoMl();
const resources = { cpu: '1', memory: '1Gi' };
const image = ContainerImage.of('iris:1');
const server = (scope: Construct, id: string) => new ModelServer(scope, id, { image, runtime, resources });
const elsewhere = () => server(new Chart(new App(), 'vision'), 'iris');
const source = ModelSource.huggingFace({ repository: 'google/gemma-3-1b-it' });

/** How each construct is made anywhere. */
const CONSTRUCTS: { readonly [name: string]: (scope: Construct) => unknown } = {
  ModelServer: (scope) => server(scope, 'x'),
  BlueGreen: (scope) =>
    new BlueGreen(scope, 'x', {
      server: { runtime, resources },
      blue: { image },
      green: { image },
      active: Colour.BLUE,
    }),
  Canary: (scope) =>
    new Canary(scope, 'x', { server: { runtime, resources }, stable: { image }, canary: { image }, replicas: 4 }),
  IngressRoute: (scope) =>
    new IngressRoute(scope, 'x', { host: 'x.example', rules: [RouteRule.pathPrefix('/', elsewhere())] }),
  ModelCache: (scope) => new ModelCache(scope, 'x', { source, size: '10Gi' }),
};

test.each(Object.keys(CONSTRUCTS))('a %s in no chart is told where to put it', (name) => {
  expect(() => CONSTRUCTS[name](new ServingApp())).toThrow(
    `${name} 'x': must be in a tenant or chart, got none around it; pass one as its scope`,
  );
});

test('a construct of your own between a server and its chart is fine', () => {
  expect(server(new Construct(new Chart(new App(), 'vision'), 'group'), 'iris').namespaceName).toBeUndefined();
});
