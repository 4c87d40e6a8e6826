import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { byCodeUnit, isPlainObject } from '../private/json';

/**
 * One annotation for each ConfigMap of this app: a digest of its content. On the pods it makes Kubernetes replace them
 * when the content changes, which it does not do by itself.
 */
export function configChecksums(configMaps: readonly IConstruct[]): { [annotation: string]: string } {
  const checksums: { [annotation: string]: string } = {};
  for (const configMap of new Set(configMaps)) {
    const object = apiObjectOf(configMap);
    if (!object) continue;
    const { data, binaryData } = object.toJson() as { data?: unknown; binaryData?: unknown };
    checksums[`checksum/${object.name.slice(0, 63).replace(/[^a-z0-9]+$/, '')}`] = createHash('sha256')
      .update(canonical({ binaryData, data }))
      .digest('hex');
  }
  return checksums;
}

/** A ConfigMap that is only referred to (`ConfigMap.fromConfigMapName`) has no object in this app. */
function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  if (ApiObject.isApiObject(construct)) return construct;
  const child = construct.node.defaultChild;
  return child ? apiObjectOf(child) : undefined;
}

/** JSON with sorted keys: the same digest whatever order the data was written in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    isPlainObject(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => byCodeUnit(a, b))) : item,
  );
}
