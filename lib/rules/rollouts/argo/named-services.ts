import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { titleOf } from '../../../manifests/object-ref';
import { objectAt } from '../../../private/json';
import { show } from '../../../private/show';
import { BLUE_GREEN, CANARY, type Problem, type RolloutSpec } from './spec';

/** A Service that a Rollout names. */
export interface NamedService {
  readonly at: string;
  readonly field: string;
  readonly name: string;
}

const HASH = 'rollouts-pod-template-hash';
const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/** The Services whose selectors the controller writes. */
export function namedServices({ canary, blueGreen }: RolloutSpec): NamedService[] {
  const pingPong = objectAt(canary ?? {}, 'pingPong');
  const named: readonly (readonly [at: string, field: string, name: unknown])[] = [
    [CANARY, 'stableService', canary?.stableService],
    [CANARY, 'canaryService', canary?.canaryService],
    [`${CANARY}/pingPong`, 'pingService', pingPong.pingService],
    [`${CANARY}/pingPong`, 'pongService', pingPong.pongService],
    [BLUE_GREEN, 'activeService', blueGreen?.activeService],
    [BLUE_GREEN, 'previewService', blueGreen?.previewService],
  ];
  return named.flatMap(([at, field, name]) =>
    typeof name === 'string' && name !== '' ? [{ at: `${at}/${field}`, field, name }] : [],
  );
}

/** What is wrong with each Service that a Rollout names (`ValidateService`). */
export function serviceProblems(rollout: RolloutSpec): Problem[] {
  return namedServices(rollout).flatMap((named) => {
    const { set, manifest } = rollout;
    const service = set.find('Service', '', named.name, manifest.namespaceName);
    return service ? selectorProblems(rollout, named, service) : missing(rollout, 'Service', '', named);
  });
}

/** An object that a Rollout names and that is not in a set that has the like. */
export function missing(
  { set, manifest }: RolloutSpec,
  kind: string,
  group: string,
  { at, field, name }: NamedService,
  namespaceName = manifest.namespaceName,
): Problem[] {
  if (manifest.madeElsewhere?.includes(`${kind} ${namespaceName ?? ''}/${name}`)) return [];
  const there = set.ofKind(kind, group).filter((each) => each.namespaceName === namespaceName);
  // Of namespaces of which the set holds nothing of the kind nothing is known.
  if (there.length === 0 && !isKnown(set, namespaceName)) return [];
  const names = there.map((each) => each.name);
  return [
    {
      at,
      message: `${field} must name a ${kind} that exists, got ${show(name)} in the namespace '${namespaceName ?? ''}', which has ${names.length === 0 ? 'none' : names.slice(0, 5).join(', ')}`,
      fix: `correct the name, or make the ${kind}`,
    },
  ];
}

function isKnown(set: ManifestSet, namespaceName: string | undefined): boolean {
  return set.ofKind('Namespace', '').some(({ name }) => name === namespaceName);
}

function selectorProblems(rollout: RolloutSpec, { at, field, name }: NamedService, service: Manifest): Problem[] {
  const { manifest, template } = rollout;
  const managedBy = objectAt(service.json, 'metadata', 'annotations')[MANAGED_BY];
  if (typeof managedBy === 'string' && managedBy !== manifest.name)
    return [
      {
        at,
        message: `${field} must be a Service of this Rollout, and ${titleOf(service)} is that of Rollout '${managedBy}' (${MANAGED_BY})`,
        fix: 'make a Service for each Rollout, or remove the annotation',
        others: [service],
      },
    ];
  if (!template) return [];
  const labels = objectAt(template, 'metadata', 'labels');
  const selector = objectAt(service.json, 'spec', 'selector');
  const others = Object.keys(selector).filter((key) => key !== HASH && labels[key] !== selector[key]);
  if (others.length === 0) return [];
  return [
    {
      at,
      message: `the selector of Service '${name}' must be among the labels of the template, and ${others.slice(0, 3).join(', ')} ${others.length === 1 ? 'is' : 'are'} not: the Rollout is taken for invalid; labels of canaryMetadata and the like do not count`,
      fix: 'select by labels of the template: the controller adds that of the version',
      others: [service],
    },
  ];
}
