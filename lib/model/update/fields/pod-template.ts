/** Where a kind holds a pod template, as a path of fields. */
const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Deployment.apps', ['spec', 'template']],
  ['StatefulSet.apps', ['spec', 'template']],
  ['DaemonSet.apps', ['spec', 'template']],
  ['ReplicaSet.apps', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['Job.batch', ['spec', 'template']],
  ['CronJob.batch', ['spec', 'jobTemplate', 'spec', 'template']],
  ['PodTemplate', ['template']],
]);

/** Where a kind holds a pod template; `undefined` for a kind that has none. */
export function templatePath(qualified: string): readonly string[] | undefined {
  return TEMPLATES.get(qualified);
}
