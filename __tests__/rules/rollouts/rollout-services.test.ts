import { NO_CONTEXT } from '../../../lib/rules/context';
import { rolloutServices } from '../../../lib/rules/rollouts/rollout-services';
import { runRules } from '../../../lib/rules/run-rules';
import { setOfYaml } from '../../support/findings';

const rollout = (strategy: string, name = 'iris', labels = 'app: iris') => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: ${name}, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  strategy: { ${strategy} }
  template: { metadata: { labels: { ${labels} } }, spec: { containers: [{ name: main, image: x }] } }
---`;
const service = (name: string, selector = 'app: iris', metadata = '') => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: vision ${metadata} }
spec: { selector: { ${selector} }, ports: [{ port: 80 }] }
---`;
const BOTH = service('stable') + service('canary');
const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: vision }
---`;
const found = (...yaml: string[]) =>
  runRules(setOfYaml(yaml.join('')), NO_CONTEXT, [rolloutServices]).map(
    ({ severity, at, message }) => `${severity} ${at ?? ''}: ${message}`,
  );
const CANARY = '/spec/strategy/canary';
const BLUE_GREEN = '/spec/strategy/blueGreen';
const routed = (routing: string, services = 'stableService: stable, canaryService: canary') =>
  rollout(`canary: { ${services === '' ? '' : `${services}, `}trafficRouting: { ${routing} } }`);

describe('the Services of a Rollout', () => {
  test('are one for each version', () => {
    expect(found(rollout('blueGreen: { activeService: stable, previewService: stable }') + BOTH)).toEqual([
      `error ${BLUE_GREEN}/previewService: previewService must be another Service than activeService, got 'stable' for both`,
    ]);
    expect(found(rollout('blueGreen: {}') + BOTH)).toEqual([
      `error ${BLUE_GREEN}: activeService must be the Service that requests come to, got none`,
    ]);
    expect(found(rollout('blueGreen: { activeService: stable, previewService: canary }') + BOTH)).toEqual([]);
  });

  test('exist, where anything is known of the namespace', () => {
    const named = rollout('blueGreen: { activeService: iris }');
    const missing = (there: string) =>
      `error ${BLUE_GREEN}/activeService: activeService must be a Service that exists, got 'iris' in the namespace 'vision', which has ${there}`;
    expect(found(named, BOTH)).toEqual([missing('stable, canary')]);
    expect(found(named, NAMESPACE)).toEqual([missing('none')]);
    expect(found(named)).toEqual([]);
  });

  test("select by the template's labels, to which those of a version do not belong", () => {
    const strategy = 'blueGreen: { activeService: a, activeMetadata: { labels: { role: active } } }';
    expect(found(rollout(strategy) + service('a', 'app: iris, role: active'))).toEqual([
      `error ${BLUE_GREEN}/activeService: activeService must select by labels of the template, got Service 'a' in namespace 'vision' with role=active`,
    ]);
    expect(found(rollout(strategy) + service('a', 'app: iris, rollouts-pod-template-hash: abc'))).toEqual([]);
  });

  test('are judged by the template of a Deployment where that is the template', () => {
    const deployment = rollout('')
      .replace('argoproj.io/v1alpha1', 'apps/v1')
      .replace('kind: Rollout', 'kind: Deployment');
    const referring = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  strategy: { blueGreen: { activeService: a } }
---`;
    expect(found(deployment, referring, service('a'))).toEqual([]);
    expect(found(deployment, referring, service('a', 'app: rose'))).toEqual([expect.stringContaining('with app=rose')]);
  });

  test('belong to one Rollout', () => {
    const annotated = service(
      'a',
      'app: iris',
      ', annotations: { argo-rollouts.argoproj.io/managed-by-rollouts: rose }',
    );
    const strategy = 'blueGreen: { activeService: a }';
    expect(found(rollout(strategy) + annotated)).toEqual([expect.stringContaining("says 'rose'")]);
    expect(found(rollout(strategy) + rollout(strategy, 'rose') + service('a'))).toEqual([
      `error ${BLUE_GREEN}/activeService: activeService must be a Service of this Rollout alone, got Service 'a' in namespace 'vision', which Rollout 'iris' in namespace 'vision' names as well`,
    ]);
  });

  test('starve without a router', () => {
    expect(found(rollout('canary: { stableService: stable }') + BOTH)).toEqual([
      `warning ${CANARY}/stableService: stableService 'stable' selects the pods of one version alone, however few they are, and no trafficRouting splits requests`,
    ]);
  });

  test.each<[string, boolean]>([
    ['traefik: { weightedTraefikServiceName: x }', true],
    ['nginx: { stableIngress: x }', true],
    ['plugins: { argoproj-labs/gatewayAPI: { httpRoute: x } }', true],
    ['plugins: { a/b: {} }', false],
    ['istio: { virtualService: { name: x } }', true],
    [
      'istio: { virtualService: { name: x }, destinationRule: { name: y, canarySubsetName: a, stableSubsetName: b } }',
      false,
    ],
  ])('are needed for %s: %s', (routing, needed) => {
    const texts = found(routed(routing, 'stableService: stable') + BOTH);
    expect(texts.some((text) => text.includes('canaryService must be said for'))).toBe(needed);
    expect(found(routed(routing, 'pingPong: { pingService: stable, pongService: canary }')).join()).not.toContain(
      'must be said',
    );
  });
});

const TRAEFIK_ROUTE = (services: string) => `
apiVersion: traefik.io/v1alpha1
kind: TraefikService
metadata: { name: x, namespace: vision }
spec: { weighted: { services: [${services}] } }
---`;
const HTTP_ROUTE = (...names: string[]) => HTTP_RULES(names);
const HTTP_RULES = (...rules: string[][]) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: x, namespace: vision }
spec: { rules: [${rules.map((names) => `{ backendRefs: [${names.map((name) => `{ name: ${name}, port: 80 }`).join()}] }`).join()}] }
---`;
const INGRESS = (name: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: x, namespace: vision }
spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${name}, port: { number: 80 } } } }] } }] }
---`;
const VIRTUAL_SERVICE = (...hosts: string[]) => VIRTUAL_ROUTES(hosts);
const VIRTUAL_ROUTES = (...routes: string[][]) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: x, namespace: vision }
spec: { http: [${routes.map((hosts) => `{ route: [${hosts.map((host) => `{ destination: { host: ${host} } }`).join()}] }`).join()}] }
---`;
const TRAEFIK = 'traefik: { weightedTraefikServiceName: x }';
const GATEWAY = 'plugins: { argoproj-labs/gatewayAPI: { httpRoute: x, namespace: vision } }';

describe('the routes of a Rollout', () => {
  test.each<[string, string, string, string]>([
    [
      'a TraefikService',
      TRAEFIK,
      TRAEFIK_ROUTE('{ name: stable }'),
      "must lead to the Services 'stable' and 'canary', got stable",
    ],
    ['an HTTPRoute', GATEWAY, HTTP_ROUTE('canary'), "must lead to the Services 'stable' and 'canary', got canary"],
    [
      'a rule of an HTTPRoute',
      GATEWAY,
      HTTP_RULES(['stable'], ['canary']),
      "must lead to the Services 'stable' and 'canary' in one rule, got a rule for each",
    ],
    [
      'a route of a VirtualService',
      'istio: { virtualService: { name: x } }',
      VIRTUAL_ROUTES(['stable'], ['canary']),
      "must lead to the Services 'stable' and 'canary' in one rule, got a rule for each",
    ],
    [
      'one of several HTTPRoutes',
      'plugins: { argoproj-labs/gatewayAPI: { httpRoutes: [{ name: x }] } }',
      HTTP_ROUTE(),
      "must lead to the Services 'stable' and 'canary', got none",
    ],
    [
      'an Ingress of NGINX',
      'nginx: { stableIngress: x }',
      INGRESS('canary'),
      "must have a rule that leads to the Service 'stable', got canary",
    ],
    [
      'an Ingress of the ALB',
      'alb: { ingress: x, servicePort: 80, rootService: root }',
      INGRESS('stable'),
      "must have a rule that leads to the Service 'root', got stable",
    ],
    [
      'a VirtualService',
      'istio: { virtualService: { name: x } }',
      VIRTUAL_SERVICE('stable.vision.svc.cluster.local', 'rose'),
      "must lead to the Services 'stable' and 'canary', got stable, rose",
    ],
  ])('%s leads to both versions', (_what, routing, route, expected) => {
    expect(found(routed(routing) + BOTH + route)).toEqual([expect.stringContaining(expected)]);
    expect(found(routed(routing) + BOTH + NAMESPACE).join()).toContain('must name routes that exist');
    expect(found(routed(routing) + BOTH)).toEqual([]);
  });

  test.each<[string, string]>([
    [TRAEFIK, TRAEFIK_ROUTE('{ name: stable, weight: 100 }, { name: canary, weight: 0 }')],
    [GATEWAY, HTTP_ROUTE('stable', 'canary')],
    ['nginx: { stableIngresses: [x] }', INGRESS('stable')],
    [GATEWAY, HTTP_RULES(['other'], ['stable', 'canary'], ['stable'])],
    ['istio: { virtualServices: [{ name: x }] }', VIRTUAL_SERVICE('stable', 'canary')],
    [
      'istio: { virtualService: { name: x }, destinationRule: { name: y, canarySubsetName: a, stableSubsetName: b } }',
      VIRTUAL_SERVICE('stable'),
    ],
    ['istio: { virtualService: { name: x.mesh } }', ''],
  ])('%s passes', (routing, route) => {
    expect(found(routed(routing) + BOTH + route + NAMESPACE)).toEqual([]);
  });

  test('lead to ping and pong, where these are the Services, and are not asked for what nobody names', () => {
    const ping = 'pingPong: { pingService: stable, pongService: canary }';
    expect(found(routed(GATEWAY, ping) + BOTH + HTTP_ROUTE('stable', 'canary'))).toEqual([]);
    expect(found(routed(GATEWAY, ping) + BOTH + HTTP_ROUTE('stable')).join()).toContain('got stable');
    expect(
      found(routed('plugins: { argoproj-labs/gatewayAPI: { httpRoute: x } }', '') + BOTH + HTTP_ROUTE('stable')),
    ).toEqual([expect.stringContaining('stableService and canaryService must be said for plugins')]);
  });

  test.each([
    ['{ name: stable, weight: 90 }, { name: canary, weight: 10 }', 10],
    ['{ name: stable }, { name: canary }', 50],
  ])('%s of Traefik send %i %% to the new version at each apply', (services, percent) => {
    expect(found(routed(TRAEFIK) + BOTH + TRAEFIK_ROUTE(services))).toEqual([
      `warning ${CANARY}/trafficRouting/traefik/weightedTraefikServiceName: TraefikService 'x' in namespace 'vision' gives the Service 'canary' ${percent} % of the requests at each apply, in the middle of a release too`,
    ]);
  });
});
