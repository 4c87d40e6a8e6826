import { isIP } from 'node:net';
import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, children, optionalText, text, texts } from '../fields';
import { dnsSubdomain, oneOf } from '../names';
import type { Refusals } from '../refusal';

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX_SERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_LENGTH = 2048;
/** From this version on search domains may hold '_', and be '.'. */
const RELAXED_SEARCHES = 33;

/** Name resolution of a pod. `at` is the pointer to the spec. */
export function dns(at: string, spec: JsonObject, out: Refusals): void {
  const policy = optionalText(spec, 'dnsPolicy');
  if (policy) out.problem(`${at}/dnsPolicy`, oneOf(policy, POLICIES));
  const config = child(spec, 'dnsConfig');
  if (policy === 'None' && texts(config ?? {}, 'nameservers').length === 0) {
    out.invalid(`${at}/dnsConfig/nameservers`, "must hold an address with the dnsPolicy 'None'");
  }
  if (config) dnsConfig(`${at}/dnsConfig`, config, out);
  children(spec, 'hostAliases').forEach((alias, index) => {
    const where = `${at}/hostAliases/${index}`;
    out.problem(`${where}/ip`, address(text(alias, 'ip')));
    texts(alias, 'hostnames').forEach((name, position) => {
      out.problem(`${where}/hostnames/${position}`, dnsSubdomain(name));
    });
  });
}

function dnsConfig(at: string, config: JsonObject, out: Refusals): void {
  const [servers, searches] = [texts(config, 'nameservers'), texts(config, 'searches')];
  if (servers.length > MAX_SERVERS) {
    out.invalid(`${at}/nameservers`, `must hold at most ${MAX_SERVERS} addresses, got ${servers.length}`);
  }
  servers.forEach((server, index) => {
    out.problem(`${at}/nameservers/${index}`, address(server));
  });
  if (searches.length > MAX_SEARCHES || searches.join(' ').length > MAX_SEARCH_LENGTH) {
    out.invalid(`${at}/searches`, `must hold at most ${MAX_SEARCHES} domains and ${MAX_SEARCH_LENGTH} characters`);
  }
  searches.forEach((domain, index) => {
    search(`${at}/searches/${index}`, domain, out);
  });
  children(config, 'options').forEach((option, index) => {
    if (text(option, 'name') === '') out.invalid(`${at}/options/${index}/name`, 'is missing or empty');
  });
}

function search(at: string, domain: string, out: Refusals): void {
  const bare = domain.replace(/\.$/, '');
  const problem = dnsSubdomain(bare);
  if (problem === undefined) return;
  const isRelaxed = domain === '.' || dnsSubdomain(bare.replaceAll('_', 'a')) === undefined;
  out.invalid(at, problem, undefined, isRelaxed ? { to: RELAXED_SEARCHES - 1 } : undefined);
}

/** An IP address, without a zone. */
export function address(value: string): string | undefined {
  return isIP(value) !== 0 && !value.includes('%') ? undefined : `must be an IP address, got ${show(value)}`;
}
