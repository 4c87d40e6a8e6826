import type { IResourceQuotaSpec } from 'kubernetes-models/v1/ResourceQuotaSpec';
import { isMultipleOf, isNegative, parseQuantity, quantity } from '../../quantity-oracle';
import { show, specOf } from '../manifest';
import { at, qualifiedName } from '../names';
import { isKind, type ObjectRule } from '../rules';

const compute = ['cpu', 'memory', 'ephemeral-storage'];
const countedBare = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];
const corePlurals = [...countedBare.slice(0, 7), 'endpoints', 'limitranges', 'podtemplates', 'serviceaccounts'];
const measured = new Set([
  ...compute.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  'requests.storage',
]);

/** The groups of Kubernetes without a dot. */
const builtIn = ['apps', 'autoscaling', 'batch', 'policy'];

const podScopes = ['BestEffort', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating'];
const scopes = [...podScopes, 'CrossNamespacePodAffinity', 'VolumeAttributesClass'];

/** ResourceQuotas: keys that are refused, and keys that are accepted and never counted. */
export const quotaRule: ObjectRule = function* (manifest) {
  if (!isKind(manifest, 'ResourceQuota', '')) return;
  const spec = specOf<IResourceQuotaSpec>(manifest);
  for (const [key, value] of Object.entries(spec.hard ?? {})) {
    const where = `spec.hard[${JSON.stringify(key)}]`;
    const amount = parseQuantity(value);
    if (!amount || isNegative(amount)) yield `${where} must be a quantity of 0 or more, got ${show(value)}`;
    const isMeasured = measured.has(key) || key.includes('hugepages-') || key.endsWith('/requests.storage');
    if (amount && !isMeasured && !isMultipleOf(amount, quantity('1'))) {
      yield `${where} must be a whole number, got ${show(value)}`;
    }
    yield* keyProblems(where, key);
  }
  const asked = [...(spec.scopes ?? []), ...(spec.scopeSelector?.matchExpressions ?? []).map((each) => each.scopeName)];
  for (const scope of asked as readonly string[]) {
    if (!scopes.includes(scope)) yield `spec.scopes has no such scope: ${show(scope)}`;
    if (!podScopes.includes(scope)) continue;
    for (const key of Object.keys(spec.hard ?? {})) {
      const isPodKey = key === 'pods' || /^((requests|limits)\.)?(cpu|memory)$/.test(key) || key.includes('/');
      if (!isPodKey) yield `spec.hard[${JSON.stringify(key)}] cannot be counted for the scope ${scope}`;
      else if (scope === 'BestEffort' && key !== 'pods' && !key.includes('/')) {
        yield `spec.hard[${JSON.stringify(key)}] cannot be counted for the scope BestEffort`;
      }
    }
  }
};

function* keyProblems(where: string, key: string): Generator<string> {
  if (measured.has(key) || countedBare.includes(key) || /^(requests\.)?hugepages-\d/.test(key)) return;
  const [prefix = '', name = ''] = key.split('/');
  if (!key.includes('/')) {
    yield `${where} is no resource that a quota can limit`;
    return;
  }
  yield* at(where, qualifiedName(key));
  if (prefix === 'count') {
    const isPlural = /^[a-z0-9]+(\.[a-z0-9.-]+)?$/.test(name);
    const group = name.split('.').slice(1).join('.');
    // Groups of custom resources have a dot.
    const isGroup = group === '' || group.includes('.') || builtIn.includes(group);
    if (/^events(\.events\.k8s\.io)?$/.test(name)) yield `${where} is never counted: events are ignored`;
    else if (!isPlural || !isGroup || (!name.includes('.') && !corePlurals.includes(name))) {
      yield `${where} is never counted: the form is count/<plural>.<group>, and count/<plural> for the core group`;
    }
  } else if (prefix.endsWith('.storageclass.storage.k8s.io')) {
    if (name !== 'requests.storage' && name !== 'persistentvolumeclaims') yield `${where} is never counted`;
  } else if (!prefix.endsWith('.deviceclass.resource.k8s.io') && !/^requests\.(?!requests\.|limits\.)/.test(key)) {
    yield `${where} is never counted: extended resources are counted as requests.<name>`;
  }
}
