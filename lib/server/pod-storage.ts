import { checkObjectName } from '../private/check-name';
import { isPlainObject, type JsonObject, sortedEntries, sortedMap } from '../private/json';
import { show } from '../private/show';
import type { CsiVolumeOptions, EphemeralVolumeOptions } from './volume-options';

/** What a driver makes for each pod. */
export type CsiSource = Omit<CsiVolumeOptions, 'name' | 'mountPath' | 'readOnly'>;
/** What a StorageClass makes for each pod. */
export type EphemeralSource = Omit<EphemeralVolumeOptions, 'name' | 'mountPath'>;

/** The volume of a pod that a driver makes. */
export function renderCsi(
  { driver, attributes, fsType, secretName }: CsiSource,
  isReadOnlyEverywhere: boolean,
): JsonObject {
  return {
    driver,
    fsType,
    nodePublishSecretRef: secretName === undefined ? undefined : { name: secretName },
    readOnly: isReadOnlyEverywhere || undefined,
    volumeAttributes: attributes,
  };
}

/** The volume of a pod that a StorageClass makes. Only that pod mounts it. */
export function renderEphemeral({ size, storageClassName, labels }: EphemeralSource): JsonObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, storageClassName };
  return { volumeClaimTemplate: labels ? { metadata: { labels: sortedMap(labels) }, spec } : { spec } };
}

/** Checks the name of a driver: https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/ */
export function checkDriver(driver: unknown): string | undefined {
  const fine =
    typeof driver === 'string' && driver.length <= 63 && checkObjectName('', driver.toLowerCase()) === undefined;
  return fine
    ? undefined
    : `driver must be letters, digits, '-' and '.', begin and end with a letter or digit, and have at most 63 characters, got ${show(driver)}`;
}

/** Checks what a driver is told. */
export function checkAttributes(attributes: unknown): (string | undefined)[] {
  if (attributes === undefined) return [];
  if (!isPlainObject(attributes)) return [`attributes must be an object of texts by name, got ${show(attributes)}`];
  return sortedEntries(attributes).map(([name, value]) =>
    typeof value === 'string' ? undefined : `attributes[${show(name)}] must be a text, got ${show(value)}`,
  );
}
