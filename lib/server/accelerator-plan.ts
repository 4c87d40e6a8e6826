import type { IConstruct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { MigStrategy } from '../cluster/gpu-operator';
import type { ClusterProfile } from '../core/cluster-profile';
import { canonical, digest } from '../private/digest';
import type { JsonObject } from '../private/json';
import { under } from '../private/problems';
import { show } from '../private/show';
import { Accelerator } from './accelerator';
import { acceleratorLabels, sharedResource, strategyOf } from './accelerator-labels';
import { claimVersionProblem } from './claim-version';

/** A ResourceClaimTemplate to be made. */
export interface ClaimTemplatePlan {
  readonly name: string;
  /** Spec of the claims. */
  readonly spec: JsonObject;
}

/** What the accelerator of a server becomes in its cluster. */
export interface AcceleratorPlan {
  /** The extended resource or the DeviceClass: what messages and spare accelerators call it. */
  readonly resource: string;
  readonly count: number;
  /** Whether each is a part of a device, or shared with other pods. */
  readonly isPart: boolean;
  /** Whether a pod keeps its devices from the next one. */
  readonly isKept: boolean;
  /** Whether the container asks for it by a resource; else by a claim. */
  readonly isResource: boolean;
  readonly nodeSelector: { readonly [label: string]: string };
  readonly taintKey?: string;
  readonly runtimeClassName?: string;
  /** The claim of the pod. */
  readonly podClaim?: JsonObject;
  readonly template?: ClaimTemplatePlan;
}

/** What the claim is called inside of the pod. */
export const POD_CLAIM = 'devices';
const PROPERTY = 'resources.accelerator';

/** Fits an accelerator to the cluster. What is none is noted, and read as if it had been left out. */
export function planAccelerator(
  server: IConstruct,
  serverName: string,
  accelerator: unknown,
  profile: ClusterProfile,
): { readonly plan?: AcceleratorPlan; readonly problems: readonly string[] } {
  if (accelerator === undefined) return { problems: [] };
  if (!(accelerator instanceof Accelerator))
    return { problems: [`${PROPERTY} must be made by Accelerator.nvidia(n) or its like, got ${show(accelerator)}`] };
  const own = accelerator._problems().filter((problem) => problem !== undefined);
  // What is wrong by itself need not be held against the cluster.
  const held = own.length > 0 ? { labels: {}, problems: [] } : acceleratorLabels(accelerator._request, profile);
  const claim = own.length > 0 ? {} : claimOf(accelerator, serverName);
  const problems = [...own, ...held.problems].map((problem) => under(PROPERTY, problem));
  const version = accelerator._isClaim ? claimVersionProblem(profile) : undefined;
  if (version !== undefined) problems.push(`${PROPERTY}: ${version}`);
  const elsewhere = namespaceProblem(accelerator, chartOf(server).namespace);
  if (elsewhere !== undefined) problems.push(elsewhere);
  const resource = resourceOf(accelerator, profile);
  const plan = {
    resource,
    count: accelerator.count,
    isPart: accelerator._isPart,
    isKept: accelerator._request.kind !== 'claim',
    isResource: !accelerator._isClaim,
    nodeSelector: held.labels,
    taintKey: accelerator.taintKey,
    runtimeClassName: /^nvidia\.com\//.test(resource) ? profile._gpuOperator.runtimeClassName : undefined,
    ...claim,
  };
  return { plan, problems };
}

function resourceOf({ _request: request, resource }: Accelerator, profile: ClusterProfile): string {
  if (request.kind === 'mig' && strategyOf(request, profile) === MigStrategy.SINGLE) return 'nvidia.com/gpu';
  return request.kind === 'shared' ? sharedResource(request, profile) : resource;
}

/**
 * The claim of the pod, and the template that makes it. A template never changes, and pods are replaced only when their
 * own spec does: so its name ends in a digest of what it asks for.
 */
function claimOf(
  { _request: request }: Accelerator,
  serverName: string,
): Pick<AcceleratorPlan, 'podClaim' | 'template'> {
  if (request.kind === 'claim') return { podClaim: { name: POD_CLAIM, resourceClaimName: request.claimName } };
  if (request.kind !== 'template') return {};
  const spec = request.spec();
  const name = `${serverName}-${POD_CLAIM}-${digest(canonical(spec)).slice(0, 8)}`;
  return { podClaim: { name: POD_CLAIM, resourceClaimTemplateName: name }, template: { name, spec } };
}

function namespaceProblem({ _request: request }: Accelerator, namespaceName: string | undefined): string | undefined {
  if (request.kind !== 'claim' || request.namespaceName === undefined || request.namespaceName === namespaceName)
    return undefined;
  return `${PROPERTY}.claim must be in the server's namespace, ${show(namespaceName)}, got ${show(request.namespaceName)}; pods reach claims of their own namespace alone`;
}
