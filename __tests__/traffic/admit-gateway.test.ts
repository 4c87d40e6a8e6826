import { CidrPeer, GatewayFacts, IngressRoute, RouteRenderer, RouteRule } from '../../lib';
import type { Manifests } from '../../lib/testing';
import { allows } from '../support/api-server';
import { manifestsFrom } from '../support/declare';
import { RELEASE_HOST, released } from '../support/released';
import { DIALECTS, routed, world } from '../support/routes';

const HOST = RELEASE_HOST;

describe('NetworkPolicies', () => {
  const pod = (namespace: string, labels: Record<string, string>) => ({
    namespace,
    namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
    labels,
  });
  const gateway = pod('traefik', { 'app.kubernetes.io/name': 'traefik' });
  const podsOf = (name: string) => pod('shop', { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name });

  test("admit the gateway's pods on the container port of the route, and nothing else changes", () => {
    const before = manifestsFrom(world(GatewayFacts.traefik()).app);
    const after = routed(({ g }) => [RouteRule.grpc('p.S', g)]);
    expect(allows(after.all, gateway, podsOf('g'), 9000, 'TCP')).toBe(true);
    for (const port of [8000, 80, 9001]) expect(allows(after.all, gateway, podsOf('g'), port, 'TCP')).toBe(false);
    for (const other of [pod('traefik', { 'app.kubernetes.io/name': 'other' }), pod('lab', gateway.labels)])
      expect(allows(after.all, other, podsOf('g'), 9000, 'TCP')).toBe(false);
    expect(allows(after.all, gateway, podsOf('a'), 8000, 'TCP')).toBe(false);
    const rest = (manifests: Manifests) =>
      manifests.all.filter(
        ({ kind, metadata }) => kind !== 'IngressRoute' && !(kind === 'NetworkPolicy' && metadata.name === 'g'),
      );
    expect(rest(after)).toEqual(rest(before));
  });

  test('admit it to every server of a release and to a mirror', () => {
    const { manifests } = released(DIALECTS.traefik);
    for (const name of ['rank-stable', 'rank-canary'])
      expect(allows(manifests.all, gateway, podsOf(name), 8000, 'TCP')).toBe(true);
    const mirrored = routed(({ a, b }) => [RouteRule.pathPrefix('/', a, { mirror: { target: b } })]);
    expect(allows(mirrored.all, gateway, podsOf('b'), 8000, 'TCP')).toBe(true);
  });

  test('admit nobody where the pods of the gateway are not known', () => {
    const after = routed(({ a }) => [RouteRule.pathPrefix('/', a)], { via: DIALECTS.ingress.via });
    expect(after.get('NetworkPolicy', 'a', 'shop').spec.ingress).toHaveLength(1);
  });

  test('admit addresses that a user lets in for a gateway in the network of the nodes', () => {
    const { app, shop, a } = world();
    const via = RouteRenderer.ingress(GatewayFacts.ingress({ className: 'x' }));
    new IngressRoute(shop, 'public', { host: HOST, via, rules: [RouteRule.pathPrefix('/', a)] });
    a.allowFrom(CidrPeer.of('10.1.0.0/16'));
    expect(manifestsFrom(app).get('NetworkPolicy', 'a').spec.ingress[1].from).toEqual([
      { ipBlock: { cidr: '10.1.0.0/16' } },
    ]);
  });
});
