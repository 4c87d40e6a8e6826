import { itAccepts, itRefuses } from './changes';

const metadata = 'metadata: { name: warmup, namespace: shop }';
const secured = 'securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }';
const container =
  '{ name: a, image: a, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }';
const template = (restart: string): string =>
  `template: { spec: { ${restart}${secured}, containers: [${container}] } }`;
const job = (spec: string, restart = 'restartPolicy: Never, '): string =>
  `+ { apiVersion: batch/v1, kind: Job, ${metadata}, spec: { ${spec}${template(restart)} } }`;
const cronJob = (schedule: string, restart = 'restartPolicy: Never, '): string =>
  `+ { apiVersion: batch/v1, kind: CronJob, ${metadata}, spec: { schedule: "${schedule}", jobTemplate: { spec: { ${template(restart)} } } } }`;

describe('deployments', () => {
  itAccepts([
    'Deployment spec.replicas = 0',
    'Deployment spec.replicas =',
    'Deployment spec.strategy =',
    'Deployment spec.strategy = { type: Recreate }',
    'rollout.maxSurge = 150%',
    'rollout.maxUnavailable = 100%',
    'Deployment spec.replicas = 1\nrollout.maxSurge = 0\nrollout.maxUnavailable = 1\nPodDisruptionBudget spec.maxUnavailable = 1',
    'Deployment spec.minReadySeconds = 10\nDeployment spec.progressDeadlineSeconds = 11',
    'pod.restartPolicy = Always',
    'Deployment spec.selector = { matchExpressions: [{ key: app, operator: In, values: [pricing, other] }] }',
  ]);
  itRefuses([
    [
      '+ { apiVersion: apps/v1, kind: StatefulSet, metadata: { name: a, namespace: shop }, spec: { updateStrategy: { type: Recreate }, selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: a }] } } } }',
      "StatefulSet /spec/updateStrategy/type must be one of 'RollingUpdate', 'OnDelete', got 'Recreate'",
    ],
    ['Deployment spec.minReadySeconds = -1', 'Deployment /spec/minReadySeconds must be 0 or more, got -1'],
    ['Deployment spec.revisionHistoryLimit = -1', 'Deployment /spec/revisionHistoryLimit must be 0 or more, got -1'],
    [
      'pod.activeDeadlineSeconds = 60',
      'Deployment /spec/template/spec/activeDeadlineSeconds is for pods that end (leave it out)',
    ],
    [
      'rollout.maxSurge = 0',
      'Deployment /spec/strategy/rollingUpdate/maxUnavailable must not come to 0 pods when maxSurge does, got 0 beside 0: no pod could be replaced',
    ],
    [
      'rollout = { maxSurge: 0%, maxUnavailable: 0% }',
      "Deployment /spec/strategy/rollingUpdate/maxUnavailable must not come to 0 pods when maxSurge does, got '0%' beside '0%': no pod could be replaced",
    ],
    ['rollout.maxSurge = -1', 'Deployment /spec/strategy/rollingUpdate/maxSurge must be 0 or more, got -1'],
  ]);
});

describe('selectors of workloads', () => {
  itAccepts([
    'copy Deployment other\nDeployment spec.selector.matchLabels = { app: other }\nDeployment spec.template.metadata.labels = { app: other }',
  ]);
  itRefuses([
    [
      'Deployment spec.selector.matchLabels.track = stable',
      "Deployment /spec/template/metadata/labels must be what the selector asks for, track='stable' (the pods carry nothing) (give the pod template the labels of spec.selector)",
    ],
    [
      'Deployment spec.selector.matchLabels = { a b: c }',
      "Deployment /spec/selector/matchLabels/a b label key must be '[prefix/]name' with a name of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'a b'",
      "Deployment /spec/template/metadata/labels must be what the selector asks for, a b='c' (the pods carry nothing) (give the pod template the labels of spec.selector)",
    ],
    [
      'Deployment spec.selector.matchExpressions = [{ key: app, operator: Is, values: [pricing] }]',
      "Deployment /spec/selector/matchExpressions/0/operator must be one of 'In', 'NotIn', 'Exists', 'DoesNotExist', got 'Is'",
      'Deployment /spec/template/metadata/labels must be what the selector asks for, by matchExpressions, got an object (app, tier) (give the pod template the labels of spec.selector)',
    ],
    [
      'Deployment spec.selector.matchExpressions = [{ key: app, operator: In }]',
      'Deployment /spec/selector/matchExpressions/0/values must hold a value with the operator In',
      'Deployment /spec/template/metadata/labels must be what the selector asks for, by matchExpressions, got an object (app, tier) (give the pod template the labels of spec.selector)',
    ],
  ]);
});

describe('jobs', () => {
  itAccepts([
    job(''),
    job('backoffLimit: 0, ttlSecondsAfterFinished: 60, '),
    job('', 'restartPolicy: OnFailure, '),
    job('completionMode: Indexed, completions: 2, '),
    cronJob('*/5 * * * *'),
    `${cronJob('@daily')}\nCronJob spec.timeZone = Europe/Berlin`,
    cronJob('@daily'),
  ]);
  itRefuses([
    [cronJob('0 0 32 * *'), "CronJob /spec/schedule has no day of the month from 1 to 31 in '32'"],
    [cronJob('0 24 * * *'), "CronJob /spec/schedule has no hour from 0 to 23 in '24'"],
    [
      job(
        'podFailurePolicy: { rules: [{ action: FailJob, onExitCodes: { operator: In, values: [1] } }] }, ',
        'restartPolicy: OnFailure, ',
      ),
      "Job /spec/template/spec/restartPolicy must be 'Never' where there is a podFailurePolicy",
    ],
    [job('activeDeadlineSeconds: -1, '), 'Job /spec/activeDeadlineSeconds must be 0 or more, got -1'],
    [
      `${cronJob('@daily')}\nCronJob spec.successfulJobsHistoryLimit = -1`,
      'CronJob /spec/successfulJobsHistoryLimit must be 0 or more, got -1',
    ],
    [
      `${job('completionMode: Indexed, ')}\nJob metadata.name = a.b`,
      "Job /metadata/name with '-0' behind it, as the host name of a pod, must be lower-case letters, digits and '-', beginning and ending with a letter or digit, got 'a.b-0'",
    ],
    [
      `${job('completionMode: Indexed, ')}\nJob metadata.name = ${'a'.repeat(62)}`,
      "Job /metadata/name with '-0' behind it, as the host name of a pod, must have at most 63 characters, got 64",
    ],
  ]);
});
