import { objectAt, objectsIn } from '../../private/json';
import { type Amounts, amountsIn } from './amounts';
import type { ChargedPods } from './consumption';
import type { Manifest } from '../../manifests/manifest';

/** A ResourceQuota as it will be applied. */
export interface Quota {
  readonly object: Manifest;
  /** Amounts by key, as written. */
  readonly hard: Amounts;
  /** Whether pods are counted; nothing where all are, and objects as well. */
  readonly counts?: (pods: ChargedPods) => boolean;
}

/** Reads a quota; nothing of one that counts pods by what manifests do not say. */
export function quotaOf(object: Manifest): Quota | undefined {
  const spec = objectAt(object.json, 'spec');
  const hard = amountsIn(spec.hard);
  const bare = (Array.isArray(spec.scopes) ? spec.scopes : []).map((scopeName: unknown) => ({ scopeName }));
  const scopes: Scope[] = [...bare, ...objectsIn(objectAt(spec, 'scopeSelector').matchExpressions)];
  if (scopes.length === 0) return { object, hard };
  const tests = scopes.map(testOf);
  return tests.every((test) => test !== undefined)
    ? { object, hard, counts: (pods) => tests.every((test) => test(pods)) }
    : undefined;
}

interface Scope {
  readonly scopeName?: unknown;
  readonly operator?: unknown;
  readonly values?: unknown;
}

/** https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes */
function testOf({ scopeName, operator = 'Exists', values }: Scope): ((pods: ChargedPods) => boolean) | undefined {
  switch (scopeName) {
    case 'Terminating':
      return hasDeadline;
    case 'NotTerminating':
      return (pods) => !hasDeadline(pods);
    case 'BestEffort':
      return isBestEffort;
    case 'NotBestEffort':
      return (pods) => !isBestEffort(pods);
    case 'PriorityClass':
      return priorityTest(operator, Array.isArray(values) ? values : []);
    default:
      return undefined;
  }
}

function hasDeadline({ podSpec }: ChargedPods): boolean {
  return typeof podSpec.activeDeadlineSeconds === 'number';
}

/** No container asks for CPU or memory, also after LimitRanges had their say. */
function isBestEffort({ charge }: ChargedPods): boolean {
  return ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'].every(
    (key) => charge.get(key)?.isZero ?? true,
  );
}

function priorityTest(operator: unknown, values: readonly unknown[]): ((pods: ChargedPods) => boolean) | undefined {
  const classOf = ({ podSpec }: ChargedPods): unknown => podSpec.priorityClassName || undefined;
  switch (operator) {
    case 'In':
      return (pods) => values.includes(classOf(pods));
    case 'NotIn':
      return (pods) => !values.includes(classOf(pods));
    case 'Exists':
      return (pods) => classOf(pods) !== undefined;
    case 'DoesNotExist':
      return (pods) => classOf(pods) === undefined;
    default:
      return undefined;
  }
}
