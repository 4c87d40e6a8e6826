import { parse } from 'yaml';
import { ignoredFields, type ValidationContext } from '../../../lib/model/validation';
import { pod } from './refused';

const ignored = (yaml: string, context: ValidationContext): string[] =>
  ignoredFields(parse(yaml), context).map(({ at, message, versions }) => [at, message, versions].join(' ').trim());

describe('fields that have no effect yet', () => {
  const sidecar = pod({ spec: 'initContainers: [{ name: i, image: i, restartPolicy: Always }]' });

  test.each([
    [
      pod({ container: 'lifecycle: { preStop: { sleep: { seconds: 5 } } }' }),
      '/spec/containers/0/lifecycle/preStop/sleep',
      30,
    ],
    [sidecar, '/spec/initContainers/0/restartPolicy', 29],
    [
      pod({ container: 'securityContext: { appArmorProfile: { type: RuntimeDefault } }' }),
      '/spec/containers/0/securityContext/appArmorProfile',
      30,
    ],
    [
      pod({ container: 'volumeMounts: [{ name: a, mountPath: /a, recursiveReadOnly: Disabled }]' }),
      '/spec/containers/0/volumeMounts/0/recursiveReadOnly',
      31,
    ],
    ['{ apiVersion: v1, kind: Service, spec: { trafficDistribution: PreferClose } }', '/spec/trafficDistribution', 31],
    [
      pod({ spec: 'securityContext: { supplementalGroupsPolicy: Strict }' }),
      '/spec/securityContext/supplementalGroupsPolicy',
      33,
    ],
    [pod({ spec: 'hostUsers: false' }), '/spec/hostUsers', 33],
    [pod({ spec: 'resources: { limits: { cpu: 1 } }' }), '/spec/resources', 34],
    [pod({ spec: 'volumes: [{ name: a, image: { reference: r } }]' }), '/spec/volumes/0/image', 35],
    ['{ apiVersion: batch/v1, kind: Job, spec: { successPolicy: {} } }', '/spec/successPolicy', 31],
    [
      '{ apiVersion: batch/v1, kind: CronJob, spec: { jobTemplate: { spec: { template: { spec: { hostUsers: false } } } } } }',
      '/spec/jobTemplate/spec/template/spec/hostUsers',
      33,
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nspec: { template: { spec: { affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { matchLabelKeys: [a] } }] } } } } }',
      '/spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm/matchLabelKeys',
      31,
    ],
  ])('%s', (yaml, at, since) => {
    expect(ignored(yaml, { minor: since - 1 })).toEqual([expect.stringContaining(`${at} `)]);
    expect(ignored(yaml, { minor: since })).toEqual([]);
    const before = [expect.stringMatching(new RegExp(`from Kubernetes 1\\.${since} on before 1\\.${since}$`))];
    expect(ignored(yaml, {})).toEqual(before);
  });

  test('only the value that is new counts where others are old', () => {
    expect(ignored(pod({ spec: 'hostUsers: true' }), { minor: 28 })).toEqual([]);
  });

  test.each([{}, { kind: 'Pod' }, { kind: 'Pod', spec: 1 }, { kind: '__proto__', spec: { containers: [null, 1] } }])(
    'nothing is ignored in %j',
    (object) => {
      expect(ignoredFields(object)).toEqual([]);
    },
  );
});
