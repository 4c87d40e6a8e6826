import type { JsonObject } from '../../../private/json';
import { nearestWithin } from '../../../private/nearest';
import { show } from '../../../private/show';
import { child, children, isTrue, text } from '../fields';
import { oneOf } from '../names';
import type { Refusals } from '../refusal';
import type { PodFacts } from './pod-facts';
import { pathInside } from './volume-files';

/** No name is longer. */
const MAX_NAME = 63;

/** Where a container mounts the volumes of its pod. */
export function volumeMounts(at: string, container: JsonObject, facts: PodFacts, out: Refusals): void {
  const paths = new Set<string>();
  children(container, 'volumeMounts').forEach((mount, index) => {
    const where = `${at}/volumeMounts/${index}`;
    const path = text(mount, 'mountPath');
    mountName(`${where}/name`, text(mount, 'name'), facts, out);
    if (path === '') out.invalid(`${where}/mountPath`, 'is missing or empty');
    if (paths.has(path)) out.invalid(`${where}/mountPath`, `there is a mount at ${show(path)} already`);
    paths.add(path);
    subPaths(where, mount, out);
    propagation(where, mount, container, out);
  });
  children(container, 'volumeDevices').forEach((device, index) => {
    const where = `${at}/volumeDevices/${index}`;
    const path = text(device, 'devicePath');
    mountName(`${where}/name`, text(device, 'name'), facts, out);
    if (path === '') out.invalid(`${where}/devicePath`, 'is missing or empty');
    if (paths.has(path)) out.invalid(`${where}/devicePath`, `there is a mount at ${show(path)} already`);
    paths.add(path);
  });
}

function mountName(at: string, name: string, { volumes }: PodFacts, out: Refusals): void {
  if (name === '') {
    out.invalid(at, 'is missing or empty');
    return;
  }
  if (volumes.has(name)) return;
  const near = name.length > MAX_NAME ? undefined : nearestWithin(name, [...volumes]);
  const fix = near === undefined ? undefined : `did you mean ${show(near)}?`;
  out.invalid(at, `must be a volume of the pod, got ${show(name)}`, fix);
}

function subPaths(at: string, mount: JsonObject, out: Refusals): void {
  const [path, expression] = [text(mount, 'subPath'), text(mount, 'subPathExpr')];
  if (path !== '') out.problem(`${at}/subPath`, pathInside(path));
  if (expression === '') return;
  if (path !== '') out.invalid(`${at}/subPathExpr`, 'cannot be set together with subPath');
  out.problem(`${at}/subPathExpr`, pathInside(expression));
}

function propagation(at: string, mount: JsonObject, container: JsonObject, out: Refusals): void {
  const mode = text(mount, 'mountPropagation');
  if (mode !== '') {
    out.problem(`${at}/mountPropagation`, oneOf(mode, ['None', 'HostToContainer', 'Bidirectional']));
    const security = child(container, 'securityContext');
    if (mode === 'Bidirectional' && !(security && isTrue(security, 'privileged'))) {
      out.invalid(`${at}/mountPropagation`, "can be 'Bidirectional' in a privileged container only");
    }
  }
  const recursive = text(mount, 'recursiveReadOnly');
  if (recursive === '') return;
  out.problem(`${at}/recursiveReadOnly`, oneOf(recursive, ['Disabled', 'IfPossible', 'Enabled']));
  if (recursive !== 'Disabled' && !isTrue(mount, 'readOnly')) {
    out.invalid(`${at}/recursiveReadOnly`, `can be ${show(recursive)} only where readOnly is true`);
  }
}
