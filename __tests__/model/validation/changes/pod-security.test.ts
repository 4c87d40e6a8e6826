import { podSecurityRefusals, type PodSecurityLevel } from '../../../../lib/model/validation';
import { changed } from '../../../support/api-server/accepted';

/** The places in the pod of the accepted set, which is fit for `restricted`, that a level forbids after changes. */
function forbidden(changes: string, level: PodSecurityLevel, minor = 36): string[] {
  const deployment: any = changed(changes).find((object: any) => object.kind === 'Deployment');
  return podSecurityRefusals(deployment.spec.template, level, { minor }).map(({ at }) => at);
}

const pod = '/spec/securityContext';
const container = '/spec/containers/0/securityContext';
const init = (context: string): string =>
  `pod.initContainers = [{ name: init, securityContext: { ${context}, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]`;

describe('baseline and restricted forbid', () => {
  it.each<[string, ...string[]]>([
    ['pod.hostPID = true', '/spec/hostPID'],
    ['pod.hostIPC = true', '/spec/hostIPC'],
    ['pod.securityContext.windowsOptions = { hostProcess: true }', `${pod}/windowsOptions/hostProcess`],
    ['container.securityContext.windowsOptions = { hostProcess: true }', `${container}/windowsOptions/hostProcess`],
    ['container.securityContext.seLinuxOptions = { type: spc_t }', `${container}/seLinuxOptions/type`],
    [
      'pod.securityContext.seLinuxOptions = { user: a, role: b }',
      `${pod}/seLinuxOptions/user`,
      `${pod}/seLinuxOptions/role`,
    ],
    ['container.securityContext.appArmorProfile = { type: Unconfined }', `${container}/appArmorProfile/type`],
    ['container.securityContext.seccompProfile = { type: Unconfined }', `${container}/seccompProfile/type`],
    [
      'container.livenessProbe = { tcpSocket: { port: 1, host: 127.0.0.1 } }',
      '/spec/containers/0/livenessProbe/tcpSocket/host',
    ],
    [
      'container.lifecycle.preStop = { httpGet: { port: 1, host: a } }',
      '/spec/containers/0/lifecycle/preStop/httpGet/host',
    ],
    [init('privileged: true'), '/spec/initContainers/0/securityContext/privileged'],
    [
      'Deployment spec.template.metadata.annotations.container~apparmor~security~beta~kubernetes~io/server = unconfined',
      '/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1server',
    ],
  ])('%s', (changes, ...places) => {
    expect(forbidden(changes, 'restricted')).toEqual(places);
    expect(forbidden(changes, 'baseline')).toEqual(places);
    expect(forbidden(changes, 'privileged')).toEqual([]);
  });

  it('a capability of administrators, which restricted forbids twice', () => {
    const changes = 'container.securityContext.capabilities.add = [SYS_ADMIN]';
    const place = `${container}/capabilities/add/0`;
    expect([forbidden(changes, 'baseline'), forbidden(changes, 'restricted')]).toEqual([[place], [place, place]]);
  });
});

describe('restricted alone forbids', () => {
  it.each<[string, ...string[]]>([
    ['pod.volumes.0 = { name: tmp, nfs: { server: a, path: / } }', '/spec/volumes/0/nfs'],
    ['container.securityContext.allowPrivilegeEscalation =', `${container}/allowPrivilegeEscalation`],
    ['container.securityContext.allowPrivilegeEscalation = true', `${container}/allowPrivilegeEscalation`],
    ['container.securityContext.capabilities.drop = [NET_RAW]', `${container}/capabilities/drop`],
    ['container.securityContext.capabilities.drop = [all]', `${container}/capabilities/drop`],
    ['container.securityContext.capabilities.add = [CHOWN]', `${container}/capabilities/add/0`],
    ['pod.securityContext.runAsNonRoot =', `${container}/runAsNonRoot`],
    ['pod.securityContext.runAsNonRoot = false\ncontainer.securityContext.runAsNonRoot = true', `${pod}/runAsNonRoot`],
    ['container.securityContext.runAsNonRoot = false', `${container}/runAsNonRoot`],
    ['pod.securityContext.runAsUser = 0', `${pod}/runAsUser`],
    ['container.securityContext.runAsUser = 0', `${container}/runAsUser`],
    ['pod.securityContext.seccompProfile =', `${container}/seccompProfile`],
  ])('%s', (changes, ...places) => {
    expect(forbidden(changes, 'restricted')).toEqual(places);
    expect(forbidden(changes, 'baseline')).toEqual([]);
  });
});

describe('both levels admit', () => {
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
    expect(forbidden(changes, 'restricted')).toEqual([]);
  });
});

describe('what depends on the version', () => {
  it.each<[string, PodSecurityLevel, number, number]>([
    ['container.readinessProbe.httpGet.host = a', 'baseline', 33, 0],
    ['container.readinessProbe.httpGet.host = a', 'baseline', 34, 1],
    ['container.securityContext.seLinuxOptions = { type: container_engine_t }', 'baseline', 30, 1],
    ['container.securityContext.seLinuxOptions = { type: container_engine_t }', 'baseline', 31, 0],
    ['pod.hostUsers = false\ncontainer.securityContext.procMount = Unmasked', 'baseline', 34, 1],
    ['pod.hostUsers = false\ncontainer.securityContext.procMount = Unmasked', 'baseline', 35, 0],
    ['pod.hostUsers = false\ncontainer.securityContext.procMount = Unmasked', 'restricted', 36, 1],
    [
      'pod.os = { name: windows }\ncontainer.securityContext =\npod.securityContext.seccompProfile =',
      'restricted',
      36,
      0,
    ],
  ])('%s for %s at 1.%i: %i', (changes, level, minor, count) => {
    expect(forbidden(changes, level, minor)).toHaveLength(count);
  });
});
