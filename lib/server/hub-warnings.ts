import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { Connections } from '../core/connections';
import { show } from '../private/show';
import { ARGUMENTS } from './server-warnings';
import { about, type Place, type PlanWarning } from './plan-warning';
import type { ServerPlan } from './server-plan';

/** A repository of the hub, of llama.cpp's with a quantization: neither a URL nor a relative path. */
const OF_HUB = /^\w[-\w.]*(\/\w[-\w.]*)?(:[-\w.]+)?$/;

/** Variables by which the hub is elsewhere, reached through a proxy, or not asked. */
const NOT_BY_ITSELF = /^(HF_ENDPOINT|HF_HUB_OFFLINE|TRANSFORMERS_OFFLINE|(https?|all)_proxy)$/i;

/** The same by their usual names. */
const SETTINGS = [
  ...['HF_ENDPOINT', 'HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE'],
  ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'],
];

/** Variables whose need of the hub the rule `egress-for-dependencies` sees. */
const TOKENS = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'];

/**
 * A model of the hub behind a network policy that opens no way out of the namespace. To be asked at synthesis, when every
 * connection is declared.
 */
export function hubWarnings(server: IConstruct, plan: ServerPlan): PlanWarning[] {
  const { props, facts, environment } = plan;
  const { model } = facts;
  if (model === undefined || !OF_HUB.test(model) || props.source !== undefined) return [];
  const names = [...environment.variables.keys()];
  // Of the variables that come from a whole ConfigMap or Secret, one may be such.
  if (environment.sources.length > 0 || names.some((name) => NOT_BY_ITSELF.test(name) || TOKENS.includes(name)))
    return [];
  if (Connections.leaveNamespace(server) || hasOtherWaysOut(server, plan)) return [];
  return about(
    [
      `the runtime downloads ${show(model)} from the Hugging Face hub, and its network policy lets it out to nobody; say connectTo(CidrPeer.internet(), { ports: [443] }) or use a ModelSource`,
    ],
    ...ARGUMENTS,
    ...[...SETTINGS, ...TOKENS].map((name): Place => ['container', 'env', name]),
  );
}

/** Whether a policy of the app, whoever made it, opens more than names to the pods. Of Cilium's and Calico's nobody knows here. */
function hasOtherWaysOut(server: IConstruct, plan: ServerPlan): boolean {
  const { namespace } = chartOf(server);
  return policiesOf(server.node.root).some(
    (policy) =>
      policy.apiGroup !== 'networking.k8s.io' || (policy.metadata.namespace === namespace && opensEgress(policy, plan)),
  );
}

interface KnownPolicies {
  /** Changes when something is declared in a chart. */
  readonly constructs: number;
  readonly policies: readonly ApiObject[];
}

const KNOWN = new WeakMap<IConstruct, KnownPolicies>();

/** The network policies of an app, looked for once for all servers that ask. */
function policiesOf(root: IConstruct): readonly ApiObject[] {
  const constructs = root.node.children.reduce((sum, { node }) => sum + 1 + node.children.length, 0);
  const known = KNOWN.get(root);
  if (known?.constructs === constructs) return known.policies;
  const all = root.node.findAll().filter((item): item is ApiObject => ApiObject.isApiObject(item));
  const policies = all.filter(({ kind }) => kind.endsWith('NetworkPolicy'));
  KNOWN.set(root, { constructs, policies });
  return policies;
}

function opensEgress(policy: ApiObject, { identity, profile }: ServerPlan): boolean {
  const { spec = {} } = policy.toJson() as { readonly spec?: PolicySpec };
  const labels = Object.entries(spec.podSelector?.matchLabels ?? {});
  if (labels.some(([name, value]) => identity.podLabels[name] !== value)) return false;
  const names = [53, profile._dnsPort];
  return (spec.egress ?? []).some(
    ({ to, ports = [] }) =>
      (to?.some(({ ipBlock, namespaceSelector }) => ipBlock ?? namespaceSelector) ?? true) &&
      !(ports.length > 0 && ports.every(({ port }) => names.includes(port as number))),
  );
}

/** What is read of a NetworkPolicy. */
interface PolicySpec {
  readonly podSelector?: { readonly matchLabels?: { readonly [name: string]: string } };
  readonly egress?: readonly {
    readonly to?: readonly { readonly ipBlock?: object; readonly namespaceSelector?: object }[];
    readonly ports?: readonly { readonly port?: unknown }[];
  }[];
}
