import type { Manifest } from '../../manifests/manifest';
import { podTemplatesOf } from '../../manifests/pod-spec';
import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const configKeys: Rule = {
  id: 'config-keys',
  title: 'pods name keys that the ConfigMaps of the set have',
  severity: 'error',
  reason:
    'Pods wait for good for a key that a ConfigMap lacks (CreateContainerConfigError). Secrets are not looked at: they are often declared empty and filled by a controller.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps'],
  example: {
    failing: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: info }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: levle } } }]`,
    mended: `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { level: info }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: LEVEL, valueFrom: { configMapKeyRef: { name: settings, key: level } } }]`,
  },
  check(set) {
    if (set.ofKind('ConfigMap', '').length === 0) return [];
    return set.manifests.flatMap((manifest) =>
      keysUsed(manifest).flatMap((used) => {
        const configMap = set.find('ConfigMap', '', used.name, manifest.namespaceName);
        return configMap ? violationsOf(manifest, configMap, used) : [];
      }),
    );
  },
};

/** A key of a ConfigMap that pods need in order to start. */
interface UsedKey {
  /** JSON pointer to where it is named. */
  readonly at: string;
  readonly where: string;
  readonly name: string;
  readonly key: string;
}

function violationsOf(manifest: Manifest, configMap: Manifest, { at, where, key }: UsedKey): Violation[] {
  const there = Object.keys({ ...objectAt(configMap.json, 'data'), ...objectAt(configMap.json, 'binaryData') });
  if (there.includes(key)) return [];
  return [
    {
      manifest,
      at,
      message: `${where} must name a key of the ConfigMap '${configMap.name}', which has ${show(there)}, got ${show(key)}`,
      fix: 'add the key, or refer to a ConfigMap that something else fills',
      others: [configMap],
    },
  ];
}

function keysUsed(manifest: Manifest): UsedKey[] {
  return podTemplatesOf(manifest).flatMap(({ path, podSpec }) => {
    const at = path.map((step) => `/${step}`).join('');
    const containers = ['initContainers', 'containers'].flatMap((field) => placed(podSpec, field, at));
    return [...containers.flatMap(keysOfContainer), ...placed(podSpec, 'volumes', at).flatMap(keysOfVolume)];
  });
}

/** An object of a list, and where it stands. */
interface Placed {
  readonly at: string;
  readonly item: JsonObject;
}

/** The objects of a list in a field. */
function placed(holder: JsonObject, field: string, at: string): Placed[] {
  const list = holder[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => (isPlainObject(item) ? [{ at: `${at}/${field}/${index}`, item }] : []));
}

function keysOfContainer({ at, item: container }: Placed): UsedKey[] {
  return placed(container, 'env', at).flatMap(({ at: place, item: { name, valueFrom } }) => {
    const ref = isPlainObject(valueFrom) ? objectAt(valueFrom, 'configMapKeyRef') : {};
    const where = `variable ${show(name)} of container ${show(container.name)}`;
    return required(`${place}/valueFrom/configMapKeyRef`, where, ref, ref.key);
  });
}

function keysOfVolume({ at, item: volume }: Placed): UsedKey[] {
  const sources = [{ at, item: volume }, ...placed(objectAt(volume, 'projected'), 'sources', `${at}/projected`)];
  return sources.flatMap(({ at: place, item: source }) => {
    const configMap = objectAt(source, 'configMap');
    return placed(configMap, 'items', `${place}/configMap`).flatMap(({ at: itemPlace, item }) =>
      required(itemPlace, `volume ${show(volume.name)}`, configMap, item.key),
    );
  });
}

/** A key by the object that names it and the reference that says of which ConfigMap. */
function required(at: string, where: string, { name, optional }: JsonObject, key: unknown): UsedKey[] {
  const isNamed = typeof name === 'string' && typeof key === 'string' && optional !== true;
  return isNamed ? [{ at: `${at}/key`, where, name, key }] : [];
}
