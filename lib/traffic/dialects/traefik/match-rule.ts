import type { Branch, Pin } from '../../plan/branches';
import { isWildcard } from '../../plan/host';
import { cookiePattern, escapeRegExp } from '../../plan/pattern';
import type { PlannedRule } from '../../plan/route-plan';

/**
 * A branch in Traefik's rule language
 * (https://doc.traefik.io/traefik/reference/routing-configuration/http/routing/rules-and-priority/). No text in it holds a
 * back-quote: the plan has seen to that.
 */
export function matchRule(hosts: readonly string[], { rule, pin }: Branch): string {
  const { match } = rule;
  return [
    ...hostPart(hosts),
    pathRule(match.form, match.path),
    ...(match.methods.length > 0 ? [anyOf(match.methods.map((method) => `Method(\`${method}\`)`))] : []),
    ...match.headers.map(([name, value]) => `Header(\`${name}\`, \`${value}\`)`),
    ...match.queryParams.map(([name, value]) => `Query(\`${name}\`, \`${value}\`)`),
    ...(pin ? [pinRule(pin)] : []),
  ].join(' && ');
}

/** What a browser asks before it sends one of a rule's requests: https://fetch.spec.whatwg.org/#cors-preflight-request */
export function preflightRule(hosts: readonly string[], { match }: PlannedRule): string {
  return [
    ...hostPart(hosts),
    pathRule(match.form, match.path),
    'Method(`OPTIONS`)',
    ...match.queryParams.map(([name, value]) => `Query(\`${name}\`, \`${value}\`)`),
    'HeaderRegexp(`Origin`, `.`)',
    `HeaderRegexp(\`Access-Control-Request-Method\`, \`^(${match.methods.join('|')})$\`)`,
  ].join(' && ');
}

/** The hosts alone. */
export function hostsRule(hosts: readonly string[]): string {
  return hostPart(hosts)[0] ?? pathRule('prefix', '/');
}

function hostPart(hosts: readonly string[]): string[] {
  return hosts.length === 0 ? [] : [anyOf(hosts.map(hostRule))];
}

function hostRule(host: string): string {
  // One label, as for an Ingress; Host takes no wildcards.
  return isWildcard(host) ? `HostRegexp(\`^[a-z0-9-]+${escapeRegExp(host.slice(1))}$\`)` : `Host(\`${host}\`)`;
}

/** PathPrefix compares letters: `/v1` would take `/v1beta`. */
function pathRule(form: 'prefix' | 'exact', path: string): string {
  if (form === 'exact') return `Path(\`${path}\`)`;
  return path === '/' ? 'PathPrefix(`/`)' : `(Path(\`${path}\`) || PathPrefix(\`${path}/\`))`;
}

function pinRule({ by, condition }: Pin): string {
  const [name, value] = condition;
  return by === 'header'
    ? `Header(\`${name}\`, \`${value}\`)`
    : `HeaderRegexp(\`Cookie\`, \`${cookiePattern(condition)}\`)`;
}

function anyOf(matchers: readonly string[]): string {
  return matchers.length === 1 ? matchers[0] : `(${matchers.join(' || ')})`;
}
