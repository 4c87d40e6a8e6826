import { itAccepts, itRefuses } from '../cases';

const d = 'Deployment/shop/pricing: spec.template.spec';

describe('name resolution', () => {
  itAccepts([
    'pod.dnsConfig = { nameservers: [10.0.0.10, "fd00::a"], searches: [svc.example, cluster.local.], options: [{ name: ndots, value: "2" }] }',
    'pod.hostAliases = [{ ip: 10.0.0.1, hostnames: [store.example] }]',
  ]);
  itRefuses([
    ['pod.dnsConfig = { nameservers: [dns] }', `${d}.dnsConfig.nameservers[0] must be an IP address, got "dns"`],
    [
      'pod.dnsConfig = { nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4] }',
      `${d}.dnsConfig.nameservers must hold at most 3 addresses, got 4`,
    ],
    ['pod.dnsConfig = { searches: [A] }', `${d}.dnsConfig.searches[0] must be a DNS-1123 subdomain, got "A"`],
    ['pod.dnsConfig = { options: [{ value: "2" }] }', `${d}.dnsConfig.options[0].name is required`],
    ['pod.hostAliases = [{ ip: a }]', `${d}.hostAliases[0].ip must be an IP address, got "a"`],
    [
      'pod.hostAliases = [{ ip: 10.0.0.1, hostnames: [A] }]',
      `${d}.hostAliases[0].hostnames must be a DNS-1123 subdomain, got "A"`,
    ],
  ]);
});

describe('the pod as a whole', () => {
  itAccepts([
    'pod.priorityClassName = high',
    'pod.imagePullSecrets = [{ name: registry }]',
    'pod.dnsPolicy = None\npod.dnsConfig = { nameservers: [10.0.0.10] }',
    'pod.securityContext.seccompProfile = { type: Localhost, localhostProfile: profiles/a.json }',
    'pod.securityContext.fsGroupChangePolicy = OnRootMismatch',
  ]);
  itRefuses([
    [
      'pod.securityContext.supplementalGroups = [1, -1]',
      `${d}.securityContext.supplementalGroups must be a whole number from 0 to 2147483647, got -1`,
    ],
    [
      'pod.securityContext.seccompProfile = { type: Localhost, localhostProfile: /a }',
      `${d}.securityContext.seccompProfile.localhostProfile must be a relative path without .., got "/a"`,
    ],
    ['pod.priorityClassName = High', `${d}.priorityClassName must be a DNS-1123 subdomain, got "High"`],
    ['pod.imagePullSecrets = [{}]', `${d}.imagePullSecrets[0].name must be a DNS-1123 subdomain, got nothing`],
    ['pod.serviceAccount = pricing', `${d}.serviceAccount is deprecated, use serviceAccountName`],
    ['pod.dnsPolicy = None', `${d}.dnsConfig.nameservers must hold an address with the dnsPolicy None`],
    [
      'pod.securityContext.runAsUser = -1',
      `${d}.securityContext.runAsUser must be a whole number from 0 to 2147483647, got -1`,
    ],
    [
      'Namespace metadata.labels =\npod.securityContext.runAsUser = 0',
      `${d}.securityContext asks for runAsNonRoot and for user 0: the container would never start`,
    ],
    [
      'pod.securityContext.seccompProfile = { type: RuntimeDefault, localhostProfile: a }',
      `${d}.securityContext.seccompProfile.localhostProfile must be there with the type Localhost, and with no other`,
    ],
    [
      'container.securityContext.seccompProfile = { type: Localhost }',
      `${d}.containers[0].securityContext.seccompProfile.localhostProfile must be there with the type Localhost, and with no other`,
    ],
    [
      'Namespace metadata.labels =\ncontainer.securityContext.privileged = true',
      `${d}.containers[0].securityContext.allowPrivilegeEscalation must not be false for a privileged container or with SYS_ADMIN`,
    ],
    [
      'Namespace metadata.labels =\ncontainer.securityContext.capabilities = { add: [SYS_ADMIN] }',
      `${d}.containers[0].securityContext.allowPrivilegeEscalation must not be false for a privileged container or with SYS_ADMIN`,
    ],
    [
      'pod.ephemeralContainers = [{ name: a, image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]',
      `${d}.ephemeralContainers cannot be set by a manifest`,
    ],
  ]);
});
