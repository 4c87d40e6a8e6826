import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { between } from '../counts';
import { child, childOrEmpty, children, has, isTrue, number, optionalText, repeated, text, texts } from '../fields';
import { oneOf } from '../names';
import type { Refusals } from '../refusal';
import { pathInside } from './volume-files';

const MAX_ID = 2 ** 31 - 1;
const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const SYSCTL = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;
const MAX_SYSCTL = 253;

/** The security context of a pod. `at` is the pointer to the spec. */
export function podSecurityContext(at: string, spec: JsonObject, out: Refusals): void {
  const context = child(spec, 'securityContext');
  if (!context) return;
  const where = `${at}/securityContext`;
  shared(where, context, out);
  out.problem(`${where}/fsGroup`, between(number(context, 'fsGroup'), 0, MAX_ID));
  const groups = context.supplementalGroups;
  if (Array.isArray(groups)) {
    groups.forEach((group: unknown, index) => {
      if (typeof group === 'number') out.problem(`${where}/supplementalGroups/${index}`, between(group, 0, MAX_ID));
    });
  }
  for (const [field, allowed] of [
    ['fsGroupChangePolicy', ['OnRootMismatch', 'Always']],
    ['supplementalGroupsPolicy', ['Merge', 'Strict']],
    ['seLinuxChangePolicy', ['MountOption', 'Recursive']],
  ] as const) {
    const value = optionalText(context, field);
    if (value !== undefined) out.problem(`${where}/${field}`, oneOf(value, allowed));
  }
  sysctls(`${where}/sysctls`, children(context, 'sysctls'), spec, out);
}

/** The security context of a container. */
export function securityContext(at: string, context: JsonObject, spec: JsonObject, out: Refusals): void {
  shared(at, context, out);
  if (context.allowPrivilegeEscalation === false) {
    const fix = 'leave allowPrivilegeEscalation out, or give the privilege up';
    if (isTrue(context, 'privileged')) {
      out.invalid(`${at}/allowPrivilegeEscalation`, 'cannot be false in a privileged container', fix);
    }
    if (texts(childOrEmpty(context, 'capabilities'), 'add').includes('CAP_SYS_ADMIN')) {
      out.invalid(`${at}/allowPrivilegeEscalation`, 'cannot be false with the capability CAP_SYS_ADMIN', fix);
    }
  }
  const mount = optionalText(context, 'procMount');
  if (mount === undefined) return;
  out.problem(`${at}/procMount`, oneOf(mount, ['Default', 'Unmasked']));
  if (mount === 'Unmasked' && spec.hostUsers !== false) {
    out.invalid(`${at}/procMount`, "can be 'Unmasked' only where hostUsers is false");
  }
}

function shared(at: string, context: JsonObject, out: Refusals): void {
  out.problem(`${at}/runAsUser`, between(number(context, 'runAsUser'), 0, MAX_ID));
  out.problem(`${at}/runAsGroup`, between(number(context, 'runAsGroup'), 0, MAX_ID));
  for (const field of ['seccompProfile', 'appArmorProfile']) {
    const profile = child(context, field);
    if (profile) profileType(`${at}/${field}`, field, profile, out);
  }
}

function profileType(at: string, field: string, profile: JsonObject, out: Refusals): void {
  const type = text(profile, 'type');
  const isLocal = type === 'Localhost';
  const path = text(profile, 'localhostProfile');
  out.problem(`${at}/type`, oneOf(type, PROFILES));
  if (isLocal && path === '')
    out.invalid(`${at}/localhostProfile`, "is missing or empty, the type 'Localhost' needs it");
  if (isLocal && path !== '' && field === 'seccompProfile') out.problem(`${at}/localhostProfile`, pathInside(path));
  if (!isLocal && has(profile, 'localhostProfile')) {
    out.invalid(`${at}/localhostProfile`, "is for the type 'Localhost' only");
  }
}

function sysctls(at: string, list: readonly JsonObject[], spec: JsonObject, out: Refusals): void {
  const names = list.map((sysctl) => text(sysctl, 'name'));
  names.forEach((name, index) => {
    const where = `${at}/${index}/name`;
    if (name === '') out.invalid(where, 'is missing or empty');
    else if (name.length > MAX_SYSCTL || !SYSCTL.test(name)) {
      out.invalid(where, `must be the name of a sysctl such as 'net.core.somaxconn', got ${show(name)}`);
    }
    const ofHost = isTrue(spec, 'hostNetwork') && name.startsWith('net.');
    const ofIpc = isTrue(spec, 'hostIPC') && /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(name);
    if (ofHost || ofIpc) out.invalid(where, `${show(name)} belongs to the node when the pod shares its namespace`);
  });
  for (const [index, name] of repeated(names)) out.invalid(`${at}/${index}/name`, `${show(name)} is set already`);
}
