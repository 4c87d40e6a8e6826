import type { IConstruct } from 'constructs';
import { MAX_LABEL_LENGTH } from '../private/check-name';
import { canonical, digest } from '../private/digest';
import { apiObjectOf } from './used-objects';

/**
 * One annotation for each ConfigMap of this app: a digest of its content. On the pods it makes Kubernetes replace them
 * when the content changes, which it does not do by itself.
 */
export function configChecksums(configMaps: readonly IConstruct[]): { [annotation: string]: string } {
  const checksums: { [annotation: string]: string } = {};
  for (const configMap of new Set(configMaps)) {
    const object = apiObjectOf(configMap);
    // Not of Secrets: a digest of a short one gives it away.
    if (object?.kind !== 'ConfigMap') continue;
    const { data, binaryData } = object.toJson() as { data?: unknown; binaryData?: unknown };
    checksums[`checksum/${keyOf(object.name)}`] = digest(canonical({ binaryData, data }));
  }
  return checksums;
}

/** A name that is too long for a key is cut, and told from others that begin alike by a digest of the whole. */
function keyOf(name: string): string {
  if (name.length <= MAX_LABEL_LENGTH) return name;
  const suffix = digest(name).slice(0, 8);
  return `${name.slice(0, MAX_LABEL_LENGTH - suffix.length - 1)}-${suffix}`;
}
