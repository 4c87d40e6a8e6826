import { BASELINE_CAPABILITIES } from '../../../../manifests/baseline-capabilities';
import type { JsonObject } from '../../../../private/json';
import { show } from '../../../../private/show';
import { child, childOrEmpty, children, has, isTrue, number, text, texts } from '../../fields';
import { step } from '../../refusal';
import type { SecurityCheck, SecurityView } from './view';

/** Sysctls that are safe, and the version since which they are. */
const SYSCTLS = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
]);
const SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t']);
/** The type of engines inside containers, and since when it is allowed. */
const SELINUX_ENGINE = { type: 'container_engine_t', since: 31 };
/** From this version on probes and hooks may not name a host. */
const NO_HOSTS = 34;
const APPARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const APPARMOR_VALUES = /^(runtime\/default|localhost\/.*|)$/;

const host: SecurityCheck = ({ at, spec, containers }, out) => {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (isTrue(spec, field)) out.add(`${at}/${field}`, 'must not be true');
  }
  children(spec, 'volumes').forEach((volume, index) => {
    if (has(volume, 'hostPath')) out.add(`${at}/volumes/${index}/hostPath`, 'must not be a directory of the node');
  });
  for (const { at: where, container } of containers) {
    children(container, 'ports').forEach((port, index) => {
      const taken = number(port, 'hostPort') ?? 0;
      if (taken !== 0) out.add(`${where}/ports/${index}/hostPort`, `must not be a port of the node, got ${taken}`);
    });
  }
};

const privileges: SecurityCheck = (view, out) => {
  for (const { at, context } of contexts(view)) {
    if (isTrue(childOrEmpty(context, 'windowsOptions'), 'hostProcess')) {
      out.add(`${at}/windowsOptions/hostProcess`, 'must not be true');
    }
  }
  for (const { at, context } of view.containers) {
    if (isTrue(context, 'privileged')) out.add(`${at}/securityContext/privileged`, 'must not be true');
    texts(childOrEmpty(context, 'capabilities'), 'add').forEach((added, index) => {
      if (BASELINE_CAPABILITIES.has(added)) return;
      out.add(
        `${at}/securityContext/capabilities/add/${index}`,
        `must be one of the harmless capabilities, got ${show(added)}`,
      );
    });
  }
};

const PROFILES = ['seccompProfile', 'appArmorProfile'];

const profiles: SecurityCheck = (view, out) => {
  for (const { at, context } of contexts(view)) {
    for (const field of PROFILES) {
      const profile = child(context, field);
      if (profile === undefined) continue;
      const type = text(profile, 'type');
      if (type === 'RuntimeDefault' || type === 'Localhost') continue;
      out.add(`${at}/${field}/type`, `must be 'RuntimeDefault' or 'Localhost', got ${show(type)}`);
    }
    const options = child(context, 'seLinuxOptions');
    if (options) seLinux(`${at}/seLinuxOptions`, options, out);
  }
  for (const key of Object.keys(view.annotations)) {
    if (!key.startsWith(APPARMOR_ANNOTATION) || APPARMOR_VALUES.test(text(view.annotations, key))) continue;
    out.add(step(view.annotationsAt, key), "must be 'runtime/default' or 'localhost/...'");
  }
};

function seLinux(at: string, options: JsonObject, out: Parameters<SecurityCheck>[1]): void {
  const type = text(options, 'type');
  if (!SELINUX_TYPES.has(type)) {
    const range = type === SELINUX_ENGINE.type ? { to: SELINUX_ENGINE.since - 1 } : undefined;
    out.add(`${at}/type`, `must be a type of containers such as 'container_t', got ${show(type)}`, range);
  }
  for (const field of ['user', 'role']) {
    if (text(options, field) !== '') out.add(`${at}/${field}`, 'must be empty');
  }
}

const procMount: SecurityCheck = ({ containers, withoutUserNamespace }, out) => {
  for (const { at, context } of containers) {
    const mount = text(context, 'procMount');
    if (mount === '' || mount === 'Default') continue;
    out.add(`${at}/securityContext/procMount`, `must be 'Default', got ${show(mount)}`, withoutUserNamespace);
  }
};

const sysctls: SecurityCheck = ({ at, context }, out) => {
  children(context, 'sysctls').forEach((sysctl, index) => {
    const name = text(sysctl, 'name');
    const since = SYSCTLS.get(name);
    if (since === 0) return;
    const range = since === undefined ? undefined : { to: since - 1 };
    out.add(`${at}/securityContext/sysctls/${index}/name`, `must be a safe sysctl, got ${show(name)}`, range);
  });
};

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];
const ASKING = ['httpGet', 'tcpSocket'];

const hosts: SecurityCheck = ({ containers }, out) => {
  for (const { at, container } of containers) {
    askedHosts(at, container, PROBES, out);
    const hooks = child(container, 'lifecycle');
    if (hooks !== undefined) askedHosts(`${at}/lifecycle`, hooks, HOOKS, out);
  }
};

function askedHosts(at: string, owner: JsonObject, fields: readonly string[], out: Parameters<SecurityCheck>[1]): void {
  for (const field of fields) {
    const caller = child(owner, field);
    if (caller === undefined) continue;
    for (const action of ASKING) {
      const asked = child(caller, action);
      if (asked !== undefined && text(asked, 'host') !== '')
        out.add(`${at}/${field}/${action}/host`, 'must be empty: the pod itself is asked', { from: NO_HOSTS });
    }
  }
}

/** The security contexts of the pod and of its containers. */
function contexts({ at, context, containers }: SecurityView): { at: string; context: JsonObject }[] {
  return [
    { at: `${at}/securityContext`, context },
    ...containers.map((each) => ({ at: `${each.at}/securityContext`, context: each.context })),
  ];
}

/** The checks of the level `baseline`. https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline */
export const BASELINE: readonly SecurityCheck[] = [host, privileges, profiles, procMount, sysctls, hosts];
