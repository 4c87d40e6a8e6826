import { readUrl } from '../private/check-url';
import { checkTexts } from '../private/check-text';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import type { INetworkPeer } from './network-peer';
import { peerProblems } from './check-peers';
import { peerOfUrl } from './url-peer';

/** The proxy through which pods reach what is outside of the cluster. */
export interface EgressProxyOptions {
  /** URL of the proxy, for example `http://proxy.egress.svc:3128`. */
  readonly url: string;

  /**
   * Pods or addresses of the proxy, for NetworkPolicies.
   *
   * @default - the namespace or address that the URL names; required where it names neither
   */
  readonly peer?: INetworkPeer;

  /**
   * Hosts and domains that are reached without the proxy, besides those of the cluster and the metadata servers of clouds.
   *
   * @default - none
   */
  readonly noProxy?: string[];
}

/** Never through a proxy: the pod itself, the cluster, and where clouds serve credentials. */
const NEVER = [
  'localhost',
  '127.0.0.1',
  '169.254.169.254',
  '169.254.170.23',
  'metadata.google.internal',
  '.svc',
  '.cluster.local',
];

/**
 * The proxy through which pods reach what is outside of the cluster. Downloads of weights go through it, and their
 * NetworkPolicies let them out to nothing else.
 *
 * @example
 * import { CidrPeer, ClusterProfile, EgressProxy } from 'cdk8s-model-serving';
 *
 * const cluster = ClusterProfile.of({
 *   egressProxy: EgressProxy.of({ url: 'http://proxy.corp.example.com:3128', peer: CidrPeer.of('10.1.2.3/32') }),
 * });
 */
export class EgressProxy {
  /**
   * Declares a proxy.
   *
   * @param options URL, peers
   */
  public static of(options: EgressProxyOptions): EgressProxy {
    return new EgressProxy(options);
  }

  private readonly options: Partial<EgressProxyOptions>;
  private readonly found = new Problems('');
  private readonly derived: INetworkPeer | undefined;

  private constructor(options: EgressProxyOptions) {
    this.options = optionsOf(this.found, options, 'EgressProxyOptions');
    const { url, peer, noProxy } = this.options;
    const read = readUrl('url', url, ['http', 'https']);
    this.found.add(checkTexts('noProxy', noProxy), peer === undefined ? [] : peerProblems([peer]));
    if ('problem' in read) {
      this.found.add(read.problem);
      return;
    }
    const derived = peerOfUrl(read.url);
    if (typeof derived !== 'string') this.derived = derived;
    else if (peer === undefined) {
      this.found.add(
        `peer must be given where the URL names neither an address nor a Service as <service>.<namespace>.svc, got '${read.url.hostname}'; set it to NamespacePeer.named(...) or CidrPeer.of(...)`,
      );
    }
  }

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }

  /** Whom pods are let out to. @internal */
  public get _peer(): INetworkPeer | undefined {
    return this.options.peer ?? this.derived;
  }

  /**
   * Variables that make programs use it. In lower case, which curl, Python and Go all read: curl takes `http_proxy` in no
   * other (https://curl.se/libcurl/c/libcurl-env.html).
   *
   * @internal
   */
  public get _env(): { readonly [name: string]: string } {
    const { url = '', noProxy = [] } = this.options;
    return { http_proxy: url, https_proxy: url, no_proxy: [...NEVER, ...noProxy].join(',') };
  }
}
