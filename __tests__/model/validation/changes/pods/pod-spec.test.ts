import { itAccepts, itRefuses } from '../changes';

describe('name resolution', () => {
  itAccepts([
    'pod.dnsConfig = { nameservers: [10.0.0.10, "fd00::a"], searches: [svc.example, cluster.local.], options: [{ name: ndots, value: "2" }] }',
    'pod.hostAliases = [{ ip: 10.0.0.1, hostnames: [store.example] }]',
  ]);
  itRefuses([
    [
      'pod.dnsConfig = { nameservers: [dns] }',
      "Deployment /spec/template/spec/dnsConfig/nameservers/0 must be an IP address, got 'dns'",
    ],
    [
      'pod.dnsConfig = { nameservers: [10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4] }',
      'Deployment /spec/template/spec/dnsConfig/nameservers must hold at most 3 addresses, got 4',
    ],
    [
      'pod.dnsConfig = { searches: [A] }',
      "Deployment /spec/template/spec/dnsConfig/searches/0 must be lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit, got 'A'",
    ],
    [
      'pod.dnsConfig = { options: [{ value: "2" }] }',
      'Deployment /spec/template/spec/dnsConfig/options/0/name is missing or empty',
    ],
    ['pod.hostAliases = [{ ip: a }]', "Deployment /spec/template/spec/hostAliases/0/ip must be an IP address, got 'a'"],
    [
      'pod.hostAliases = [{ ip: 10.0.0.1, hostnames: [A] }]',
      "Deployment /spec/template/spec/hostAliases/0/hostnames/0 must be lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit, got 'A'",
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
      'Deployment /spec/template/spec/securityContext/supplementalGroups/1 must be from 0 to 2147483647, got -1',
    ],
    ['pod.imagePullSecrets = [{}]', 'Deployment /spec/template/spec/imagePullSecrets/0/name is missing or empty'],
    [
      'pod.securityContext.seccompProfile = { type: RuntimeDefault, localhostProfile: a }',
      "Deployment /spec/template/spec/securityContext/seccompProfile/localhostProfile is for the type 'Localhost' only",
    ],
    [
      'container.securityContext.seccompProfile = { type: Localhost }',
      "Deployment /spec/template/spec/containers/0/securityContext/seccompProfile/localhostProfile is missing or empty, the type 'Localhost' needs it",
    ],
    [
      'pod.ephemeralContainers = [{ name: a, image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }]',
      'Deployment /spec/template/spec/ephemeralContainers cannot be set when a pod is made (use kubectl debug)',
    ],
  ]);
});
