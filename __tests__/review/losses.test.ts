import { review } from '../../lib/review/review';
import type { Delivery } from '../../lib/review/data/review';
import { sideOfYaml } from './support';

const conclusion = (before: string, after: string, delivery: Delivery = 'kubectl') => {
  const { verdict, reasons } = review(sideOfYaml(before), sideOfYaml(after), { delivery });
  return [verdict, ...reasons];
};

const deployment = (port = 'containerPort: 80', more = '', name = 'a', app = name) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: p }
spec:
  selector: { matchLabels: { app: ${app} } }
  template:
    metadata: { labels: { app: ${app} } }
    spec: { containers: [{ name: main, image: 'a:1', ports: [{ ${port} }]${more} }] }
---`;
const service = (ports = 'port: 80', spec = '', app = 'a') => `
apiVersion: v1
kind: Service
metadata: { name: a, namespace: p }
spec: { selector: { app: ${app} }, ports: [{ ${ports} }]${spec} }
---`;
const ingress = (path = '/', className = 'nginx', type = 'Prefix', port = 'number: 80') => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: a, namespace: p }
spec:
  ingressClassName: ${className}
  rules:
    - host: a.example
      http: { paths: [{ path: ${path}, pathType: ${type}, backend: { service: { name: a, port: { ${port} } } } }] }
---`;
const route = (rules: string, gateway = 'g') => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: a, namespace: p }
spec:
  parentRefs: [{ name: ${gateway} }]
  hostnames: [a.example]
  rules: [${rules}]
---`;
const rule = (path: string, more = '') =>
  `{ matches: [{ path: { type: PathPrefix, value: ${path} }${more} }], backendRefs: [{ name: a, port: 80 }] }`;
const client = (url: string) => deployment('containerPort: 1', `, env: [{ name: URL, value: '${url}' }]`, 'client');

const SERVICE = "Service 'a' in namespace 'p'";

describe('ports of a Service', () => {
  test.each<[string, string, string, string[]]>([
    [
      'that go may be addressed by anybody',
      service(),
      service('port: 81, targetPort: 80'),
      ['attention', `${SERVICE} serves its port 80 no more`],
    ],
    [
      'that go take their requests from the routes that address them',
      service() + ingress(),
      service('port: 81, targetPort: 80') + ingress(),
      ['outage', `${SERVICE} serves its port 80 no more, which Ingress 'a' in namespace 'p' still addresses`],
    ],
    [
      'that go take their requests from the pods that are told of them',
      service() + client('http://a.p.svc:80/v1'),
      service('port: 81, targetPort: 80') + client('http://a.p.svc:80/v1'),
      ['outage', `${SERVICE} serves its port 80 no more, which Deployment 'client' in namespace 'p' still addresses`],
    ],
    [
      'that go under a name that stays are followed by routes',
      service('name: http, port: 80') + ingress('/', 'nginx', 'Prefix', 'name: http'),
      service('name: http, port: 81, targetPort: 80') + ingress('/', 'nginx', 'Prefix', 'name: http'),
      ['attention', `${SERVICE} serves its port 80 no more`],
    ],
    [
      'are no longer on an address outside',
      service('port: 80', ', type: LoadBalancer'),
      service(),
      ['attention', `${SERVICE} has the external address of its load balancer no more`],
    ],
    [
      'are no longer on nodes',
      service('port: 80', ', type: NodePort'),
      service(),
      ['attention', `${SERVICE} has its node ports no more`],
    ],
    [
      'are on another port of nodes',
      service('port: 80, nodePort: 30080', ', type: NodePort'),
      service('port: 80, nodePort: 30081', ', type: NodePort'),
      ['attention', `${SERVICE} has node port 30080 no more`],
    ],
    [
      'lead to a number that nobody declares',
      service(),
      service('port: 80, targetPort: 9999'),
      [
        'attention',
        `${SERVICE} leads to a port that none of its pods declares: target port 9999 of port 80; requests fail unless a program listens there`,
      ],
    ],
    [
      'that come are no loss',
      service('name: http, port: 80'),
      service('name: http, port: 80 }, { name: web, port: 81, targetPort: 80'),
      ['safe'],
    ],
  ])('%s', (_, before, after, expected) => {
    const [verdict, ...reasons] = conclusion(deployment() + before, deployment() + after);
    expect([verdict, ...reasons.filter((reason) => !reason.includes('new error'))]).toEqual(expected);
  });

  test.each<[string, string, string]>([
    [
      'the pods call it otherwise',
      deployment('name: http, containerPort: 80') + service('port: 80, targetPort: http'),
      deployment('name: web, containerPort: 80') + service('port: 80, targetPort: http'),
    ],
    [
      'the Service calls it otherwise',
      deployment('name: http, containerPort: 80') + service('port: 80, targetPort: http'),
      deployment('name: http, containerPort: 80') + service('port: 80, targetPort: nope'),
    ],
  ])('have no endpoints where %s', (_, before, after) => {
    const [verdict, first] = conclusion(before, after);
    expect(verdict).toBe('outage');
    expect(first).toContain(`${SERVICE} has no endpoints for its port 80: no pod has a port named`);
  });
});

describe('requests', () => {
  const base = deployment() + service();
  const INGRESS = "Ingress 'a' in namespace 'p' takes requests for";
  const ROUTE = "HTTPRoute 'a' in namespace 'p' takes requests for";
  test.each<[string, string, string, string[]]>([
    ['of a path that shrinks', ingress(), ingress('/api'), [`${INGRESS} a.example/ on class nginx no more`]],
    [
      'of a path that becomes exact',
      ingress('/api'),
      ingress('/api', 'nginx', 'Exact'),
      [`${INGRESS} a.example/api on class nginx no more`],
    ],
    ['of another class', ingress(), ingress('/', 'traefik'), [`${INGRESS} a.example/ on class nginx no more`]],
    [
      'of a rule that goes',
      route(`${rule('/x')}, ${rule('/y')}`),
      route(rule('/x')),
      [`${ROUTE} a.example/y on Gateway p/g no more`],
    ],
    ['of another Gateway', route(rule('/x')), route(rule('/x'), 'g2'), [`${ROUTE} a.example/x on Gateway p/g no more`]],
  ])('%s are lost', (_, before, after, expected) => {
    expect(conclusion(base + before, base + after)).toEqual(['attention', ...expected]);
  });

  it('of a Gateway that has listeners are told once', () => {
    const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: g, namespace: p }
spec:
  gatewayClassName: any
  listeners: [{ name: http, port: 80, protocol: HTTP }, { name: web, port: 8080, protocol: HTTP }]
---`;
    const rules = `${rule('/x')}, ${rule('/y')}`;
    expect(conclusion(base + gateway + route(rules), base + gateway + route(rules, 'g2'))).toEqual([
      'attention',
      `${ROUTE} a.example/x, a.example/y on Gateway p/g no more`,
    ]);
    const fewer = gateway.replace(', { name: web, port: 8080, protocol: HTTP }', '');
    expect(conclusion(base + gateway + route(rules), base + fewer + route(rules))).toEqual([
      'attention',
      "Gateway 'g' in namespace 'p' has its listener 'web' on port 8080 no more",
    ]);
  });

  const pinned = ", headers: [{ name: version, value: '2' }]";
  test.each<[string, string, string]>([
    ['with a header, of a path that stays', route(`${rule('/x', pinned)}, ${rule('/x')}`), route(rule('/x'))],
    ['of an exact path that becomes a prefix', ingress('/api', 'nginx', 'Exact'), ingress('/api')],
    ['of a rule that moves', route(`${rule('/x')}, ${rule('/y')}`), route(`${rule('/y')}, ${rule('/x')}`)],
  ])('%s are not', (_, before, after) => {
    expect(conclusion(base + before, base + after)).toEqual(['safe']);
  });
});

describe('what pods need', () => {
  const configMap = `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: p }
data: { KEY: value }
---`;
  const account = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: settings, namespace: p }
---`;
  const from = (text: string) => deployment('containerPort: 80', `, ${text}`);
  const withAccount = deployment().replace('spec: { containers', 'spec: { serviceAccountName: settings, containers');
  const naming = (kind: string, outcome: string) =>
    `${kind} 'settings' in namespace 'p' goes, and Deployment 'a' in namespace 'p' still names it: ${outcome}`;
  test.each<[string, string, string, string]>([
    [
      'variables',
      from('envFrom: [{ configMapRef: { name: settings } }]'),
      configMap,
      naming('ConfigMap', 'new pods do not start'),
    ],
    [
      'a variable',
      from('env: [{ name: KEY, valueFrom: { configMapKeyRef: { name: settings, key: KEY } } }]'),
      configMap,
      naming('ConfigMap', 'new pods do not start'),
    ],
    ['an identity', withAccount, account, naming('ServiceAccount', 'new pods are refused')],
  ])('and takes %s from is missed when it is deleted, and stays with kubectl', (_, pods, needed, expected) => {
    expect(conclusion(pods + needed, pods, 'argocd')).toEqual(['attention', expected]);
    expect(conclusion(pods + needed, pods, 'flux')).toEqual(['attention', expected]);
    expect(conclusion(pods + needed, pods)).toEqual(['safe']);
  });

  it('may be optional, or kept', () => {
    const optional = from('envFrom: [{ configMapRef: { name: settings, optional: true } }]');
    expect(conclusion(optional + configMap, optional, 'argocd')).toEqual(['safe']);
    const kept = configMap.replace(
      'namespace: p',
      "namespace: p, annotations: { argocd.argoproj.io/sync-options: 'Prune=false' }",
    );
    const pods = from('envFrom: [{ configMapRef: { name: settings } }]');
    expect(conclusion(pods + kept, pods, 'argocd')).toEqual(['safe']);
  });
});

describe('rights', () => {
  const role = (verbs: string, resource = 'pods', subject = 'kind: Group, name: dev') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r, namespace: p }
rules: [{ apiGroups: [''], resources: [${resource}], verbs: [${verbs}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: r, namespace: p }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects: [{ ${subject}, apiGroup: rbac.authorization.k8s.io }]
---`;
  test.each<[string, string, string]>([
    ['verbs', role('get'), role('get, delete, deletecollection')],
    ['all verbs', role('get', 'configmaps'), role("'*'", 'configmaps')],
    ['subjects', role('get'), role('get', 'pods', "kind: Group, name: 'system:unauthenticated'")],
  ])('to more %s are for somebody to decide', (_, before, after) => {
    expect(conclusion(before, after)[0]).toBe('attention');
    expect(conclusion(after, after)).toEqual(['safe']);
  });

  it('that go are not', () => {
    expect(conclusion(role('get, delete'), role('get'))).toEqual(['safe']);
  });
});

describe('an outcome', () => {
  const routed = service() + ingress();

  it('keeps what kubectl does not delete, and requests with it', () => {
    expect(conclusion(deployment() + routed, routed)).toEqual([
      'attention',
      '1 object that serves requests is in the manifests no more',
    ]);
  });

  it('has no pods where they are deleted, which is said of the Service', () => {
    const [verdict, ...reasons] = conclusion(deployment() + routed, routed, 'argocd');
    expect(verdict).toBe('outage');
    expect(reasons).toContain('a.example/ goes to a (100 %) as before; Service a has no pods');
  });

  const all = (app: string) => deployment('containerPort: 80', '', 'a', app) + service('port: 80', '', app) + ingress();
  it.each<Delivery>(['kubectl', 'argocd'])(
    'of a change that %s half applies is an outage where the halves do not fit',
    (delivery) => {
      const [verdict, ...reasons] = conclusion(all('a'), all('a2'), delivery);
      expect(verdict).toBe('outage');
      expect(reasons).toEqual(
        expect.arrayContaining([
          `${SERVICE} loses all of its pods, and gets no others`,
          'the API server refuses 1 change',
        ]),
      );
    },
  );

  it('of a change that Flux refuses as a whole is none', () => {
    expect(conclusion(all('a'), all('a2'), 'flux')).toEqual(['refused', 'the API server refuses 1 change']);
  });
});
