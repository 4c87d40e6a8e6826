import { itAccepts, itRefuses } from '../cases';

const d = 'Deployment/shop/pricing: spec.template.spec';

describe('the pod as a whole', () => {
  itAccepts([
    'pod.priorityClassName = high',
    'pod.imagePullSecrets = [{ name: registry }]',
    'pod.dnsPolicy = None\npod.dnsConfig = { nameservers: [10.0.0.10] }',
    'pod.securityContext.seccompProfile = { type: Localhost, localhostProfile: profiles/a.json }',
    'pod.securityContext.fsGroupChangePolicy = OnRootMismatch',
  ]);
  itRefuses([
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
