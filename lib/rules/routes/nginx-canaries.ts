import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import {
  canariesByUpstream,
  canaryPaths,
  type CanaryPath,
  hasNginxFlag,
  isNginxCanary,
  nginxAnnotation,
  upstreamOf,
  wholeNumber,
} from '../../model/routing/dialects/ingress/nginx-canaries';
import { backendsOf, type IngressBackend, ingressesOf } from '../../model/routing/ingresses';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const nginxCanaries: Rule = {
  id: 'nginx-canaries',
  title: 'canaries of ingress-nginx share the requests that their annotations say, and no others',
  severity: 'error',
  reason:
    'An Ingress with the annotation canary takes no requests by itself: ingress-nginx merges its Service into that of an Ingress with the same host, path and type, and ignores it in silence where there is none, where another path of the host leads to its Service already, or where that Service has a canary already. What it is merged into is the Service, not the path: every other path of the class that leads to the Service shares its requests as well, whatever host it has, which is a warning. A weight that is no whole number is 0. The Ingress that a canary is for may be made elsewhere: where the set has none of the host, nothing is said. A header wins over a cookie, and both over the weight.',
  sources: [
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
    'internal/ingress/controller/controller.go (mergeAlternativeBackends) of kubernetes/ingress-nginx',
    'https://github.com/kubernetes/ingress-nginx/issues/4692',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: iris, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: iris-canary
  namespace: vision
  annotations: { nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '10' }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris/
            pathType: Exact
            backend: { service: { name: iris-canary, port: { number: 80 } } }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: iris, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: iris-canary
  namespace: vision
  annotations: { nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '10' }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris-canary, port: { number: 80 } } }`,
  },
  check(set) {
    return once([
      ...ingressesOf(set).flatMap(annotationViolations),
      ...canaryPaths(set).flatMap((path) => pathViolations(set, path)),
      ...sharedServices(set),
    ]);
  },
};

const ANNOTATIONS = '/metadata/annotations';

function annotationViolations(route: Manifest): Violation[] {
  const [weight, value, header] = ['canary-weight', 'canary-by-header-value', 'canary-by-header'].map((name) =>
    nginxAnnotation(route, name),
  );
  const violation = (message: string, fix: string): Violation => ({ manifest: route, at: ANNOTATIONS, message, fix });
  const isAsked = [weight, header, nginxAnnotation(route, 'canary-by-cookie')].some((each) => each !== undefined);
  if (isAsked && !hasNginxFlag(route, 'canary'))
    return [
      violation(
        'has annotations of a canary without the annotation canary, so that ingress-nginx ignores them',
        "add nginx.ingress.kubernetes.io/canary: 'true'",
      ),
    ];
  if (!isNginxCanary(route)) return [];
  return [
    ...(weight !== undefined && wholeNumber(weight) === undefined
      ? [
          violation(
            `canary-weight must be a whole number, got ${show(weight)}, which ingress-nginx takes for 0`,
            'write a number such as 10',
          ),
        ]
      : []),
    ...(value !== undefined && header === undefined
      ? [violation('has canary-by-header-value without canary-by-header, which has no effect', 'name the header')]
      : []),
  ];
}

/** A canary that leads nobody anywhere changes nothing, wherever it is ignored. */
function isIdle({ canary: { weight, header, cookie } }: CanaryPath): boolean {
  return weight === 0 && header === undefined && cookie === undefined;
}

function pathViolations(set: ManifestSet, path: CanaryPath): Violation[] {
  const { canary, backend, main, leadsThere } = path;
  if (isIdle(path)) return [];
  const at = `/${backend.where.replace(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;
  const where = `${backend.type} ${backend.text} on the host '${backend.host}'`;
  const violation = (message: string, fix: string, other?: IngressBackend): Violation => ({
    manifest: canary.route,
    at,
    message,
    fix,
    others: other ? [other.route] : [],
  });
  if (leadsThere)
    return [
      violation(
        `leads to Service '${backend.name}', to which ${titleOf(leadsThere.route)} leads on the host '${backend.host}' already, so that ingress-nginx ignores it`,
        'give the canary a Service of its own',
        leadsThere,
      ),
    ];
  if (!main)
    return hasHost(set, backend)
      ? [
          violation(
            `is a canary for ${where}, for which there is no other Ingress, so that ingress-nginx ignores it`,
            'repeat host, path and type of the Ingress that it is for',
          ),
        ]
      : [];
  const first = canariesByUpstream(set).get(upstreamOf(main));
  if (first && upstreamOf(first.backend) !== upstreamOf(backend))
    return [
      violation(
        `is a canary of Service '${main.name}', which has that of ${titleOf(first.canary.route)} already, so that ingress-nginx ignores it`,
        'leave one canary for a Service',
        first.backend,
      ),
    ];
  return main.namespaceName === backend.namespaceName
    ? []
    : [
        violation(
          `takes a share of the requests of ${titleOf(main.route)}, which is of another namespace`,
          'declare the canary where the Ingress is that it is for',
          main,
        ),
      ];
}

function hasHost(set: ManifestSet, { host }: IngressBackend): boolean {
  return ingressesOf(set).some(
    (route) => !isNginxCanary(route) && backendsOf(route).some((each) => each.host === host),
  );
}

/** Paths that share their requests with a canary though none is declared for them. */
function sharedServices(set: ManifestSet): Violation[] {
  const merged = canariesByUpstream(set);
  if (merged.size === 0) return [];
  const meant = new Set(
    canaryPaths(set).map(
      ({ canary, main }) =>
        main && `${upstreamOf(main)}\n${main.host}\n${main.type} ${main.path}\n${canary.route.name}`,
    ),
  );
  const isMeant = ({ host, type, path }: IngressBackend, upstream: string): boolean =>
    [...meant].some((each) => each?.startsWith(`${upstream}\n${host}\n${type} ${path}\n`));
  return ingressesOf(set)
    .filter((route) => !isNginxCanary(route))
    .flatMap((route) =>
      backendsOf(route).flatMap((backend): Violation[] => {
        const upstream = upstreamOf(backend);
        const found = merged.get(upstream);
        if (!found || isIdle(found) || isMeant(backend, upstream)) return [];
        return [
          {
            manifest: route,
            severity: 'warning',
            message: `leads ${backend.text} on the host '${backend.host}' to Service '${backend.name}', into which ingress-nginx merges the canary of ${titleOf(found.canary.route)}: these requests are shared as well`,
            fix: 'lead the two paths to Services of their own, or declare the canary for both',
            others: [found.canary.route],
          },
        ];
      }),
    );
}
