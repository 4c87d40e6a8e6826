import { isIP } from 'node:net';
import { show } from '../manifest';
import { at, dns1123Subdomain, type Problem } from '../names';
import type { PodRule } from './pod-rule';

/** Name resolution of a pod. */
export const dnsRule: PodRule = function* ({ spec, specPath }) {
  const { nameservers = [], searches = [], options = [] } = spec.dnsConfig ?? {};
  const where = `${specPath}.dnsConfig`;
  if (spec.dnsPolicy === 'None' && nameservers.length === 0) {
    yield `${where}.nameservers must hold an address with the dnsPolicy None`;
  }
  if (nameservers.length > 3) yield `${where}.nameservers must hold at most 3 addresses, got ${nameservers.length}`;
  for (const [index, server] of nameservers.entries()) yield* at(`${where}.nameservers[${index}]`, address(server));
  for (const [index, domain] of searches.entries()) {
    yield* at(`${where}.searches[${index}]`, dns1123Subdomain(domain.replace(/\.$/, '')));
  }
  for (const [index, option] of options.entries()) {
    if ((option.name ?? '') === '') yield `${where}.options[${index}].name is required`;
  }
  for (const [index, alias] of (spec.hostAliases ?? []).entries()) {
    yield* at(`${specPath}.hostAliases[${index}].ip`, address(alias.ip));
    for (const name of alias.hostnames ?? []) {
      yield* at(`${specPath}.hostAliases[${index}].hostnames`, dns1123Subdomain(name));
    }
  }
};

function address(text: unknown): Problem {
  return typeof text === 'string' && isIP(text) !== 0 ? undefined : `must be an IP address, got ${show(text)}`;
}
