import { asList, at, chain, each, fill, fillZero, ownField, type Change } from '../fields/fields';

const rule: Change = (object) => each(object, 'ports', (port) => fillZero(port, { protocol: 'TCP' }));

/** https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/networking/v1/defaults.go */
export const networkPolicy: Change = chain(
  (spec) => {
    if (asList(ownField(spec, 'policyTypes')).length > 0) return spec;
    const types = asList(ownField(spec, 'egress')).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    return { ...spec, policyTypes: types };
  },
  (spec) => each(spec, 'ingress', rule),
  (spec) => each(spec, 'egress', rule),
);

export const ingressClass: Change = at(['parameters'], (reference) => fill(reference, { scope: 'Cluster' }));

/** Defaults of the definitions, v1: https://gateway-api.sigs.k8s.io/reference/spec/ */
const parent: Change = (reference) => fill(reference, { group: 'gateway.networking.k8s.io', kind: 'Gateway' });
const backend: Change = chain(
  (reference) => fill(reference, { group: '', kind: 'Service', weight: 1 }),
  (reference) => each(reference, 'filters', filter),
);
const mirrored: Change = (reference) => fill(reference, { group: '', kind: 'Service' });
const exact: Change = (match) => fill(match, { type: 'Exact' });

function filter(object: Parameters<Change>[0]): ReturnType<Change> {
  const mirror = at(['requestMirror', 'backendRef'], mirrored)(object);
  return at(['requestRedirect'], (redirect) => fill(redirect, { statusCode: 302 }))(mirror);
}

const httpMatch: Change = chain(
  (match) => fill(match, { path: {} }),
  at(['path'], (path) => fill(path, { type: 'PathPrefix', value: '/' })),
  (match) => each(each(match, 'headers', exact), 'queryParams', exact),
);

const grpcMatch: Change = chain(at(['method'], exact), (match) => each(match, 'headers', exact));

function route(rules: Change): Change {
  return chain(
    (spec) => each(spec, 'parentRefs', parent),
    (spec) => each(spec, 'rules', (object) => each(each(rules(object), 'backendRefs', backend), 'filters', filter)),
  );
}

export const httpRoute: Change = chain(
  (spec) => fill(spec, { rules: [{}] }),
  route((object) => each(fill(object, { matches: [{}] }), 'matches', httpMatch)),
);

export const grpcRoute: Change = route((object) => each(object, 'matches', grpcMatch));

/** A listener takes routes of its own namespace unless it says otherwise. */
export const gateway: Change = (spec) =>
  each(spec, 'listeners', (listener) =>
    at(
      ['tls'],
      listenerTls,
    )(
      at(['allowedRoutes'], (routes) =>
        at(['namespaces'], (namespaces) => fill(namespaces, { from: 'Same' }))(fill(routes, { namespaces: {} })),
      )(fill(listener, { allowedRoutes: {} })),
    ),
  );

const listenerTls: Change = (tls) =>
  each(fill(tls, { mode: 'Terminate' }), 'certificateRefs', (reference) =>
    fill(reference, { group: '', kind: 'Secret' }),
  );
