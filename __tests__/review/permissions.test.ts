import { permissionChanges } from '../../lib/review/permissions';
import { sides } from '../support/reviewed';

const changes = (before: string, after: string) => {
  const { before: was, after: now } = sides(before, after);
  return permissionChanges(was, now);
};
/** Changes as a reader sees them; a `!` marks those that lead to others. */
const texts = (before: string, after: string) =>
  changes(before, after).map(
    ({ subject, kind, namespaceName = '*', what, isEscalation, through }) =>
      `${isEscalation ? '! ' : ''}${subject} ${kind} in ${namespaceName}: ${what} (${through.kind} ${through.name})`,
  );

const role = (rules: string, kind = 'Role', name = 'serve', labels = '') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: ${name}${kind === 'Role' ? ', namespace: vision' : ''}, labels: {${labels}} }
rules: [${rules}]
---`;
const rule = (group: string, resources: string, verbs: string, rest = '') =>
  `{ apiGroups: ["${group}"], resources: [${resources}], verbs: [${verbs}]${rest} }`;
const bind = (to: string, subject = 'kind: Group, name: dev', kind = 'RoleBinding') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: dev${kind === 'RoleBinding' ? ', namespace: vision' : ''} }
roleRef: { apiGroup: rbac.authorization.k8s.io, ${to} }
subjects: [{ ${subject} }]
---`;
const ROLE = 'kind: Role, name: serve';
const bound = (...rules: string[]) => role(rules.join(', ')) + bind(ROLE);
const PODS = rule('', 'pods', 'get, list');

describe('rights', () => {
  test.each<[string, string, string, string[]]>([
    ['that stay', bound(PODS), bound(PODS), []],
    [
      'of a role that grows come through the role',
      bound(PODS),
      bound(PODS, rule('apps', 'deployments/scale', 'patch')),
      ['Group dev gained in vision: patch deployments.apps/scale (Role serve)'],
    ],
    [
      'of a new binding come through that',
      role(PODS),
      bound(PODS),
      ['Group dev gained in vision: get, list pods (RoleBinding dev)'],
    ],
    ['that go are lost', bound(PODS), role(PODS), ['Group dev lost in vision: get, list pods (RoleBinding dev)']],
    ['written otherwise are the same', bound(PODS), bound(rule('', 'pods', 'list'), rule('', 'pods', 'get')), []],
    [
      'to one object are less than to all of them',
      bound(rule('', 'secrets', 'get', ', resourceNames: [api-key]')),
      bound(rule('', 'secrets', 'get')),
      ['! Group dev gained in vision: get secrets (Role serve)'],
    ],
    [
      'to one object name it',
      bound(PODS),
      bound(PODS, rule('', 'configmaps', 'get', ', resourceNames: [b, a]')),
      ["Group dev gained in vision: get configmaps 'a', configmaps 'b' (Role serve)"],
    ],
    [
      'in wildcards are in words',
      bound(PODS),
      bound(rule('', 'pods', '"*"'), rule('serving.kserve.io', '"*"', 'get')),
      [
        '! Group dev gained in vision: every verb on pods (Role serve)',
        'Group dev gained in vision: get everything of serving.kserve.io (Role serve)',
      ],
    ],
    [
      'that a wildcard held before are not gained',
      bound(rule('"*"'.slice(1, -1), '"*"', '"*"')),
      bound(rule('"*"'.slice(1, -1), '"*"', '"*"'), rule('', 'secrets', 'get')),
      [],
    ],
    [
      'that the whole cluster held before are not gained in a namespace',
      bind('kind: ClusterRole, name: view', 'kind: Group, name: dev', 'ClusterRoleBinding'),
      bind('kind: ClusterRole, name: view', 'kind: Group, name: dev', 'ClusterRoleBinding') + bound(PODS),
      [],
    ],
    [
      'to what is in no namespace do not come with a RoleBinding',
      bound(PODS),
      bound(PODS, rule('', 'nodes', 'get')),
      [],
    ],
    [
      'of a service account name its namespace, that of the binding by default',
      role(PODS),
      role(PODS) + bind(ROLE, 'kind: ServiceAccount, name: iris'),
      ['ServiceAccount vision/iris gained in vision: get, list pods (RoleBinding dev)'],
    ],
    [
      'to paths of the server come with a ClusterRoleBinding',
      role('{ nonResourceURLs: ["/metrics"], verbs: [get] }', 'ClusterRole'),
      role('{ nonResourceURLs: ["/metrics"], verbs: [get] }', 'ClusterRole') +
        bind('kind: ClusterRole, name: serve', 'kind: User, name: ann', 'ClusterRoleBinding'),
      ['User ann gained in *: get /metrics (ClusterRoleBinding dev)'],
    ],
    [
      'of a role that is not in the manifests are not known',
      '',
      bind('kind: ClusterRole, name: knative-edit'),
      [
        "Group dev gained in vision: whatever ClusterRole 'knative-edit' allows, which is not in the manifests (RoleBinding dev)",
      ],
    ],
    [
      'that a ClusterRole adds to a built-in one by its label are gained by those who hold that',
      bind('kind: ClusterRole, name: view'),
      bind('kind: ClusterRole, name: view') +
        role(
          rule('traefik.io', 'ingressroutes', 'get'),
          'ClusterRole',
          'traefik-view',
          'rbac.authorization.k8s.io/aggregate-to-view: "true"',
        ),
      ['Group dev gained in vision: get ingressroutes.traefik.io (RoleBinding dev)'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(texts(before, after)).toEqual(expected);
  });

  it('of the built-in roles are told by what they add, escalations first', () => {
    const found = texts(bind('kind: ClusterRole, name: view'), bind('kind: ClusterRole, name: admin'));
    expect(found).toHaveLength(2);
    expect(found[0]).toBe(
      '! Group dev gained in vision: create serviceaccounts/token; create, get pods/attach, pods/exec; create, patch, update cronjobs.batch, daemonsets.apps, deployments.apps, jobs.batch, pods, replicasets.apps, replicationcontrollers, rolebindings.rbac.authorization.k8s.io, statefulsets.apps; get, list, watch secrets; impersonate serviceaccounts (RoleBinding dev)',
    );
    expect(found[1]).not.toContain('configmaps, endpoints');
  });

  it('of cluster-admin are everything', () => {
    const admin = bind('kind: ClusterRole, name: cluster-admin', undefined, 'ClusterRoleBinding');
    expect(texts('', admin)).toEqual(['! Group dev gained in *: every verb on everything (ClusterRoleBinding dev)']);
    expect(texts(admin, '')).toEqual(['! Group dev lost in *: every verb on everything (ClusterRoleBinding dev)']);
  });
});

describe('rights that lead to others', () => {
  test.each<[string, string]>([
    ['rbac.authorization.k8s.io', 'roles | bind'],
    ['rbac.authorization.k8s.io', 'clusterroles | escalate'],
    ['rbac.authorization.k8s.io', 'rolebindings | create'],
    ['', 'serviceaccounts | impersonate'],
    ['', 'serviceaccounts/token | create'],
    ['', 'secrets | watch'],
    ['', 'pods | create'],
    ['', 'pods/exec | get'],
    ['', 'pods/attach | create'],
    ['', 'pods/ephemeralcontainers | patch'],
    ['', 'nodes/proxy | get'],
    ['', 'persistentvolumes | create'],
    ['', 'namespaces | patch'],
    ['apps', 'deployments | patch'],
    ['batch', 'cronjobs | create'],
    ['argoproj.io', 'rollouts | create'],
    ['certificates.k8s.io', 'certificatesigningrequests/approval | update'],
    ['certificates.k8s.io', 'signers | approve'],
    ['admissionregistration.k8s.io', 'mutatingwebhookconfigurations | update'],
    ['*', 'secrets | get'],
    ['', '"*" | get'],
    ['', '"*/exec" | create'],
    ['apps', 'deployments | "*"'],
  ])('are marked: %s %s', (group, text) => {
    const [resource, verb] = text.split(' | ');
    const cluster = (rules: string) =>
      role(rules, 'ClusterRole') + bind('kind: ClusterRole, name: serve', undefined, 'ClusterRoleBinding');
    expect(changes(cluster(PODS), cluster(`${PODS}, ${rule(group, resource, verb)}`))).toMatchObject([
      { kind: 'gained', isEscalation: true },
    ]);
  });

  test.each<[string, string]>([
    ['', 'pods | delete'],
    ['', 'pods/log | get'],
    ['', 'secrets | delete'],
    ['', 'configmaps | "*"'],
    ['apps', 'deployments/scale | patch'],
    ['apps', 'deployments | delete'],
    ['traefik.io', 'ingressroutes | create'],
    ['networking.k8s.io', 'networkpolicies | create'],
  ])('are not all others: %s %s', (group, text) => {
    const [resource, verb] = text.split(' | ');
    expect(changes(bound(PODS), bound(PODS, rule(group, resource, verb)))).toMatchObject([{ isEscalation: false }]);
  });
});
