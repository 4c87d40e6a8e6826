import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Connections } from '../core/connections';
import type { JsonObject } from '../private/json';
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
export function hubWarnings(server: IConstruct, { props, facts, environment }: ServerPlan): string[] {
  const { model } = facts;
  if (model === undefined || !OF_HUB.test(model) || props.source !== undefined) return [];
  const names = [...environment.variables.keys()];
  // Of the variables that come from a whole ConfigMap or Secret, one may be such.
  if (environment.sources.length > 0 || names.some((name) => NOT_BY_ITSELF.test(name) || TOKENS.includes(name)))
    return [];
  if (props.overrides?.networkPolicy !== undefined || Connections.leaveNamespace(server)) return [];
  if (hasOtherWaysOut(server)) return [];
  return [
    `the runtime downloads ${show(model)} from the Hugging Face hub, and its network policy lets it out to nobody; say connectTo(CidrPeer.internet(), { ports: [443] }) or use a ModelSource`,
  ];
}

/** Whether the app has policies with egress that no server or tenant made: of cdk8s-plus, Cilium, Calico. */
function hasOtherWaysOut({ node }: IConstruct): boolean {
  return node.root.node
    .findAll()
    .some(
      (item) =>
        ApiObject.isApiObject(item) &&
        /NetworkPolicy$/.test(item.kind) &&
        (item.node.scope === undefined || Connections.of(item.node.scope as never) === undefined) &&
        opensEgress(item),
    );
}

function opensEgress(policy: ApiObject): boolean {
  if (policy.kind !== 'NetworkPolicy') return true;
  const { spec } = policy.toJson() as { readonly spec?: JsonObject };
  return Array.isArray(spec?.egress) && spec.egress.length > 0;
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
