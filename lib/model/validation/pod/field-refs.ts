import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { MILLI, ONE, parseAmount } from '../amount';
import { children, has, text } from '../fields';
import { qualifiedName } from '../label-syntax';
import type { Refusals } from '../refusal';

const ANYWHERE = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const IN_VARIABLES = new Set([
  ...ANYWHERE,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);
const IN_FILES = new Set([...ANYWHERE, 'metadata.labels', 'metadata.annotations']);
const MAP_ENTRY = /^metadata\.(labels|annotations)\['([^']*)'\]$/;
const AMOUNTS = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;
const BYTE_UNITS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** A reference to a field of the pod, from an environment variable or from a file of the downward API. */
export function fieldRef(at: string, ref: JsonObject, use: 'variable' | 'file', out: Refusals): void {
  const version = text(ref, 'apiVersion');
  if (version !== '' && version !== 'v1') out.invalid(`${at}/apiVersion`, `must be 'v1', got ${show(version)}`);
  const path = text(ref, 'fieldPath');
  if (path === '') {
    out.invalid(`${at}/fieldPath`, 'is missing or empty');
    return;
  }
  const entry = MAP_ENTRY.exec(path);
  if (entry) {
    const [, map, key] = entry;
    out.problem(`${at}/fieldPath`, qualifiedName(map === 'annotations' ? key.toLowerCase() : key));
    return;
  }
  const known = use === 'variable' ? IN_VARIABLES : IN_FILES;
  if (!known.has(path)) {
    out.invalid(`${at}/fieldPath`, `must be a field of the pod that can be asked for here, got ${show(path)}`);
  }
}

/** A reference to a limit or request of a container. */
export function resourceFieldRef(at: string, ref: JsonObject, spec: JsonObject, isFile: boolean, out: Refusals): void {
  const resource = text(ref, 'resource');
  const container = text(ref, 'containerName');
  if (isFile && container === '') out.invalid(`${at}/containerName`, 'is missing or empty');
  else if (isFile && !isContainer(spec, container)) {
    out.invalid(`${at}/containerName`, `must be a container of the pod, got ${show(container)}`);
  }
  if (resource === '') {
    out.invalid(`${at}/resource`, 'is missing or empty');
    return;
  }
  if (!AMOUNTS.test(resource)) {
    out.invalid(`${at}/resource`, `must be a limit or request such as 'limits.memory', got ${show(resource)}`);
    return;
  }
  const divisor = has(ref, 'divisor') ? parseAmount(ref.divisor) : undefined;
  if (divisor === undefined || divisor === 0n) return;
  const fits = resource.endsWith('.cpu')
    ? divisor === MILLI || divisor === ONE
    : BYTE_UNITS.some((unit) => parseAmount(unit) === divisor);
  if (fits) return;
  const allowed = resource.endsWith('.cpu') ? ['1m', '1'] : BYTE_UNITS;
  out.invalid(`${at}/divisor`, `must be one of ${allowed.join(', ')}, got ${show(ref.divisor)}`);
}

function isContainer(spec: JsonObject, name: string): boolean {
  return ['containers', 'initContainers'].some((list) =>
    children(spec, list).some((each) => text(each, 'name') === name),
  );
}
