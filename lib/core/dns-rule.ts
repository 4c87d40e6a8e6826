import { hostCidr } from '../private/ip';
import type { JsonObject } from '../private/json';
import { LABEL } from '../private/labels';
import type { ClusterProfile } from './cluster-profile';

/** The egress rule that lets pods ask for names, over UDP and TCP. */
export function dnsRule(profile: ClusterProfile): JsonObject {
  return {
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
    to: [
      { namespaceSelector: { matchLabels: { [LABEL.NAMESPACE_NAME]: profile._dnsNamespaceName } } },
      ...profile._nodeLocalDnsAddresses.map((address) => ({ ipBlock: { cidr: hostCidr(address) } })),
    ],
  };
}
