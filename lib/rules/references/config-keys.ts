import type { Manifest } from '../../manifests/manifest';
import { podTemplatesOf } from '../../manifests/pod-spec';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
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
  readonly where: string;
  readonly name: string;
  readonly key: string;
}

function violationsOf(manifest: Manifest, configMap: Manifest, { where, key }: UsedKey): Violation[] {
  const there = Object.keys({ ...objectAt(configMap.json, 'data'), ...objectAt(configMap.json, 'binaryData') });
  if (there.includes(key)) return [];
  return [
    {
      manifest,
      message: `${where} must name a key of the ConfigMap '${configMap.name}', which has ${show(there)}, got ${show(key)}`,
      fix: 'add the key, or refer to a ConfigMap that something else fills',
      others: [configMap],
    },
  ];
}

function keysUsed(manifest: Manifest): UsedKey[] {
  return podTemplatesOf(manifest).flatMap(({ podSpec }) => {
    const containers = ['initContainers', 'containers'].flatMap((field) => objectsIn(podSpec[field]));
    return [...containers.flatMap(keysOfContainer), ...objectsIn(podSpec.volumes).flatMap(keysOfVolume)];
  });
}

function keysOfContainer({ name: containerName, env }: JsonObject): UsedKey[] {
  return objectsIn(env).flatMap(({ name, valueFrom }) => {
    const ref = isPlainObject(valueFrom) ? objectAt(valueFrom, 'configMapKeyRef') : {};
    return required(`variable ${show(name)} of container ${show(containerName)}`, ref.name, ref.key, ref.optional);
  });
}

function keysOfVolume(volume: JsonObject): UsedKey[] {
  const sources = [volume, ...objectsIn(objectAt(volume, 'projected').sources)];
  return sources.flatMap((source) => {
    const { name, items, optional } = objectAt(source, 'configMap');
    return objectsIn(items).flatMap(({ key }) => required(`volume ${show(volume.name)}`, name, key, optional));
  });
}

function required(where: string, name: unknown, key: unknown, optional: unknown): UsedKey[] {
  return typeof name === 'string' && typeof key === 'string' && optional !== true ? [{ where, name, key }] : [];
}
