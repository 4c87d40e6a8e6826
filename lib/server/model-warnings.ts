import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Connections } from '../core/connections';
import { show } from '../private/show';
import { isPath } from '../runtimes/large-model';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { ServerOptions } from './server-options';
import type { ServerPlan } from './server-plan';
import type { VolumesPlan } from './volumes';

/** A repository of the hub, of llama.cpp's with a quantization: neither a URL nor a relative path. */
const OF_HUB = /^\w[-\w.]*(\/\w[-\w.]*)?(:[-\w.]+)?$/;

/** Variables by which the hub is elsewhere, reached through a proxy, or not asked. */
const NOT_BY_ITSELF = /^(HF_ENDPOINT|HF_HUB_OFFLINE|TRANSFORMERS_OFFLINE|(https?|all)_proxy)$/i;

/** Variables whose need of the hub the rule `egress-for-dependencies` sees. */
const TOKENS = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'];

/**
 * A model of the hub behind a network policy that opens no way out of the namespace. To be asked at synthesis, when every
 * connection is declared.
 */
export function hubWarnings(server: IConstruct, plan: ServerPlan): string[] {
  const { props, facts, environment } = plan;
  const { model } = facts;
  if (model === undefined || !OF_HUB.test(model) || props.source !== undefined) return [];
  const names = [...environment.variables.keys()];
  // Of the variables that come from a whole ConfigMap or Secret, one may be such.
  if (environment.sources.length > 0 || names.some((name) => NOT_BY_ITSELF.test(name) || TOKENS.includes(name)))
    return [];
  if (Connections.leaveNamespace(server) || hasOtherWaysOut(server, plan)) return [];
  return [
    `the runtime downloads ${show(model)} from the Hugging Face hub, and its network policy lets it out to nobody; say connectTo(CidrPeer.internet(), { ports: [443] }) or use a ModelSource`,
  ];
}

/** Whether a policy of the app, whoever made it, opens more than names to the pods. Of Cilium's and Calico's nobody knows here. */
function hasOtherWaysOut(server: IConstruct, plan: ServerPlan): boolean {
  const { namespace } = Chart.of(server);
  return server.node.root.node
    .findAll()
    .some(
      (item) =>
        ApiObject.isApiObject(item) &&
        /NetworkPolicy$/.test(item.kind) &&
        (item.apiGroup !== 'networking.k8s.io' || (item.metadata.namespace === namespace && opensEgress(item, plan))),
    );
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

/** A directory that is served, and that neither a volume nor a source brings. */
export function unmountedModelWarnings(
  options: ServerOptions & { readonly overrides?: { readonly deployment?: unknown } },
  { model, problems = [] }: RuntimeFacts,
  { mounts }: VolumesPlan,
): string[] {
  // A problem may be that no model is named; overrides may mount whatever they like.
  if (model === undefined || !isPath(model) || options.source !== undefined || problems.length > 0) return [];
  if (options.overrides?.deployment !== undefined) return [];
  // A repository of models may be mounted model by model.
  const isMounted = mounts.some(
    ({ mountPath }) => isWithin(model, String(mountPath)) || isWithin(String(mountPath), model),
  );
  if (isMounted) return [];
  return [
    `the runtime serves ${show(model)}, where nothing is mounted; mount a volume there, use a ModelSource, or say ModelSource.inImage({ path }) where the image has it`,
  ];
}

function isWithin(path: string, directory: string): boolean {
  const plain = directory.replace(/\/+$/, '');
  return path === plain || path.startsWith(`${plain}/`);
}
