import { ApiObject } from 'cdk8s';
import { UNDECLARED } from '../../../lib/cluster/cluster-facts';
import { NO_CONTEXT } from '../../../lib/rules/context';
import { podSecurity } from '../../../lib/rules/pods/pod-security';
import { runRules } from '../../../lib/rules/run-rules';
import { declare, failureOf } from '../../support/declare';
import { setOfYaml } from '../../support/findings';
import { objectOf, workload } from '../../support/workload-yaml';

const namespace = (level: string, version = '') =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: vision, labels: { pod-security.kubernetes.io/enforce: ${level}${version && `, pod-security.kubernetes.io/enforce-version: ${version}`} } }\n---\n`;
const found = (yaml: string, minor?: number) =>
  runRules(setOfYaml(yaml), { ...NO_CONTEXT, cluster: { ...UNDECLARED, kubernetesMinor: minor } }, [podSecurity]).map(
    ({ severity, at, message }) => ({ severity, at, message }),
  );

const SAFE =
  'securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } }';

test('what a namespace enforces is named with the field of the pods', () => {
  expect(found(namespace('baseline') + workload({ pod: 'hostNetwork: true' }))).toEqual([
    {
      severity: 'error',
      at: '/spec/template/spec/hostNetwork',
      message: expect.stringMatching(
        /^spec\.hostNetwork .*Pod Security Standard 'baseline'\), which Namespace 'vision' enforces: its pods are refused one by one$/,
      ) as string,
    },
  ]);
});

test.each([
  ['a StatefulSet', workload({ kind: 'StatefulSet', pod: 'hostPID: true' }), '/spec/template/spec/hostPID'],
  [
    'a Job',
    objectOf('batch/v1', 'Job', 'a', 'template: { spec: { hostIPC: true, containers: [{ name: a, image: a }] } }'),
    '/spec/template/spec/hostIPC',
  ],
  [
    'a CronJob',
    objectOf(
      'batch/v1',
      'CronJob',
      'a',
      'jobTemplate: { spec: { template: { spec: { hostIPC: true, containers: [{ name: a, image: a }] } } } }',
    ),
    '/spec/jobTemplate/spec/template/spec/hostIPC',
  ],
  ['a Pod', objectOf('v1', 'Pod', 'a', 'hostNetwork: true, containers: [{ name: a, image: a }]'), '/spec/hostNetwork'],
  [
    'a container',
    workload({ container: 'securityContext: { privileged: true }' }),
    '/spec/template/spec/containers/0/securityContext/privileged',
  ],
  [
    'a volume of the node',
    workload({ pod: 'volumes: [{ name: a, hostPath: { path: / } }]' }),
    '/spec/template/spec/volumes/0/hostPath',
  ],
])('is found of %s', (_what, yaml, at) => {
  const findings = found(namespace('baseline') + yaml);
  expect(findings.map((finding) => finding.at)).toEqual([expect.stringContaining(at.slice(0, at.lastIndexOf('/')))]);
  expect(found(namespace('privileged') + yaml)).toEqual([]);
});

test('an unrestricted container breaks the restricted level in several ways, a restricted one in none', () => {
  expect(found(namespace('restricted') + workload()).length).toBeGreaterThan(2);
  expect(found(namespace('restricted') + workload({ container: SAFE }))).toEqual([]);
});

test('the version that a namespace pins goes before that of the cluster, and what is not known is a warning', () => {
  const userNamespace = workload({ container: 'securityContext: { procMount: Unmasked }', pod: 'hostUsers: false' });
  const severities = (yaml: string, minor?: number) => found(yaml, minor).map(({ severity }) => severity);
  expect(severities(namespace('baseline') + userNamespace, 34)).toEqual(['error']);
  expect(severities(namespace('baseline') + userNamespace, 35)).toEqual([]);
  expect(severities(namespace('baseline', 'v1.34') + userNamespace, 35)).toEqual(['error']);
  expect(severities(namespace('baseline') + userNamespace)).toEqual(['warning']);
});

test('namespaces of others, and levels that only warn, are not looked at', () => {
  expect(found(workload({ pod: 'hostNetwork: true' }))).toEqual([]);
  const warns = namespace('baseline').replace('/enforce', '/warn');
  expect(found(warns + workload({ pod: 'hostNetwork: true' }))).toEqual([]);
});

test('a hand-made Deployment in a tenant is held to what the tenant enforces', () => {
  const { app, tenant } = declare();
  new ApiObject(tenant, 'agent', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: {
        metadata: { labels: { app: 'agent' } },
        spec: { hostNetwork: true, containers: [{ name: 'agent', image: 'registry.example/agent:1.0.0' }] },
      },
    },
  });
  expect(failureOf(() => app.synthYaml())).toMatch(
    /spec\.hostNetwork must not be true \(Pod Security Standard 'restricted'\), which 'vision\/Namespace' enforces/,
  );
});
