import { checkKubernetesVersion } from '../cluster/kubernetes-version';
import type { ObjectRef } from '../manifests/object-ref';
import type { FileSystem, ReadProblem } from '../manifests/read';
import { checkLabelName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkText } from '../private/check-text';
import { checkIp } from '../private/ip';
import { isPlainObject, type JsonObject } from '../private/json';
import { show } from '../private/show';
import { readSettings, SettingsError, unknownKeys } from './settings-file';

/** Facts about the cluster that manifests are for, as the file of `--cluster` declares them. */
export interface ClusterFacts {
  /**
   * Oldest version of Kubernetes they must run on, for example `1.32`.
   *
   * @default - not known: only what no supported version knows is an error
   */
  readonly kubernetesVersion?: string;
  /**
   * Smallest node port (kube-apiserver's `--service-node-port-range`).
   *
   * @default 30000
   */
  readonly nodePortMin?: number;
  /**
   * Largest node port.
   *
   * @default 32767
   */
  readonly nodePortMax?: number;
  /**
   * Namespace of the cluster's DNS service.
   *
   * @default 'kube-system'
   */
  readonly dnsNamespaceName?: string;
  /**
   * Port that the pods of the DNS service listen on.
   *
   * @default 53
   */
  readonly dnsPort?: number;
  /**
   * Addresses of node-local DNS caches.
   *
   * @default ['169.254.20.10']
   */
  readonly nodeLocalDnsAddresses?: readonly string[];
  /**
   * Objects that exist in the cluster and are not among the manifests.
   *
   * @default - none
   */
  readonly existing?: readonly ObjectRef[];
}

const KEYS: { readonly [Key in keyof Required<ClusterFacts>]: (value: unknown) => string | undefined } = {
  kubernetesVersion: (value) => checkKubernetesVersion('kubernetesVersion', value),
  nodePortMin: (value) => checkWholeNumber('nodePortMin', value, 1, 65535),
  nodePortMax: (value) => checkWholeNumber('nodePortMax', value, 1, 65535),
  dnsNamespaceName: (value) => checkLabelName('dnsNamespaceName', value),
  dnsPort: (value) => checkWholeNumber('dnsPort', value, 1, 65535),
  nodeLocalDnsAddresses: (value) =>
    Array.isArray(value)
      ? value
          .map((address: unknown) => checkIp('nodeLocalDnsAddresses', address))
          .find((problem) => problem !== undefined)
      : `nodeLocalDnsAddresses must be a list, got ${show(value)}`,
  existing: existingProblem,
};
const REFERENCE_KEYS = ['apiVersion', 'kind', 'name', 'namespaceName'];

/**
 * Reads cluster facts.
 *
 * @throws SettingsError with everything that is wrong with the file
 */
export function readClusterFile(fileSystem: FileSystem, file: string): ClusterFacts {
  const { value, lineOf } = readSettings(fileSystem, file);
  if (value === null) return {};
  if (!isPlainObject(value))
    throw new SettingsError([{ file, message: `must hold an object, it holds ${show(value)}` }]);
  const problems = [
    ...unknownKeys(value, Object.keys(KEYS)).map(({ key, message }): ReadProblem => ({
      file,
      line: lineOf(key),
      message,
    })),
    ...Object.entries(KEYS).flatMap(([key, check]): ReadProblem[] => {
      const problem = Object.hasOwn(value, key) ? check(textOfVersion(key, value[key])) : undefined;
      return problem === undefined ? [] : [{ file, line: lineOf(key), message: `cannot be used: ${problem}` }];
    }),
    ...rangeProblem(file, value),
  ];
  if (problems.length > 0) throw new SettingsError(problems);
  return value;
}

/** Without quotes 1.32 is a number, and 1.30 is 1.3: only quotes keep it. */
function textOfVersion(key: string, value: unknown): unknown {
  return key === 'kubernetesVersion' && typeof value === 'number' ? `${value} (a number: write it in quotes)` : value;
}

function rangeProblem(file: string, { nodePortMin = 30000, nodePortMax = 32767 }: JsonObject): ReadProblem[] {
  if (typeof nodePortMin !== 'number' || typeof nodePortMax !== 'number' || nodePortMin <= nodePortMax) return [];
  return [{ file, message: `cannot be used: nodePortMin ${nodePortMin} is above nodePortMax ${nodePortMax}` }];
}

function existingProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return `existing must be a list, got ${show(value)}`;
  return value
    .flatMap((item: unknown, index) => {
      const name = `existing[${index}]`;
      if (!isPlainObject(item)) return [`${name} must be an object, got ${show(item)}`];
      return [
        ...unknownKeys(item, REFERENCE_KEYS).map(({ message }) => `${name} ${message}`),
        ...['apiVersion', 'kind', 'name'].map((key) => checkText(`${name}.${key}`, item[key] ?? '')),
        checkText(`${name}.namespaceName`, item.namespaceName),
      ];
    })
    .find((problem) => problem !== undefined);
}
