import { containersOf } from '../../pod-template';
import { compareExact, parseQuantity, quantity } from '../../quantity-oracle';
import { isRecord, show } from '../manifest';
import type { PodView } from './pod-rule';

const everywhere = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const inVariables = new Set([
  ...everywhere,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);
const inFiles = new Set([...everywhere, 'metadata.labels', 'metadata.annotations']);
const mapEntry = /^metadata\.(labels|annotations)\['[^']+'\]$/;
const containerFields = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;
const divisors = [
  '1m',
  ...['', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit) => `1${unit}`),
];

/** A reference to a field of the pod, from an environment variable or from a file of the downward API. */
export function* fieldRefProblems(where: string, ref: unknown, use: 'variable' | 'file'): Generator<string> {
  if (!isRecord(ref)) return;
  const field = String(ref.fieldPath);
  const known = use === 'variable' ? inVariables : inFiles;
  if (!known.has(field) && !mapEntry.test(field)) {
    yield `${where}.fieldPath must be a field of the pod, got ${show(ref.fieldPath)}`;
  }
  if ((ref.apiVersion ?? 'v1') !== 'v1') yield `${where}.apiVersion must be v1, got ${show(ref.apiVersion)}`;
}

/** A reference to a limit or request of a container. */
export function* resourceRefProblems(where: string, ref: unknown, pod: PodView): Generator<string> {
  if (!isRecord(ref)) return;
  if (!containerFields.test(String(ref.resource))) {
    yield `${where}.resource must be a limit or request, got ${show(ref.resource)}`;
  }
  const name = ref.containerName;
  if (name !== undefined && !containersOf(pod).some((placed) => placed.container.name === name)) {
    yield `${where} names no container of the pod: ${show(name)}`;
  }
  const divisor = parseQuantity(ref.divisor ?? 1);
  const allowed = /\.cpu$/.test(String(ref.resource)) ? ['1m', '1'] : divisors.slice(1);
  if (!divisor || ![...allowed, '0'].some((each) => compareExact(divisor, quantity(each)) === 0)) {
    yield `${where}.divisor must be one of ${allowed.join(', ')}, got ${show(ref.divisor)}`;
  }
}
