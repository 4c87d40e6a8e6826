import { answer, type Answer, type TraefikImplementation } from '.';
import { ingressRoute, middleware, services, traefikService } from './objects';

const chart: TraefikImplementation = {
  kind: 'traefik',
  allowEmptyServices: true,
  allowCrossNamespace: false,
  version: '3.7',
};
const binary = { ...chart, allowEmptyServices: false };
const pool = services('stable', 'canary', 'shadow', 'other/stable');
const empty = { endpoints: { 'shop/canary': 0 } };

const to = (name: string, rest: object = {}): object => ({ name, port: 80, ...rest });
const route = (...targets: object[]): object =>
  ingressRoute([{ match: 'PathPrefix(`/`)', kind: 'Rule', services: targets }]);
const named = (name: string): object => ({ name, kind: 'TraefikService' });

function ask(objects: readonly object[], implementation = chart, surroundings = {}): Answer {
  return answer([...pool, ...objects], implementation, { host: 'h', path: '/' }, surroundings);
}

describe('weights: https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/', () => {
  it.each<[string, object[], Record<string, string>]>([
    [
      'are relative',
      [to('stable', { weight: 95 }), to('canary', { weight: 5 })],
      { 'shop/canary:80': '1/20', 'shop/stable:80': '19/20' },
    ],
    [
      'are 1 by default',
      [to('stable', { weight: 3 }), to('canary')],
      { 'shop/canary:80': '1/4', 'shop/stable:80': '3/4' },
    ],
    ['of 0 leave a service out', [to('stable', { weight: 7 }), to('canary', { weight: 0 })], { 'shop/stable:80': '1' }],
    ['of a single service do not matter', [to('canary', { weight: 0 })], { 'shop/canary:80': '1' }],
  ])('%s', (_, targets, backends) => {
    expect(ask([route(...targets)])).toHaveProperty('backends', backends);
  });

  it('answers 503 when all weights are 0', () => {
    expect(ask([route(to('stable', { weight: 0 }), to('canary', { weight: 0 }))])).toMatchObject({ status: 503 });
  });

  it('are multiplied in nested services', () => {
    const inner = traefikService('inner', { weighted: { services: [to('stable'), to('canary')] } });
    const outer = traefikService('outer', { weighted: { services: [named('inner'), to('shadow', { weight: 3 })] } });
    expect(ask([inner, outer, route(named('outer'))])).toMatchObject({
      backends: { 'shop/canary:80': '1/8', 'shop/shadow:80': '3/4', 'shop/stable:80': '1/8' },
    });
  });
});

describe('services without ready endpoints: `loadServers` of the kubernetesCRD provider', () => {
  const targets = [to('stable', { weight: 95 }), to('canary', { weight: 5 })];

  it('take all of the route down without allowEmptyServices, even with a weight of 0', () => {
    expect(ask([route(...targets)], binary, empty)).toMatchObject({ status: 404 });
    expect(ask([route(to('stable'), to('canary', { weight: 0 }))], binary, empty)).toMatchObject({ status: 404 });
    const split = traefikService('split', { weighted: { services: targets } });
    const given = ask([split, route(named('split'))], binary, empty);
    expect(given).toMatchObject({ status: 404 });
    expect(given.notes).toEqual([
      'TraefikService/shop/split is not built: shop/canary has no ready endpoints, which needs allowEmptyServices',
      'IngressRoute/shop/models routes[0] is down: the service shop-split does not exist',
    ]);
  });

  it('cost their own share with it', () => {
    expect(ask([route(...targets)], chart, empty)).toMatchObject({
      backends: { 'shop/stable:80': '19/20', 'status 503': '1/20' },
    });
  });

  it('take a mirrored service down as well when they are the mirror', () => {
    const mirrored = traefikService('mirrored', {
      mirroring: { ...to('stable'), mirrors: [to('canary', { percent: 10 })] },
    });
    expect(ask([mirrored, route(named('mirrored'))], binary, empty)).toMatchObject({ status: 404 });
  });
});

describe('mirrors', () => {
  const mirrored = (...mirrors: object[]): object =>
    traefikService('mirrored', { mirroring: { ...to('stable'), mirrors } });

  it('get a percentage of the requests, whose answers they do not give', () => {
    expect(ask([mirrored(to('shadow', { percent: 10 })), route(named('mirrored'))])).toMatchObject({
      backends: { 'shop/stable:80': '1' },
      mirrors: { 'shop/shadow:80': 10 },
    });
  });

  it('get nothing without a percentage', () => {
    expect(ask([mirrored(to('shadow')), route(named('mirrored'))])).toMatchObject({ mirrors: {} });
  });

  it('get their part of the share of what they mirror', () => {
    const targets = [{ ...named('mirrored'), weight: 1 }, to('canary', { weight: 3 })];
    expect(ask([mirrored(to('shadow', { percent: 10 })), route(...targets)])).toMatchObject({
      backends: { 'shop/canary:80': '3/4', 'shop/stable:80': '1/4' },
      mirrors: { 'shop/shadow:80': 2.5 },
    });
  });
});

describe('references', () => {
  it.each<[string, object]>([
    ['a Service that does not exist', to('gone')],
    ['a port the Service does not have', { name: 'stable', port: 81 }],
    ['no port', { name: 'stable' }],
    ['a Service of another namespace', to('stable', { namespace: 'other' })],
    ['a TraefikService that does not exist', named('gone')],
    ['a ServersTransport that does not exist', to('stable', { serversTransport: 'gone' })],
    ['a health check', to('stable', { healthCheck: { path: '/' } })],
  ])('to %s take the router down', (_, target) => {
    expect(ask([route(target)])).toMatchObject({ outcome: 'reply', status: 404 });
  });

  it('lead to other namespaces with allowCrossNamespace', () => {
    const given = ask([route(to('stable', { namespace: 'other' }))], { ...chart, allowCrossNamespace: true });
    expect(given).toMatchObject({ backends: { 'other/stable:80': '1' } });
  });

  it('take ports by name', () => {
    expect(ask([route({ name: 'stable', port: 'http' })])).toMatchObject({ backends: { 'shop/stable:80': '1' } });
  });

  it('to a ServersTransport are noted with its fields', () => {
    const spec = { forwardingTimeouts: { responseHeaderTimeout: '30s' } };
    const transport = {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'ServersTransport',
      metadata: { name: 'slow', namespace: 'shop' },
      spec,
    };
    expect(ask([transport, route(to('stable', { serversTransport: 'slow' }))])).toMatchObject({
      passes: [{ kind: 'serversTransport', from: 'ServersTransport/shop/slow', config: spec }],
    });
  });

  it('say which protocol is spoken', () => {
    expect(ask([route(to('stable', { scheme: 'h2c' }))])).toMatchObject({
      seen: { 'shop/stable:80': { protocol: 'h2c' } },
    });
  });

  it('without any target answer nothing', () => {
    expect(ask([route()])).toMatchObject({ status: 404 });
    expect(ask([route({ name: 'noop@internal', kind: 'TraefikService' })])).toMatchObject({ status: 418 });
  });
});

it('notes names that Traefik joins to the same', () => {
  const twice = [middleware('b-c', { compress: {} }, 'a'), middleware('c', { retry: { attempts: 2 } }, 'a-b')];
  expect(ask([...twice, route(to('stable'))]).notes).toEqual([
    'name: Middleware/a/b-c and Middleware/a-b/c are both called a-b-c',
  ]);
  const sticky = { sticky: { cookie: { name: 'x' } } };
  const split = [
    route(to('stable'), to('canary')),
    traefikService('s', { weighted: { services: [to('stable', sticky)] } }),
  ];
  expect(ask(split).notes.join()).toMatch('are both called shop-stable-80');
});

it('knows what a version does not have', () => {
  const failover = traefikService('f', {
    failover: { service: to('canary'), fallback: to('stable'), errors: { status: ['500-504'] } },
  });
  const objects = [failover, route(named('f'))];
  expect(ask(objects, chart, empty)).toMatchObject({ backends: { 'shop/stable:80': '1' } });
  expect(ask(objects, { ...chart, version: '3.6.2' })).toMatchObject({ status: 404 });
});
