import type { ObjectRef } from '../manifests/object-ref';
import { checkLabelName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkOneOf, checkText } from '../private/check-text';
import { checkIp } from '../private/ip';
import { isPlainObject, type JsonObject } from '../private/json';
import { show } from '../private/show';
import { unknownKeys } from '../private/unknown-keys';
import { type DeclaredOperator, operatorProblem } from './declared-operator';
import { checkKubernetesVersion } from './kubernetes-version';

/** Facts about the cluster that manifests are for, as they are declared: the file of `--cluster`, the option `cluster`. */
export interface DeclaredCluster {
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
   * Whether HorizontalPodAutoscalers may take the last pod away (feature gate `HPAScaleToZero`).
   *
   * @default - from Kubernetes 1.37 on
   */
  readonly hpaScaleToZero?: boolean;
  /**
   * How the Prometheus of a Prometheus operator selects monitors and rules, where none is among the manifests.
   *
   * @default - not known: nothing is said of monitors and rules
   */
  readonly prometheusOperator?: DeclaredOperator;
  /**
   * Objects that exist in the cluster and are not among the manifests.
   *
   * @default - none
   */
  readonly existing?: readonly ObjectRef[];
}

const KEYS: { readonly [Key in keyof Required<DeclaredCluster>]: (value: unknown) => string | undefined } = {
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
  hpaScaleToZero: (value) => checkOneOf('hpaScaleToZero', value ?? null, [true, false]),
  prometheusOperator: (value) => operatorProblem('prometheusOperator', value),
  existing: existingProblem,
};
const REFERENCE_KEYS = ['apiVersion', 'kind', 'name', 'namespaceName'];

/** A problem of what is declared of a cluster. */
export interface DeclarationProblem {
  /** The fact that it is about; nothing where it is several. */
  readonly key?: string;
  /** What is wrong with it, without its place. */
  readonly message: string;
  /** Whether there is no such fact: the message then says so of what holds it. */
  readonly isUnknown: boolean;
}

/** Says what is wrong with facts of a cluster. */
export function declarationProblems(value: JsonObject): DeclarationProblem[] {
  return [
    ...unknownKeys(value, Object.keys(KEYS)).map(({ key, message }) => ({ key, message, isUnknown: true })),
    ...Object.entries(KEYS).flatMap(([key, check]) => {
      const problem = Object.hasOwn(value, key) ? check(value[key]) : undefined;
      return problem === undefined ? [] : [{ key, message: problem, isUnknown: false }];
    }),
    ...rangeProblem(value).map((message) => ({ message, isUnknown: false })),
  ];
}

/** What is wrong with facts that are given as an option, in sentences. */
export function clusterProblems(option: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (!isPlainObject(value)) return [`${option} must be an object, got ${show(value)}`];
  return declarationProblems(value).map(({ message, isUnknown }) => `${option}${isUnknown ? ' ' : '.'}${message}`);
}

function rangeProblem({ nodePortMin = 30000, nodePortMax = 32767 }: JsonObject): string[] {
  if (typeof nodePortMin !== 'number' || typeof nodePortMax !== 'number' || nodePortMin <= nodePortMax) return [];
  return [`nodePortMin ${nodePortMin} is above nodePortMax ${nodePortMax}`];
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
