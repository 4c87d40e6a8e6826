import type { IContainer } from 'kubernetes-models/v1/Container';
import { isRecord, show } from '../manifest';
import type { SecurityCheck } from './check';

const capabilities = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const sysctlsSince: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

const host: SecurityCheck = function* ({ spec, containers }) {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const) {
    if (spec[field] === true) yield `${field} is true`;
  }
  for (const volume of spec.volumes ?? []) {
    if (volume.hostPath !== undefined) yield `volume "${volume.name}" is a hostPath`;
  }
  for (const { name, container } of containers) {
    for (const { hostPort } of container.ports ?? []) if (hostPort) yield `${name} has the hostPort ${hostPort}`;
  }
};

const privileges: SecurityCheck = function* ({ pod, containers }) {
  if (pod.windowsOptions?.hostProcess === true) yield 'the pod is a Windows host process';
  for (const { name, context } of containers) {
    if (context.privileged === true) yield `${name} is privileged`;
    if (context.windowsOptions?.hostProcess === true) yield `${name} is a Windows host process`;
    for (const added of context.capabilities?.add ?? []) {
      if (!capabilities.has(added)) yield `${name} adds the capability ${added}`;
    }
  }
};

const profiles: SecurityCheck = function* ({ pod, containers, minor }) {
  const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
  if (minor >= 31) seLinuxTypes.push('container_engine_t');
  for (const { name, context } of [{ name: 'the pod', context: pod }, ...containers]) {
    const { seLinuxOptions: se, appArmorProfile, seccompProfile } = context;
    if (se && !seLinuxTypes.includes(se.type ?? '')) yield `${name} has the SELinux type ${show(se.type)}`;
    if (se?.user) yield `${name} has an SELinux user`;
    if (se?.role) yield `${name} has an SELinux role`;
    if (appArmorProfile && !['RuntimeDefault', 'Localhost'].includes(appArmorProfile.type)) {
      yield `${name} has the AppArmor profile ${show(appArmorProfile.type)}`;
    }
    if (seccompProfile && !['RuntimeDefault', 'Localhost'].includes(seccompProfile.type)) {
      yield `${name} has the seccomp profile ${show(seccompProfile.type)}`;
    }
  }
};

const procMount: SecurityCheck = function* ({ containers, hasUserNamespace }) {
  if (hasUserNamespace) return;
  for (const { name, context } of containers) {
    if ((context.procMount ?? 'Default') !== 'Default') yield `${name} has the procMount ${show(context.procMount)}`;
  }
};

const sysctls: SecurityCheck = function* ({ pod, minor }) {
  for (const { name } of pod.sysctls ?? []) {
    const since = sysctlsSince[name];
    if (since === undefined || since > minor) yield `the pod sets the sysctl ${name}`;
  }
};

const hosts: SecurityCheck = function* ({ containers, minor }) {
  if (minor < 34) return;
  for (const { name, container } of containers) {
    for (const called of hostsOf(container)) yield `${name} calls the host ${show(called)} from a probe or hook`;
  }
};

function* hostsOf(container: IContainer): Generator<string> {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  for (const caller of [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop]) {
    for (const action of [caller?.httpGet, caller?.tcpSocket]) {
      if (isRecord(action) && typeof action.host === 'string' && action.host !== '') yield action.host;
    }
  }
}

/** The checks of the level `baseline`. */
export const baselineChecks: readonly SecurityCheck[] = [host, privileges, profiles, procMount, sysctls, hosts];
