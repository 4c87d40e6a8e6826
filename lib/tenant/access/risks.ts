import { kindsOfPlural } from '../../manifests/kinds';
import type { RoutingKind } from '../../model/routing/routing-api';
import { routingKinds } from '../../model/routing/routing-kinds';
import { atFirstUse } from '../../private/first-use';
import { show } from '../../private/show';
import type { PolicyRule } from './policy-rule';

/** One thing that a rule allows. */
interface Permission {
  readonly group: string;
  /** The resource without its subresource. */
  readonly resource: string;
  readonly subresource?: string;
  readonly verb: string;
}

/** What some permissions amount to. */
interface Risk {
  /** What subjects can do with it: completes "lets subjects ...". */
  readonly means: string;
  readonly applies: (permission: Permission) => boolean;
}

const listed = (...resources: readonly string[]): ReadonlySet<string> => new Set(resources);
/** The kinds that routes are made of with some risk. */
const routing = (risk: RoutingKind['risk']): string[] =>
  routingKinds()
    .filter((kind) => kind.risk === risk)
    .map(({ group, plural }) => `${plural}.${group}`);
const is = (names: ReadonlySet<string>, { group, resource }: Permission): boolean => names.has(`${resource}.${group}`);
const writes = ({ verb }: Permission): boolean => !['get', 'list', 'watch'].includes(verb);

/** Whether a resource says what pods run, or a custom one's controller runs what it says. */
const runs = ({ group, resource }: Permission): boolean =>
  kindsOfPlural(resource).some((kind) => kind.group === group && kind.runsPods);
const BUDGETS = listed('limitranges.', 'resourcequotas.');
const ROLES = listed('rolebindings.rbac.authorization.k8s.io', 'roles.rbac.authorization.k8s.io');
const networkPolicies = atFirstUse(() =>
  listed(
    'ciliumnetworkpolicies.cilium.io',
    'networkpolicies.crd.projectcalico.org',
    'networkpolicies.networking.k8s.io',
    'networkpolicies.projectcalico.org',
    ...routing('admits other namespaces'),
  ),
);
const traffic = atFirstUse(() =>
  listed(
    'endpoints.',
    'services.',
    'destinationrules.networking.istio.io',
    'endpointslices.discovery.k8s.io',
    'inferencepools.inference.networking.k8s.io',
    ...routing('leads traffic elsewhere'),
  ),
);
const INSIDE: readonly string[] = ['attach', 'ephemeralcontainers', 'exec', 'portforward', 'proxy'];

/** Refused: what leads out of the role itself, and what not even the ClusterRole `admin` may do to its namespace. */
const REFUSED: readonly Risk[] = [
  {
    means: 'hand out access, which is what the prop access of the tenant is for',
    applies: (permission) => is(ROLES, permission) && writes(permission),
  },
  {
    means: 'act as every service account of the namespace',
    applies: ({ group, resource, subresource }) =>
      group === '' && resource === 'serviceaccounts' && subresource === 'token',
  },
  {
    means: 'change the budget of the tenant, which is what the prop quota is for',
    applies: (permission) => is(BUDGETS, permission) && writes(permission),
  },
  {
    means: 'change the Namespace, on whose labels Pod Security and policies stand, or ask for more than this one',
    applies: ({ group, resource, verb }) => group === '' && resource === 'namespaces' && verb !== 'get',
  },
];

/** Possible with a reason: what linters count as a finding, and what a role of the ClusterRole `edit` has. */
const ACKNOWLEDGED: readonly Risk[] = [
  {
    means: 'read or write Secrets',
    applies: ({ group, resource }) => group === '' && resource === 'secrets',
  },
  {
    means: 'get into running pods, where their Secrets and tokens are',
    applies: ({ group, resource, subresource = '' }) =>
      group === '' && ['pods', 'services'].includes(resource) && INSIDE.includes(subresource),
  },
  {
    means: 'run any image, with every service account and Secret of the namespace',
    applies: (permission) =>
      runs(permission) &&
      ['create', 'patch', 'update'].includes(permission.verb) &&
      [undefined, 'binding'].includes(permission.subresource),
  },
  {
    means: 'delete what serves',
    applies: (permission) =>
      runs(permission) && permission.verb.startsWith('delete') && permission.subresource === undefined,
  },
  {
    means: 'take the network policies of the tenant away',
    applies: (permission) => is(networkPolicies(), permission) && writes(permission),
  },
  {
    means: 'lead traffic elsewhere',
    applies: (permission) => {
      const { group, resource, subresource = '' } = permission;
      const isReadiness = group === '' && resource === 'pods' && subresource === 'status';
      return writes(permission) && (isReadiness || (is(traffic(), permission) && !INSIDE.includes(subresource)));
    },
  },
  {
    means: 'change the settings of running servers',
    applies: (permission) => permission.group === '' && permission.resource === 'configmaps' && writes(permission),
  },
  {
    means: 'remove traces',
    applies: ({ resource, verb }) => resource === 'events' && verb.startsWith('delete'),
  },
];

/** What a rule allows that no role may, as problems, and what a role may with a reason, as sentences. */
export function risksOf(at: string, rule: PolicyRule): { readonly refused: string[]; readonly risks: string[] } {
  const permissions = permissionsOf(rule);
  return {
    refused: found(REFUSED, permissions).map(
      ([{ means }, permission]) => `${at} must not let subjects ${means}, got ${describe(permission)}; take it out`,
    ),
    risks: found(ACKNOWLEDGED, permissions).map(
      ([{ means }, permission]) => `${at} lets subjects ${means} (${describe(permission)})`,
    ),
  };
}

/** The risks that some permission has, each with the first that has it. */
function found(risks: readonly Risk[], permissions: readonly Permission[]): [Risk, Permission][] {
  return risks.flatMap((risk): [Risk, Permission][] => {
    const permission = permissions.find(risk.applies);
    return permission === undefined ? [] : [[risk, permission]];
  });
}

function permissionsOf({ apiGroups, resources, verbs }: PolicyRule): Permission[] {
  return apiGroups.flatMap((group) =>
    resources.flatMap((path) => {
      const [resource, subresource] = path.split('/');
      return verbs.map((verb) => ({ group, resource, subresource, verb }));
    }),
  );
}

function describe({ resource, subresource, verb }: Permission): string {
  return `${show(verb)} of ${show(subresource === undefined ? resource : `${resource}/${subresource}`)}`;
}
