import { show } from '../../../../private/show';
import { child, childOrEmpty, children, has, keys, number, text, texts } from '../../fields';
import type { SecurityCheck } from './view';

const SOURCES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
/** From this version on `restricted` asks for the usual mount of /proc even in a user namespace. */
const STRICT_PROC_MOUNT = 35;

const volumes: SecurityCheck = ({ at, spec }, out) => {
  children(spec, 'volumes').forEach((volume, index) => {
    for (const source of keys(volume)) {
      if (source === 'name' || SOURCES.has(source) || !has(volume, source)) continue;
      out.add(`${at}/volumes/${index}/${source}`, `must be one of ${[...SOURCES].join(', ')}, got ${show(source)}`);
    }
  });
};

const escalation: SecurityCheck = ({ containers, isWindows }, out) => {
  if (isWindows) return;
  for (const { at, context } of containers) {
    if (context.allowPrivilegeEscalation !== false) {
      out.add(
        `${at}/securityContext/allowPrivilegeEscalation`,
        `must be false, got ${show(context.allowPrivilegeEscalation)}`,
      );
    }
    const capabilities = childOrEmpty(context, 'capabilities');
    const dropped = texts(capabilities, 'drop');
    if (!dropped.includes('ALL')) {
      out.add(`${at}/securityContext/capabilities/drop`, `must hold 'ALL', got ${show(dropped)}`);
    }
    texts(capabilities, 'add').forEach((added, index) => {
      if (added === 'NET_BIND_SERVICE') return;
      out.add(`${at}/securityContext/capabilities/add/${index}`, `must be 'NET_BIND_SERVICE', got ${show(added)}`);
    });
  }
};

const nonRoot: SecurityCheck = ({ at, context, containers, withoutUserNamespace }, out) => {
  for (const each of [{ at, context }, ...containers]) {
    const where = `${each.at}/securityContext`;
    if (each.context.runAsNonRoot === false) {
      out.add(`${where}/runAsNonRoot`, 'must be true, got false', withoutUserNamespace);
    }
    if (number(each.context, 'runAsUser') === 0) {
      out.add(`${where}/runAsUser`, 'must not be 0, the root user', withoutUserNamespace);
    }
  }
  if (has(context, 'runAsNonRoot')) return;
  for (const each of containers) {
    if (has(each.context, 'runAsNonRoot')) continue;
    out.add(`${each.at}/securityContext/runAsNonRoot`, 'must be true, got nothing', withoutUserNamespace);
  }
};

const seccomp: SecurityCheck = ({ context, containers, isWindows }, out) => {
  if (isWindows) return;
  for (const each of containers) {
    const profile = child(each.context, 'seccompProfile') ?? child(context, 'seccompProfile');
    if (profile) continue;
    out.add(`${each.at}/securityContext/seccompProfile`, "must be there with the type 'RuntimeDefault' or 'Localhost'");
  }
};

const procMount: SecurityCheck = ({ containers, withoutUserNamespace }, out) => {
  // Without a user namespace of its own `baseline` says so already.
  if (withoutUserNamespace === undefined) return;
  for (const { at, context } of containers) {
    const mount = text(context, 'procMount');
    if (mount === '' || mount === 'Default') continue;
    out.add(`${at}/securityContext/procMount`, `must be 'Default', got ${show(mount)}`, { from: STRICT_PROC_MOUNT });
  }
};

/** What `restricted` adds. https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
export const RESTRICTED: readonly SecurityCheck[] = [volumes, escalation, nonRoot, seccomp, procMount];
