import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type Manifest, manifestOf } from '../manifests/manifest';
import { placeOf, shownPath } from '../manifests/origin';
import type { Amounts } from '../model/quota/amounts';
import {
  amountOf,
  type Consumption,
  consumptionOf,
  isKind,
  overheadsOf,
  type Totals,
  totalsOf,
} from '../model/quota/consumption';
import { canonicalKey, textOf } from '../model/quota/quota-key';
import { type Quota, quotaOf } from '../model/quota/resource-quota';
import { UsageError } from '../private/errors';
import { byCodeUnit, isPlainObject } from '../private/json';
import type { Quantity } from '../private/quantity';

/**
 * What everything inside a tenant takes, by the key that a ResourceQuota counts it under: `requests.cpu`,
 * `requests.nvidia.com/gpu`, `pods`, `count/services`. Quantities are written as Kubernetes does: `1500m`, `2Gi`.
 */
export interface TenantUsage {
  /** At rest, with every autoscaler at its most and all Jobs running that are not suspended. */
  readonly steady: { readonly [key: string]: string };

  /**
   * While all Deployments roll out at once, which one apply can bring about: each with its surge above its replicas.
   */
  readonly peak: { readonly [key: string]: string };

  /**
   * The same with the pods that are shutting down, which are charged until they are gone: those of one step of each
   * rollout, since a pod is taken to need longer to become ready than to stop.
   */
  readonly terminating: { readonly [key: string]: string };

  /** What the manifests do not say, a sentence each: how many nodes a DaemonSet is for. */
  readonly notes: string[];
}

/** What a quota leaves, by its keys as they are written. Below zero where more is taken than it holds. */
export interface QuotaHeadroom {
  /** Name of the ResourceQuota. */
  readonly quotaName: string;
  /** Left at rest. */
  readonly steady: { readonly [key: string]: string };
  /** Left while all Deployments roll out at once. */
  readonly peak: { readonly [key: string]: string };
  /** Left while the old pods are shutting down. */
  readonly terminating: { readonly [key: string]: string };
}

/**
 * What the quotas inside a tenant leave. The maps of the tenant hold the least that any of the quotas leaves that count
 * the whole namespace; `perQuota` has those of single PriorityClasses as well.
 */
export interface TenantHeadroom {
  /** Left at rest. */
  readonly steady: { readonly [key: string]: string };
  /** Left while all Deployments roll out at once. */
  readonly peak: { readonly [key: string]: string };
  /** Left while the old pods are shutting down. */
  readonly terminating: { readonly [key: string]: string };
  /** The same for each ResourceQuota, in the order they are declared. */
  readonly perQuota: QuotaHeadroom[];
}

const STATES = ['steady', 'peak', 'terminating'] as const;

/** What the objects inside a tenant take, as they will be applied, beside what is known of the namespace. */
export function usageOf(tenant: IConstruct, namespaceName: string, known: readonly Manifest[] = []): TenantUsage {
  const { consumption } = measure(tenant, namespaceName, known);
  const totals = totalsOf(consumption);
  const texts = (amounts: Amounts): { [key: string]: string } => textsOf([...amounts]);
  return {
    steady: texts(totals.steady),
    peak: texts(totals.peak),
    terminating: texts(totals.terminating),
    notes: consumption.pods.flatMap(({ object, note }) =>
      note === undefined ? [] : [`${placeOf(object.origin)} ${note}`],
    ),
  };
}

/** What the quotas inside a tenant leave, and those that are known besides. */
export function headroomOf(tenant: IConstruct, namespaceName: string, known: readonly Manifest[] = []): TenantHeadroom {
  const { consumption, quotas } = measure(tenant, namespaceName, known);
  const all = totalsOf(consumption);
  const least: Left = { steady: new Map(), peak: new Map(), terminating: new Map() };
  const perQuota = quotas.map((quota) => {
    const left = leftOf(quota, quota.counts ? totalsOf(consumption, quota.counts) : all);
    if (!quota.counts) for (const state of STATES) keepLeast(least[state], left[state]);
    return { quotaName: quota.object.name, ...textsOfAll(left) };
  });
  return { ...textsOfAll(least), perQuota };
}

function measure(
  tenant: IConstruct,
  namespaceName: string,
  known: readonly Manifest[] = [],
): { readonly consumption: Consumption; readonly quotas: readonly Quota[] } {
  const objects = [...objectsIn(tenant).flatMap(described), ...known].filter(
    (manifest) => manifest.namespaceName === namespaceName,
  );
  return {
    consumption: consumptionOf(objects, overheadsOf(runtimeClasses(tenant))),
    quotas: objects.filter(isKind('', 'ResourceQuota')).flatMap((object) => quotaOf(object) ?? []),
  };
}

/** They live in no namespace, so in no tenant either. */
function runtimeClasses(tenant: IConstruct): Manifest[] {
  return objectsIn(tenant.node.root)
    .filter(({ kind }) => kind === 'RuntimeClass')
    .flatMap(described);
}

function objectsIn(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
}

function described(object: ApiObject): Manifest[] {
  const json = jsonOf(object);
  return isPlainObject(json) ? [manifestOf(json, { constructPath: object.node.path })] : [];
}

/** What cdk8s cannot write, an object without a prototype for one, is a mistake in that object. */
function jsonOf(object: ApiObject): unknown {
  try {
    return object.toJson();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([
      `${shownPath(object.node.path)} cannot be written as a manifest, so what it takes is not known: ${reason}; use plain objects, lists, texts, numbers and booleans`,
    ]);
  }
}

type Left = { readonly [state in (typeof STATES)[number]]: Map<string, Quantity> };

function leftOf({ hard }: Quota, totals: Totals): Left {
  const left = (taken: Amounts): Map<string, Quantity> =>
    new Map([...hard].map(([key, amount]) => [key, amount.minus(amountOf(taken, canonicalKey(key)))]));
  return { steady: left(totals.steady), peak: left(totals.peak), terminating: left(totals.terminating) };
}

function keepLeast(least: Map<string, Quantity>, left: Amounts): void {
  for (const [key, amount] of left) least.set(key, least.get(key)?.min(amount) ?? amount);
}

function textsOfAll(left: Left): { [state in (typeof STATES)[number]]: { [key: string]: string } } {
  return {
    steady: textsOf([...left.steady]),
    peak: textsOf([...left.peak]),
    terminating: textsOf([...left.terminating]),
  };
}

function textsOf(amounts: readonly [string, Quantity][]): { [key: string]: string } {
  return Object.fromEntries(
    [...amounts].sort(([a], [b]) => byCodeUnit(a, b)).map(([key, amount]) => [key, textOf(key, amount)]),
  );
}
