import { itAccepts, itRefuses } from './cases';

const d = 'Deployment/shop/pricing';
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
    ['Deployment spec.replicas = -1', `${d}: spec.replicas must be a whole number 0 or more, got -1`],
    ['Deployment spec.minReadySeconds = -1', `${d}: spec.minReadySeconds must be a whole number 0 or more, got -1`],
    [
      'Deployment spec.revisionHistoryLimit = -1',
      `${d}: spec.revisionHistoryLimit must be a whole number 0 or more, got -1`,
    ],
    [
      'Deployment spec.progressDeadlineSeconds = 0',
      `${d}: spec.progressDeadlineSeconds 0 must be above spec.minReadySeconds 0`,
    ],
    [
      'Deployment spec.minReadySeconds = 600',
      `${d}: spec.progressDeadlineSeconds 600 must be above spec.minReadySeconds 600`,
    ],
    ['pod.restartPolicy = Never', `${d}: spec.template.spec.restartPolicy must be Always in a Deployment, got "Never"`],
    ['pod.activeDeadlineSeconds = 60', `${d}: spec.template.spec.activeDeadlineSeconds must be absent in a Deployment`],
    ['Deployment spec.strategy.type = Recreate', `${d}: spec.strategy.rollingUpdate must be absent with Recreate`],
    ['rollout.maxSurge = 0', `${d}: spec.strategy.rollingUpdate must not have maxSurge and maxUnavailable of 0`],
    [
      'rollout = { maxSurge: 0%, maxUnavailable: 0% }',
      `${d}: spec.strategy.rollingUpdate must not have maxSurge and maxUnavailable of 0`,
    ],
    [
      'Deployment spec.replicas = 1\nrollout = { maxSurge: 0, maxUnavailable: 50% }',
      `${d}: spec.strategy.rollingUpdate leaves no pod available while the one replica is replaced`,
    ],
    ['rollout.maxSurge = -1', `${d}: spec.strategy.rollingUpdate.maxSurge must be a whole number of 0 or more, got -1`],
    [
      'rollout.maxSurge = 10 %',
      `${d}: spec.strategy.rollingUpdate.maxSurge must be a whole number or a percentage like "25%", got "10 %"`,
    ],
    [
      'rollout.maxSurge = "1"',
      `${d}: spec.strategy.rollingUpdate.maxSurge must be a whole number or a percentage like "25%", got "1"`,
    ],
    [
      'rollout.maxUnavailable = 101%',
      `${d}: spec.strategy.rollingUpdate.maxUnavailable must be at most 100%, got "101%"`,
    ],
  ]);
});

describe('selectors of workloads', () => {
  itAccepts([
    'copy Deployment other\nDeployment spec.selector.matchLabels = { app: other }\nDeployment spec.template.metadata.labels = { app: other }',
  ]);
  itRefuses([
    [
      'Deployment spec.selector.matchLabels.track = stable',
      `${d}: spec.selector does not match the labels of the template`,
    ],
    ['Deployment spec.selector = { matchLabels: {} }', `${d}: spec.selector must not be empty`],
    [
      'Deployment spec.selector.matchLabels = { a b: c }',
      `${d}: spec.selector.matchLabels key must be a qualified name, got "a b"`,
      `${d}: spec.selector does not match the labels of the template`,
    ],
    [
      'Deployment spec.selector.matchExpressions = [{ key: app, operator: Is, values: [pricing] }]',
      `${d}: spec.selector.matchExpressions[0].operator must be In, NotIn, Exists or DoesNotExist, got "Is"`,
      `${d}: spec.selector does not match the labels of the template`,
    ],
    [
      'Deployment spec.selector.matchExpressions = [{ key: app, operator: In }]',
      `${d}: spec.selector.matchExpressions[0].values must hold a value with In`,
      `${d}: spec.selector does not match the labels of the template`,
    ],
    [
      'copy Deployment other\nDeployment spec.selector.matchLabels.track = canary\nDeployment spec.template.metadata.labels.track = canary',
      `${d}: spec.selector also selects the pods of Deployment/shop/other`,
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
    [job('', ''), 'Job/shop/warmup: spec.template.spec.restartPolicy must be Never or OnFailure, got "Always"'],
    [job('backoffLimit: -1, '), 'Job/shop/warmup: spec.backoffLimit must be a whole number 0 or more, got -1'],
    [
      job('activeDeadlineSeconds: -1, '),
      'Job/shop/warmup: spec.activeDeadlineSeconds must be a whole number 0 or more, got -1',
    ],
    [
      job('selector: { matchLabels: { app: a } }, '),
      "Job/shop/warmup: spec.selector is the server's to write (it selects by the Job's uid)",
    ],
    [
      job('completionMode: Indexed, parallelism: 2, '),
      'Job/shop/warmup: spec.completions is required with the completionMode Indexed',
    ],
    [
      job(
        'podFailurePolicy: { rules: [{ action: FailJob, onExitCodes: { operator: In, values: [1] } }] }, ',
        'restartPolicy: OnFailure, ',
      ),
      'Job/shop/warmup: spec.podFailurePolicy is for the restartPolicy Never',
    ],
    [
      `${cronJob('@daily')}\nCronJob spec.timeZone = Nowhere/City`,
      'CronJob/shop/warmup: spec.timeZone must be the name of a time zone, got "Nowhere/City"',
    ],
    [
      `${cronJob('@daily')}\nCronJob spec.successfulJobsHistoryLimit = -1`,
      'CronJob/shop/warmup: spec.successfulJobsHistoryLimit must be a whole number 0 or more, got -1',
    ],
    [
      `${job('completionMode: Indexed, ')}\nJob metadata.name = a.b`,
      'Job/shop/a.b: metadata.name must be a DNS-1123 label, got "a.b"',
    ],
    [
      `${job('completionMode: Indexed, ')}\nJob metadata.name = ${'a'.repeat(62)}`,
      `Job/shop/${'a'.repeat(62)}: metadata.name is too long for the host names of an Indexed job`,
    ],
    [cronJob('5 * * *'), 'CronJob/shop/warmup: spec.schedule must have five fields, got "5 * * *"'],
    [
      cronJob('@daily', ''),
      'CronJob/shop/warmup: spec.jobTemplate.spec.template.spec.restartPolicy must be Never or OnFailure, got "Always"',
    ],
    [
      `${cronJob('@daily')}\nCronJob metadata.name = ${'a'.repeat(53)}`,
      `CronJob/shop/${'a'.repeat(53)}: metadata.name must be at most 52 characters for a CronJob`,
    ],
  ]);
});
