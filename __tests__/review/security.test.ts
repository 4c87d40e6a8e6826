import { securityChanges } from '../../lib/review/security';
import { sides } from '../support/reviewed';

const texts = (before: string, after: string) => {
  const { pairs, before: was, after: now } = sides(before, after);
  return securityChanges(pairs, was, now).map(({ kind, message }) => `${kind}: ${message}`);
};
const PSA = 'pod-security.kubernetes.io/enforce';
const namespace = (labels: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: vision, labels: { ${labels} } }
---`;
const SAFE =
  'securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] } }';
const container = (more = SAFE) => `{ name: main, image: x:1${more === '' ? '' : `, ${more}`} }`;
const pods = (spec: string, name = 'iris') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: vision }
spec: { template: { spec: { ${spec} } } }
---`;
const safe = (more = '') => pods(`containers: [${container()}]${more}`);
const object = (apiVersion: string, kind: string, spec: string, name = 'iris') => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: vision }
spec: { ${spec} }
---`;
const service = (spec: string) => object('v1', 'Service', spec);
const account = (mounts: boolean) => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: iris, namespace: vision }
automountServiceAccountToken: ${mounts}
---`;
const IRIS = "Deployment 'iris' in namespace 'vision'";

describe('Pod Security', () => {
  test.each<[string, string, string, string[]]>([
    ['that stays', namespace(`${PSA}: baseline`), namespace(`${PSA}: baseline`), []],
    ['that is raised', namespace(`${PSA}: baseline`), namespace(`${PSA}: restricted`), []],
    [
      'that is lowered',
      namespace(`${PSA}: restricted`),
      namespace(`${PSA}: baseline`),
      ["Namespace 'vision' enforces Pod Security 'baseline', before 'restricted'"],
    ],
    [
      'that is said no more',
      namespace(`${PSA}: restricted`),
      namespace('team: ml'),
      ["Namespace 'vision' no longer says which level of Pod Security it enforces; before 'restricted'"],
    ],
    [
      'that is held at an older version',
      namespace(`${PSA}: restricted`),
      namespace(`${PSA}: restricted, ${PSA}-version: v1.28`),
      ["Namespace 'vision' enforces Pod Security 'restricted' of version 1.28, before of the newest"],
    ],
    ['of pods that stay', safe(), safe(), []],
    [
      'of pods in the network of the node',
      safe(),
      safe(', hostNetwork: true'),
      [
        `${IRIS} has pods that need Pod Security 'privileged', before 'restricted': /spec/template/spec/hostNetwork must not be true`,
      ],
    ],
    [
      'of pods that may run as root',
      safe(),
      pods(`containers: [${container(SAFE.replace('runAsNonRoot: true, ', ''))}]`),
      [expect.stringMatching(/^pod-security: .* need Pod Security 'baseline', before 'restricted': .*runAsNonRoot/)],
    ] as [string, string, string, string[]],
    [
      'of pods with a directory of the node, beside what they did already',
      safe(', hostNetwork: true'),
      safe(', hostNetwork: true, volumes: [{ name: data, hostPath: { path: /data } }]'),
      [expect.stringMatching(/has pods that do more of what Pod Security forbids: .*\/volumes\/0\/hostPath must not/)],
    ] as [string, string, string, string[]],
    [
      'of a second container that is as the first',
      pods(`containers: [${container('')}]`),
      pods(`containers: [${container('')}, ${container('').replace('main', 'second')}]`),
      [],
    ],
    [
      'of new pods that are privileged',
      '',
      pods(`containers: [${container('securityContext: { privileged: true }')}]`),
      [expect.stringMatching(/is new, and its pods need Pod Security 'privileged': .*privileged must not/)],
    ] as [string, string, string, string[]],
    ['of new pods that are not', '', pods(`containers: [${container('')}]`), []],
    ['of pods that do less', safe(', hostPID: true'), safe(), []],
  ])('%s', (_, before, after, expected) => {
    expect(texts(before, after)).toEqual(
      expected.map((text) => (typeof text === 'string' ? `pod-security: ${text}` : text) as unknown),
    );
  });
});

describe('tokens of service accounts', () => {
  const off = safe(', serviceAccountName: iris, automountServiceAccountToken: false');
  const on = `pod-security: ${IRIS} has pods that mount the token of ServiceAccount 'iris', and did not before`;
  test.each<[string, string, string, string[]]>([
    ['are mounted newly', off, safe(', serviceAccountName: iris'), [on]],
    ['are not where the account says so', off, safe(', serviceAccountName: iris') + account(false), []],
    [
      'are where the account no longer says so',
      safe(', serviceAccountName: iris') + account(false),
      safe(', serviceAccountName: iris') + account(true),
      [on],
    ],
    ['are mounted as before', safe(), safe(', automountServiceAccountToken: true'), []],
  ])('%s', (_, before, after, expected) => {
    expect(texts(before, after)).toEqual(expected);
  });
});

describe('exposure', () => {
  const title = "Service 'iris' in namespace 'vision'";
  const ingress = (rules: string, more = '') => object('networking.k8s.io/v1', 'Ingress', `rules: [${rules}]${more}`);
  const host = (name: string) =>
    `{ host: ${name}, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }] } }`;
  const A = host('a.example.com');
  const traefik = (more: string) =>
    object('traefik.io/v1alpha1', 'IngressRoute', `routes: [{ match: 'Host(\`a.example.com\`)', kind: Rule }]${more}`);
  const gateway = (protocol: string) =>
    object('gateway.networking.k8s.io/v1', 'Gateway', `listeners: [{ name: web, port: 443, protocol: ${protocol} }]`);
  const openShift = (more: string) => object('route.openshift.io/v1', 'Route', `host: a.example.com${more}`);
  test.each<[string, string, string, string[]]>([
    ['is none of a Service inside of the cluster', '', service('ports: []'), []],
    [
      'through a load balancer',
      service('type: ClusterIP'),
      service('type: LoadBalancer'),
      [`${title} is reachable through a load balancer (type LoadBalancer, before ClusterIP)`],
    ],
    [
      'on nodes, of a new Service',
      '',
      service('type: NodePort'),
      [`${title} is reachable on a port of every node (type NodePort, and is new)`],
    ],
    ['that is taken back', service('type: LoadBalancer'), service('type: NodePort'), []],
    [
      'by external addresses',
      service('externalIPs: [192.0.2.1]'),
      service('externalIPs: [192.0.2.1, 192.0.2.2]'),
      [`${title} takes what nodes get for external addresses 192.0.2.2`],
    ],
    [
      'to everywhere',
      service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]'),
      service('type: LoadBalancer'),
      [`${title} takes connections from everywhere, before from 10.0.0.0/8 alone`],
    ],
    [
      'to more addresses',
      service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]'),
      service('type: LoadBalancer, loadBalancerSourceRanges: [10.1.0.0/16, 0.0.0.0/0]'),
      [`${title} takes connections from 0.0.0.0/0 as well`],
    ],
    [
      'by a new host',
      ingress(A),
      ingress(`${A}, ${host('b.example.com')}`),
      ["Ingress 'iris' in namespace 'vision' takes requests for 'b.example.com', which no route took before"],
    ],
    [
      'by a route for every host',
      '',
      ingress(host('x').replace('host: x, ', '')),
      ["Ingress 'iris' in namespace 'vision' takes requests for every host, which no route took before"],
    ],
    ['is the same through another route', ingress(A), traefik(''), []],
    [
      'without TLS, of an Ingress',
      ingress(A, ', tls: [{ hosts: [a.example.com] }]'),
      ingress(A),
      ["Ingress 'iris' in namespace 'vision' no longer takes requests for 'a.example.com' over TLS"],
    ],
    [
      "without TLS, of a route of Traefik's",
      traefik(', tls: {}'),
      traefik(''),
      ["IngressRoute 'iris' in namespace 'vision' no longer takes its requests over TLS"],
    ],
    [
      "without TLS, of a route of OpenShift's",
      openShift(', tls: { termination: edge }'),
      openShift(''),
      ["Route 'iris' in namespace 'vision' no longer takes its requests over TLS"],
    ],
    [
      'without TLS, of a Gateway',
      gateway('HTTPS'),
      gateway('HTTP'),
      ["Gateway 'iris' in namespace 'vision' no longer takes requests over TLS on its listener 'web'"],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(texts(before, after)).toEqual(expected.map((text) => `exposure: ${text}`));
  });
});
