import { CidrPeer, ClusterProfile, EgressProxy, type EgressProxyOptions, NamespacePeer } from '../../lib';
import { failureOf } from '../support/declare';

const proxy = (options: object) => EgressProxy.of(options as EgressProxyOptions);
const failure = (egressProxy: unknown) =>
  failureOf(() => ClusterProfile.of({ egressProxy: egressProxy as EgressProxy }));

describe('an egress proxy', () => {
  test.each([
    ['http://proxy.egress.svc:3128', { namespaceName: 'egress' }],
    ['http://proxy.egress.svc.cluster.local:3128', { namespaceName: 'egress' }],
    ['http://10.0.0.9:3128', { cidr: '10.0.0.9/32', limitedToPorts: [3128] }],
    ['https://[2001:db8::9]', { cidr: '2001:db8::9/128', limitedToPorts: [443] }],
  ])('at %s is reached as %p', (url, peer) => {
    expect(proxy({ url })._peer?.toNetworkPeer()).toEqual(peer);
  });

  test('is reached as its peer says', () => {
    const peer = CidrPeer.of('10.9.0.0/16').limitedToPorts(3128);
    expect(proxy({ url: 'http://proxy.corp:3128', peer })._peer).toBe(peer);
  });

  test('is told to programs in variables that all of them read', () => {
    expect(proxy({ url: 'http://10.0.0.9:3128', noProxy: ['.corp'] })._env).toEqual({
      http_proxy: 'http://10.0.0.9:3128',
      https_proxy: 'http://10.0.0.9:3128',
      no_proxy: 'localhost,127.0.0.1,169.254.169.254,169.254.170.23,metadata.google.internal,.svc,.cluster.local,.corp',
    });
  });

  test.each([
    [
      { url: 'http://proxy.corp:3128' },
      "egressProxy.peer must be given where the URL names neither an address nor a Service as <service>.<namespace>.svc, got 'proxy.corp'; set it to NamespacePeer.named(...) or CidrPeer.of(...)",
    ],
    [{ url: 'http://proxy:3128' }, 'egressProxy.peer must be given'],
    [{ url: 'http://user:hidden@10.0.0.9' }, 'egressProxy.url must hold no user and password'],
    [
      { url: 'socks5://10.0.0.9' },
      "egressProxy.url must be a URL that begins with 'http://...' or 'https://...', got 'socks5://10.0.0.9'",
    ],
    [{}, "egressProxy.url must be a URL that begins with 'http://...' or 'https://...', got nothing"],
    [{ url: 'http://10.0.0.9', noProxy: [1] }, 'egressProxy.noProxy must be a list of texts'],
    [
      { url: 'http://10.0.0.9', peer: 'proxy' },
      "egressProxy.peers must be servers, tenants, NamespacePeer or CidrPeer values, got 'proxy'",
    ],
    [{ url: 'http://10.0.0.9', port: 1 }, "egressProxy: there is no prop 'port'"],
  ])('%p is refused', (options, message) => {
    const said = failure(proxy(options));
    expect(said).toContain(message);
    expect(said).not.toContain('hidden');
  });

  test('is made by its factory', () => {
    expect(failure('http://proxy')).toContain("egressProxy must be made by EgressProxy.of(...), got 'http://proxy'");
    expect(() =>
      ClusterProfile.of({ egressProxy: proxy({ url: 'http://p.corp', peer: NamespacePeer.external('p') }) }),
    ).not.toThrow();
  });
});
