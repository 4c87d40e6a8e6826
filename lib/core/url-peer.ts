import { isIP } from 'node:net';
import { hostCidr } from '../private/ip';
import { CidrPeer, type INetworkPeer, NamespacePeer } from './network-peer';

/** `<service>.<namespace>.svc`, with the cluster's domain or without. */
const SERVICE = /^[a-z0-9-]+\.([a-z0-9-]+)\.svc(\..+)?$/;

/** Whom a URL leads to, as far as a NetworkPolicy can say it. */
export type UrlPeer =
  /** Pods of the same namespace, which everyone may reach. */
  | 'neighbours'
  /** A name that only DNS knows: a policy names addresses. */
  | 'unknown'
  | INetworkPeer;

/** Reads whom a URL leads to. Pods of a Service may listen on other ports than the Service does, so none is named. */
export function peerOfUrl(url: URL): UrlPeer {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return CidrPeer.of(hostCidr(host)).limitedToPorts(portOfUrl(url));
  const namespaceName = SERVICE.exec(host)?.[1];
  if (namespaceName !== undefined) return NamespacePeer.external(namespaceName);
  return host.includes('.') ? 'unknown' : 'neighbours';
}

/** Port of a URL, that of its scheme where it names none. */
export function portOfUrl(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'http:' ? 80 : 443;
}
