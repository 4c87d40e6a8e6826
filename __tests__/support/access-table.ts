import { AccessSubject, ServingApp, TenantAccess, TenantNamespace } from '../../lib';
import { verbsOfSubresource } from '../../lib/tenant/access/known-resources';
import { Manifests } from '../../lib/testing';
import { Authorizer, person } from './api-server/authorize';
import { builtInClusterRoles } from './api-server/built-in-roles';

const ROLES = ['viewer', 'gitOpsDeveloper', 'developer', 'operator', 'admin'] as const;
const VERBS = 'get list watch create update patch delete deletecollection'.split(' ');

/** What somebody of each role may do in a tenant, asked of the manifests verb by verb. */
const authorizer = (() => {
  const app = new ServingApp();
  new TenantNamespace(app, 'vision', {
    access: ROLES.map((role) => TenantAccess[role](AccessSubject.group(role))),
  });
  return new Authorizer(Manifests.fromApp(app));
})();

/** The verbs that somebody of a role may use; those of a subresource that mean nothing are left out. */
export function verbsOf(role: (typeof ROLES)[number], group: string, resource: string): string[] {
  const known = verbsOfSubresource(resource.split('/')[1] ?? '') ?? VERBS;
  return [...VERBS.filter((verb) => known.includes(verb)), 'impersonate'].filter((verb) =>
    authorizer.allows(person('somebody', role), { verb, group, resource, namespace: 'vision', name: 'vision' }),
  );
}

/** Everything that a role or the ClusterRole admin says something about, and what none of them may write. */
function resources(): [group: string, resource: string][] {
  const rules = [
    ...ROLES.flatMap((role) => authorizer.rulesFor(person('somebody', role), 'vision')),
    ...builtInClusterRoles
      .filter(({ metadata }) => metadata.name.startsWith('system:'))
      .flatMap(({ rules }) => rules as any),
  ];
  const pairs = rules.flatMap(({ apiGroups = [], resources = [] }) =>
    apiGroups.flatMap((group: string) => resources.map((resource: string) => `${group} ${resource}`)),
  );
  const shown = [...new Set<string>(pairs)].filter((pair) => !/\/(status|rollback)$| bindings$/.test(pair));
  return [...shown, 'argoproj.io rollouts/status'].sort().map((pair) => pair.split(' ') as [string, string]);
}

/** The table of docs/tenants-access.md: a line for all resources of a group that are treated alike. */
export function accessTable(): string {
  const lines = new Map<string, { readonly group: string; readonly names: string[]; readonly cells: string[] }>();
  for (const [group, resource] of resources()) {
    const cells = ROLES.map((role) => cell(verbsOf(role, group, resource)));
    const key = JSON.stringify([group, cells]);
    const line = lines.get(key) ?? { group, names: [], cells };
    line.names.push(resource);
    lines.set(key, line);
  }
  const rows = [...lines.values()].map(({ group, names, cells }) => [
    group === '' ? 'core' : `\`${group}\``,
    names.map((name) => `\`${name}\``).join(', '),
    ...cells,
  ]);
  return aligned([['API group', 'resources', ...ROLES], ...rows]);
}

function cell(verbs: readonly string[]): string {
  const text = VERBS.every((verb) => verbs.includes(verb))
    ? ['all', ...verbs.filter((verb) => !VERBS.includes(verb))]
    : ['get', 'list', 'watch'].every((verb) => verbs.includes(verb))
      ? ['view', ...verbs.slice(3)]
      : verbs;
  return text.join(', ') || '-';
}

/** Markdown with columns as wide as their widest cell, as prettier writes it. */
function aligned([head, ...rows]: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((text, column) => text.padEnd(widths[column], fill)).join(' | ')} |\n`;
  return `${line(head)}${line(
    head.map(() => ''),
    '-',
  )}${rows.map((row) => line(row)).join('')}`;
}
