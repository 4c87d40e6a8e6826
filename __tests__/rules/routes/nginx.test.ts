import { readRegexPath, regexPath } from '../../../lib/model/routing/dialects/ingress/nginx-paths';
import { nginxCanaries } from '../../../lib/rules/routes/nginx-canaries';
import { nginxRegexHosts } from '../../../lib/rules/routes/nginx-regex-hosts';
import { uniquePaths } from '../../../lib/rules/routes/unique-paths';
import type { Rule } from '../../../lib/rules/rule';
import { setOfYaml, texts } from '../../support/findings';

const check = (rule: Rule, ...documents: string[]) => texts(rule, setOfYaml(...documents));

interface Parts {
  readonly host?: string;
  readonly path?: string;
  readonly type?: string;
  readonly namespace?: string;
  readonly className?: string;
  readonly annotations?: readonly string[];
}

/** `x: iris` is an Ingress `x` that leads to the Service `iris`. */
function ingress(title: string, parts: Parts = {}): string {
  const [name, service] = title.split(': ');
  const { host = 'a.example', path = '/v1', type = 'Prefix', namespace = 'shop', className = 'nginx' } = parts;
  const annotations = (parts.annotations ?? []).map((each) => `nginx.ingress.kubernetes.io/${each}`).join(', ');
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: ${namespace}, annotations: { ${annotations} } }
spec:
  ingressClassName: ${className}
  rules:
    - host: ${host}
      http: { paths: [{ path: "${path}", pathType: ${type}, backend: { service: { name: ${service}, port: { number: 80 } } } }] }`;
}
const canary = (title: string, parts: Parts = {}, ...annotations: string[]) =>
  ingress(title, {
    ...parts,
    annotations: ['canary: "true"', ...(annotations.length > 0 ? annotations : ['canary-weight: "10"'])],
  });
const main = ingress('x: iris');

describe('a canary that somebody wrote by hand', () => {
  test.each<[string, string[]]>([
    ['by weight', [main, canary('k: next')]],
    ['by a header', [main, canary('k: next', {}, 'canary-by-header: X-Try')]],
    ['by a cookie', [main, canary('k: next', {}, 'canary-by-cookie: try')]],
    ['before the Ingress that it is for', [canary('k: next'), main]],
    ['for an Ingress that is made elsewhere', [canary('k: next')]],
    [
      'for two hosts that lead to one Service',
      [main, ingress('z: iris', { host: 'b.example' }), canary('k: next'), canary('w: next', { host: 'b.example' })],
    ],
    ['without a share, wherever it leads', [main, canary('k: iris', {}, 'canary-weight: "0"')]],
    [
      'of a Service that another class leads to',
      [main, ingress('z: iris', { className: 'other', path: '/z' }), canary('k: next')],
    ],
  ])('%s is no duplicate path, and fine', (_what, documents) => {
    expect(check(uniquePaths, ...documents)).toEqual([]);
    expect(check(nginxCanaries, ...documents)).toEqual([]);
  });

  test.each<[string, string[], string]>([
    [
      'of another path',
      [main, canary('k: next', { path: '/v2' })],
      "is a canary for Prefix /v2 on the host 'a.example', for which there is no other Ingress, so that ingress-nginx ignores it; repeat host, path and type of the Ingress that it is for",
    ],
    [
      'of another type',
      [main, canary('k: next', { type: 'Exact' })],
      "is a canary for Exact /v1 on the host 'a.example', for which there is no other Ingress",
    ],
    [
      'of the same Service',
      [main, canary('k: iris')],
      "leads to Service 'iris', to which 'app/0' leads on the host 'a.example' already, so that ingress-nginx ignores it; give the canary a Service of its own",
    ],
    [
      'of a Service that another path of the host leads to',
      [main, ingress('z: next', { path: '/z' }), canary('k: next')],
      "leads to Service 'next', to which 'app/1' leads",
    ],
    [
      'beside another one for the Service',
      [main, ingress('z: iris', { path: '/z' }), canary('k: next'), canary('w: later', { path: '/z' })],
      "is a canary of Service 'iris', which has that of 'app/2' already, so that ingress-nginx ignores it; leave one canary for a Service",
    ],
    [
      'of another namespace',
      [main, canary('k: next', { namespace: 'lab' })],
      "takes a share of the requests of 'app/0', which is of another namespace; declare the canary where the Ingress is that it is for",
    ],
    [
      'whose Service other paths lead to',
      [main, ingress('z: iris', { host: 'b.example', path: '/z' }), canary('k: next')],
      "leads /z on the host 'b.example' to Service 'iris', into which ingress-nginx merges the canary of 'app/2': these requests are shared as well; lead the two paths to Services of their own, or declare the canary for both",
    ],
    [
      'of a weight that is no number',
      [main, canary('k: next', {}, 'canary-weight: "10%"', 'canary-by-cookie: a')],
      "canary-weight must be a whole number, got '10%', which ingress-nginx takes for 0; write a number such as 10",
    ],
    [
      'of a value without a header',
      [main, canary('k: next', {}, 'canary-weight: "1"', 'canary-by-header-value: a')],
      'has canary-by-header-value without canary-by-header, which has no effect; name the header',
    ],
    [
      'that does not say so',
      [ingress('k: next', { annotations: ['canary-weight: "10"'] })],
      'has annotations of a canary without the annotation canary, so that ingress-nginx ignores them',
    ],
  ])('%s is told', (_what, documents, message) => {
    const found = check(nginxCanaries, ...documents);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  test('is one for a path: two are a duplicate', () => {
    const found = check(uniquePaths, main, canary('k: next'), canary('w: later'));
    expect(found).toEqual([
      "'app/2': takes /v1 as a canary on the host 'a.example', which 'app/1' takes already; change the host, the path or another condition of one",
    ]);
  });

  test("is an Ingress as any other to Traefik's own provider", () => {
    const className = 'traefik';
    expect(check(uniquePaths, ingress('x: iris', { className }), canary('k: next', { className }))).toHaveLength(1);
  });
});

describe('a host whose paths are regular expressions', () => {
  const rewriting = ingress('x: iris', {
    path: '/iris(/|$)(.*)',
    type: 'ImplementationSpecific',
    annotations: ['rewrite-target: /$2'],
  });
  test.each<[string, string[], string[]]>([
    ['has other hosts beside it', [rewriting, ingress('k: rose', { host: 'b.example' })], []],
    ['has other classes beside it', [rewriting, ingress('k: rose', { className: 'other' })], []],
    ['has a path for everything', [rewriting, ingress('k: rose', { path: '/' })], []],
    [
      'has expressions alone',
      [rewriting, ingress('k: rose', { path: '/rose(/|$)', type: 'ImplementationSpecific' })],
      [],
    ],
    ['is none where the path becomes itself', [ingress('x: iris', { annotations: ['rewrite-target: /v1'] })], []],
    [
      'has a prefix of another Ingress',
      [rewriting, ingress('k: rose', { path: '/rose' })],
      [
        "'app/1': has the path Prefix /rose on the host 'a.example', of which 'app/0' makes regular expressions on ingress-nginx: it takes '/rosex' as well; write /rose(/|$) with the type ImplementationSpecific, or give the rewrite a host of its own",
      ],
    ],
    [
      'has an exact path of another Ingress',
      [ingress('k: rose', { path: '/rose', type: 'Exact' }), rewriting],
      [
        "'app/0': has the path Exact /rose on the host 'a.example', of which 'app/1' makes regular expressions on ingress-nginx: it takes '/rosex' as well; write /rose$ with the type ImplementationSpecific, or give the rewrite a host of its own",
      ],
    ],
    [
      'has a prefix of its own',
      [ingress('x: iris', { annotations: ['use-regex: "true"'] })],
      [
        "'app/0': has the path Prefix /v1 on the host 'a.example', of which the same Ingress makes regular expressions on ingress-nginx: it takes '/v1x' as well; write /v1(/|$) with the type ImplementationSpecific, or give the rewrite a host of its own",
      ],
    ],
  ])('%s', (_what, documents, expected) => {
    expect(check(nginxRegexHosts, ...documents)).toEqual(expected);
  });

  test.each([
    ['prefix', '/'],
    ['exact', '/'],
    ['prefix', '/v1'],
    ['exact', '/v1.5/x-y_z'],
    ['prefix', '/a.b/(c)'],
  ] as const)('is read back: %s %s', (form, path) => {
    expect(readRegexPath(regexPath(form, path))).toEqual({ form, path });
  });

  test.each(['/v1', '/v1(/|$)(.*)', '/(?-i)v1', 'v1', '/(?-i)v.1(/|$)(.*)'])('is left as it is: %s', (text) => {
    expect(readRegexPath(text)).toBeUndefined();
  });
});

describe('what no rule of a class takes', () => {
  const everything = (name: string, className?: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop }
spec:
  ${className === undefined ? '' : `ingressClassName: ${className}`}
  defaultBackend: { service: { name: ${name}, port: { number: 80 } } }`;
  test.each<[string, string | undefined, number]>([
    ['one controller', 'nginx', 1],
    ['a load balancer each', 'gce', 0],
    ['a load balancer each', 'alb', 0],
    ['nobody knows which', undefined, 0],
  ])('is taken twice on %s: %s', (_what, className, count) => {
    expect(check(uniquePaths, everything('a', className), everything('b', className))).toHaveLength(count);
  });
});
