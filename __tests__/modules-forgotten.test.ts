import { ApiObject, Chart } from 'cdk8s';
import {
  AccessSubject,
  BlueGreen,
  Colour,
  ContainerImage,
  HttpMethod,
  IngressRoute,
  ModelServer,
  RouteRule,
  ServingApp,
  ServingRuntime,
  TenantAccess,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../lib';
import { failureOf, OPEN } from './support/declare';
import { DIALECTS } from './support/routes';

/**
 * `resetModules` of jest: what is loaded from here on is loaded anew, and finds a cdk8s and a library of its own. What
 * the library loads when it first needs it must work with the app's own all the same.
 */
beforeAll(() => {
  jest.resetModules();
});

const SERVER = {
  runtime: ServingRuntime.http({ port: 8000, readinessPath: '/', livenessPath: '/' }),
  resources: { cpu: '1', memory: '1Gi' },
};
const IMAGE = ContainerImage.of('ranker:1.4');

function platform(props: TenantNamespaceProps = {}): { app: ServingApp; tenant: TenantNamespace; server: ModelServer } {
  const app = new ServingApp();
  const tenant = new TenantNamespace(app, 'vision', { ...OPEN, ...props });
  return { app, tenant, server: new ModelServer(tenant, 'ranker', { ...SERVER, image: IMAGE }) };
}

test.each(Object.entries(DIALECTS))('a route is made for %s', (_dialect, { via }) => {
  const { app, tenant, server } = platform();
  new IngressRoute(tenant, 'public', { host: 'a.example.com', via, rules: [RouteRule.pathPrefix('/', server)] });
  expect(app.synthYaml()).toContain('a.example.com');
});

test('browsers that ask before they send are thought of', () => {
  const { tenant, server } = platform();
  const options = { methods: [HttpMethod.POST], cors: { allowOrigins: ['https://b.example.com'] } };
  const rules = [RouteRule.pathPrefix('/', server, options)];
  const props = { host: 'a.example.com', via: DIALECTS['Envoy Gateway'].via, rules };
  expect(failureOf(() => new IngressRoute(tenant, 'public', props))).toContain('cors is never asked');
});

test('a server scales by load', () => {
  const { app, tenant } = platform();
  new ModelServer(tenant, 'scaled', { ...SERVER, image: IMAGE, autoscaling: { maxReplicas: 4 } });
  expect(app.synthYaml()).toContain('HorizontalPodAutoscaler');
});

test('a release has a plan', () => {
  const { app, tenant } = platform();
  const versions = { blue: { image: IMAGE }, green: { image: ContainerImage.of('ranker:1.5') } };
  const release = new BlueGreen(tenant, 'release', { server: SERVER, ...versions, active: Colour.BLUE });
  expect(release.plan().length).toBeGreaterThan(1);
  expect(app.synthYaml()).toContain('release-green');
});

test('a role is judged', () => {
  const role = { name: 'reader', rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] };
  const access = [TenantAccess.custom(role, AccessSubject.group('team'))];
  expect(platform({ access }).app.synthYaml()).toContain('name: reader');
});

test('a quota is accounted for', () => {
  const { tenant } = platform({ quota: { cpu: '10', memory: '20Gi' } });
  expect(tenant.headroom().steady).toMatchObject({ 'requests.cpu': '8', 'requests.memory': '18Gi' });
});

test('what no quota counts is told, with what is counted', () => {
  expect(failureOf(() => platform({ quota: { hard: { 'count/deployment.apps': '3' } } }))).toContain(
    "use 'count/deployments.apps'",
  );
});

test('objects that wait for each other are told', () => {
  const app = new ServingApp();
  const [a, b] = ['a', 'b'].map((name) => {
    return new ApiObject(new Chart(app, name), 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
  });
  a.addDependency(b);
  b.addDependency(a);
  expect(failureOf(() => app.synthYaml())).toContain('depend on each other in a circle');
});
