import type { Manifest } from '../../../manifests/manifest';
import type { ManifestSet } from '../../../manifests/manifest-set';
import { titleOf } from '../../../manifests/object-ref';
import { setWithMade } from '../../../model/operators/made-objects';
import { isPlainObject, objectAt } from '../../../private/json';
import type { Violation } from '../../rule';
import { rolloutsOf } from './problem';
import { type NamedService, servicesOf } from './services';

const HASH = 'rollouts-pod-template-hash';
const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/** What is wrong with the Services that Rollouts name. */
export function namedServiceViolations(set: ManifestSet): Violation[] {
  const owners = new Map<string, Manifest>();
  return rolloutsOf(setWithMade(set)).flatMap((rollout) =>
    servicesOf(rollout).flatMap((named) => {
      const service = set.find('Service', '', named.name, rollout.namespaceName);
      if (!service) return missing(set, rollout, named);
      const key = `${rollout.namespaceName ?? ''}/${named.name}`;
      const owner = owners.get(key) ?? rollout;
      owners.set(key, owner);
      return [...selectorViolations(rollout, named, service), ...ownerViolations(rollout, named, service, owner)];
    }),
  );
}

/** Of namespaces in which nothing is made nothing is known. */
function missing(set: ManifestSet, rollout: Manifest, { field, at, name }: NamedService): Violation[] {
  const { namespaceName, madeElsewhere } = rollout;
  if (madeElsewhere?.includes(`Service ${namespaceName ?? ''}/${name}`)) return [];
  const there = set.ofKind('Service', '').filter((service) => service.namespaceName === namespaceName);
  const isKnown = there.length > 0 || set.find('Namespace', '', namespaceName ?? '') !== undefined;
  if (!isKnown) return [];
  const names = there.slice(0, 5).map((service) => service.name);
  return [
    {
      manifest: rollout,
      at,
      message: `${field} must be a Service that exists, got '${name}' in the namespace '${namespaceName ?? ''}', which has ${names.join(', ') || 'none'}`,
      fix: 'correct the name, or make the Service',
    },
  ];
}

/** Labels of one version alone, `canaryMetadata` and the like, do not count: the template's do. */
function selectorViolations(rollout: Manifest, { field, at }: NamedService, service: Manifest): Violation[] {
  const template = objectAt(rollout.json, 'spec').template;
  if (!isPlainObject(template)) return [];
  const labels = objectAt(template, 'metadata', 'labels');
  const other = Object.entries(objectAt(service.json, 'spec', 'selector')).filter(
    ([key, value]) => key !== HASH && labels[key] !== value,
  );
  if (other.length === 0) return [];
  return [
    {
      manifest: rollout,
      at,
      message: `${field} must select by labels of the template, got ${titleOf(service)} with ${other.map(([key, value]) => `${key}=${String(value)}`).join(', ')}`,
      fix: "select by the template's labels alone: which version it is for the controller adds",
      others: [service],
    },
  ];
}

function ownerViolations(
  rollout: Manifest,
  { field, at }: NamedService,
  service: Manifest,
  owner: Manifest,
): Violation[] {
  const said = objectAt(service.json, 'metadata', 'annotations')[MANAGED_BY];
  if (typeof said === 'string' && said !== rollout.name)
    return [
      {
        manifest: rollout,
        at,
        message: `${field} must be a Service of this Rollout, got ${titleOf(service)}, whose annotation ${MANAGED_BY} says '${said}'`,
        fix: 'remove the annotation, or name another Service',
        others: [service],
      },
    ];
  if (owner === rollout) return [];
  return [
    {
      manifest: rollout,
      at,
      message: `${field} must be a Service of this Rollout alone, got ${titleOf(service)}, which ${titleOf(owner)} names as well`,
      fix: 'make a Service for each Rollout: its controller decides what it selects',
      others: [owner, service],
    },
  ];
}
