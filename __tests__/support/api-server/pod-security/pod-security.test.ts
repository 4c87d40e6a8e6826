import { podSecurityViolations, type PodSecurityLevel } from '../../api-server';
import { isRecord } from '../manifest';
import { itAccepts, itRefuses } from '../cases';
import { changed } from '../accepted';

/** The pod spec of the accepted set after changes. */
function pod(changes = ''): object {
  const [, , , deployment] = changed(changes) as Record<string, { template: { spec: object } }>[];
  return deployment?.spec?.template.spec ?? {};
}

const c = 'container "server"';

describe('baseline and restricted', () => {
  it.each<[string, ...string[]]>([
    ['pod.hostNetwork = true', 'hostNetwork is true'],
    ['pod.hostPID = true', 'hostPID is true'],
    ['pod.hostIPC = true', 'hostIPC is true'],
    [
      'pod.volumes.0 = { name: tmp, hostPath: { path: /tmp } }',
      'volume "tmp" is a hostPath',
      'volume "tmp" is of the kind hostPath',
    ],
    ['container.ports.0.hostPort = 8000', `${c} has the hostPort 8000`],
    ['container.securityContext.privileged = true', `${c} is privileged`],
    ['pod.securityContext.windowsOptions = { hostProcess: true }', 'the pod is a Windows host process'],
    ['container.securityContext.windowsOptions = { hostProcess: true }', `${c} is a Windows host process`],
    ['container.securityContext.capabilities.add = [SYS_ADMIN]', `${c} adds the capability SYS_ADMIN`],
    ['container.securityContext.capabilities.add = [NET_RAW]', `${c} adds the capability NET_RAW`],
    ['container.securityContext.seLinuxOptions = { type: spc_t }', `${c} has the SELinux type "spc_t"`],
    [
      'pod.securityContext.seLinuxOptions = { user: a, role: b }',
      'the pod has an SELinux user',
      'the pod has an SELinux role',
    ],
    ['container.securityContext.appArmorProfile = { type: Unconfined }', `${c} has the AppArmor profile "Unconfined"`],
    ['container.securityContext.seccompProfile = { type: Unconfined }', `${c} has the seccomp profile "Unconfined"`],
    ['pod.securityContext.seccompProfile = { type: Unconfined }', 'the pod has the seccomp profile "Unconfined"'],
    ['container.securityContext.procMount = Unmasked', `${c} has the procMount "Unmasked"`],
    ['pod.securityContext.sysctls = [{ name: kernel.msgmax, value: "1" }]', 'the pod sets the sysctl kernel.msgmax'],
    ['container.readinessProbe.httpGet.host = example.com', `${c} calls the host "example.com" from a probe or hook`],
    [
      'container.livenessProbe = { tcpSocket: { port: 1, host: 127.0.0.1 } }',
      `${c} calls the host "127.0.0.1" from a probe or hook`,
    ],
    ['container.lifecycle.preStop = { httpGet: { port: 1, host: a } }', `${c} calls the host "a" from a probe or hook`],
    [
      'pod.initContainers = [{ name: init, securityContext: { privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]',
      'container "init" is privileged',
    ],
  ])('%s', (changes, ...violations) => {
    expect(podSecurityViolations(pod(changes), 'restricted').sort()).toEqual([...violations].sort());
    expect(podSecurityViolations(pod(changes), 'baseline')).toEqual(
      violations.filter((each) => !each.includes('of the kind')),
    );
    expect(podSecurityViolations(pod(changes), 'privileged')).toEqual([]);
  });
});

describe('restricted alone', () => {
  it.each<[string, ...string[]]>([
    ['pod.volumes.0 = { name: tmp, nfs: { server: a, path: / } }', 'volume "tmp" is of the kind nfs'],
    ['container.securityContext.allowPrivilegeEscalation =', `${c} must set allowPrivilegeEscalation to false`],
    ['container.securityContext.allowPrivilegeEscalation = true', `${c} must set allowPrivilegeEscalation to false`],
    ['container.securityContext.capabilities.drop = [NET_RAW]', `${c} must drop ALL capabilities`],
    ['container.securityContext.capabilities.drop = [all]', `${c} must drop ALL capabilities`],
    ['container.securityContext.capabilities.add = [CHOWN]', `${c} adds the capability CHOWN`],
    ['pod.securityContext.runAsNonRoot =', `${c} must set runAsNonRoot to true, itself or for the pod`],
    [
      'pod.securityContext.runAsNonRoot = false\ncontainer.securityContext.runAsNonRoot = true',
      'the pod must not set runAsNonRoot to false',
    ],
    ['container.securityContext.runAsNonRoot = false', `${c} must set runAsNonRoot to true, itself or for the pod`],
    ['pod.securityContext.runAsUser = 0', 'the pod must not set runAsUser to 0'],
    ['container.securityContext.runAsUser = 0', `${c} must not set runAsUser to 0`],
    [
      'pod.securityContext.seccompProfile =',
      `${c} must have the seccomp profile RuntimeDefault or Localhost, itself or for the pod`,
    ],
  ])('%s', (changes, ...violations) => {
    expect(podSecurityViolations(pod(changes), 'restricted')).toEqual(violations);
    expect(podSecurityViolations(pod(changes), 'baseline')).toEqual([]);
  });
});

describe('what both levels admit', () => {
  it.each([
    '',
    'container.securityContext.capabilities.add = [NET_BIND_SERVICE]',
    'pod.securityContext.runAsNonRoot =\ncontainer.securityContext.runAsNonRoot = true',
    'pod.securityContext.seccompProfile =\ncontainer.securityContext.seccompProfile = { type: Localhost, localhostProfile: a }',
    'container.securityContext.appArmorProfile = { type: RuntimeDefault }',
    'container.securityContext.seLinuxOptions = { type: container_t, level: s0 }',
    'pod.securityContext.sysctls = [{ name: net.ipv4.ip_unprivileged_port_start, value: "80" }]',
    'container.readinessProbe.httpGet.host = ""',
    'pod.volumes.1 = { name: model, image: { reference: a } }',
    'pod.hostNetwork = false',
  ])('%s', (changes) => {
    expect(podSecurityViolations(pod(changes), 'restricted')).toEqual([]);
  });
});

describe('what depends on the version', () => {
  it.each<[string, PodSecurityLevel, string, number]>([
    ['container.readinessProbe.httpGet.host = a', 'baseline', '1.33', 0],
    ['container.readinessProbe.httpGet.host = a', 'baseline', '1.34', 1],
    ['container.securityContext.seLinuxOptions = { type: container_engine_t }', 'baseline', '1.30', 1],
    ['container.securityContext.seLinuxOptions = { type: container_engine_t }', 'baseline', '1.31', 0],
    ['pod.securityContext.sysctls = [{ name: net.ipv4.tcp_rmem, value: "1" }]', 'baseline', '1.31', 1],
    ['pod.securityContext.sysctls = [{ name: net.ipv4.tcp_rmem, value: "1" }]', 'baseline', '1.32', 0],
    ['pod.hostUsers = false\npod.securityContext.runAsUser = 0', 'restricted', '1.34', 1],
    ['pod.hostUsers = false\npod.securityContext.runAsUser = 0', 'restricted', '1.35', 0],
    ['pod.hostUsers = false\ncontainer.securityContext.procMount = Unmasked', 'baseline', '1.34', 1],
    ['pod.hostUsers = false\ncontainer.securityContext.procMount = Unmasked', 'baseline', '1.35', 0],
    ['pod.hostUsers = false\ncontainer.securityContext.procMount = Unmasked', 'restricted', '1.36', 1],
    [
      'pod.os = { name: windows }\ncontainer.securityContext =\npod.securityContext.seccompProfile =',
      'restricted',
      '1.36',
      0,
    ],
  ])('%s for %s at %s: %i', (changes, level, version, count) => {
    expect(podSecurityViolations(pod(changes), level, version)).toHaveLength(count);
  });
});

describe('namespaces that enforce a level', () => {
  const d = 'Deployment/shop/pricing: violates the Pod Security Standard';
  const label = (key: string): string => `Namespace metadata.labels.pod-security~kubernetes~io/${key}`;
  itAccepts([
    'Namespace metadata.labels =\ncontainer.securityContext =',
    `${label('enforce')} = baseline\ncontainer.securityContext =`,
    `${label('enforce')} = privileged\npod.hostNetwork = true`,
    `${label('enforce-version')} = v1.33\ncontainer.readinessProbe.httpGet.host = a`,
    `${label('warn')} = restricted\n${label('warn-version')} = latest`,
  ]);
  itRefuses([
    [
      'container.securityContext =',
      `${d} restricted of its namespace: ${c} must set allowPrivilegeEscalation to false`,
      `${d} restricted of its namespace: ${c} must drop ALL capabilities`,
    ],
    [`${label('enforce')} = baseline\npod.hostNetwork = true`, `${d} baseline of its namespace: hostNetwork is true`],
    [
      'container.readinessProbe.httpGet.host = a',
      `${d} restricted of its namespace: ${c} calls the host "a" from a probe or hook`,
    ],
    [
      'Deployment spec.template.metadata.annotations.container~apparmor~security~beta~kubernetes~io/server = unconfined',
      `${d} restricted of its namespace: the annotation container.apparmor.security.beta.kubernetes.io/server is "unconfined"`,
    ],
    [
      `${label('enforce')} = strict`,
      'Namespace/-/shop: the label pod-security.kubernetes.io/enforce must be privileged, baseline or restricted, got "strict"',
    ],
    [
      `${label('enforce-version')} = "1.33"`,
      'Namespace/-/shop: the label pod-security.kubernetes.io/enforce-version must be latest or v1.N, got "1.33"',
    ],
    [
      `${label('enforced')} = restricted`,
      'Namespace/-/shop: the label pod-security.kubernetes.io/enforced has no effect',
    ],
  ]);
});

it('is not misled by a spec without containers', () => {
  expect(isRecord(pod())).toBe(true);
  expect(podSecurityViolations({}, 'restricted')).toEqual([]);
});
