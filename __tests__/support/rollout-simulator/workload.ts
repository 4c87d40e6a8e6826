import { explore, type Moment, type Moments } from './explore';
import { canonical, type DeploymentFacts, type Template } from './facts';

/** A Deployment through one apply: its pods by template, at every moment. */
export interface Workload extends Moments {
  readonly name: string;
  /** Of the pods there were before; those of a new Deployment's are all new. */
  readonly oldTemplate: Template | undefined;
  readonly newTemplate: Template;
  readonly hazard?: string;
}

const nothing: Moment = { oldReady: 0, oldAlive: 0, oldTerminating: 0, newReady: 0, newAlive: 0 };

/** A Deployment that the apply leaves alone: absent from the files, or refused. */
export function untouched({ name, replicas, template }: DeploymentFacts): Workload {
  const end = resting(replicas);
  return { name, oldTemplate: template, newTemplate: template, all: [end], end };
}

/** A Deployment that is deleted: its pods go in any order. */
export function removed({ name, replicas, template }: DeploymentFacts): Workload {
  const all = Array.from({ length: replicas + 1 }, (_, gone) => ({
    ...resting(replicas - gone),
    oldTerminating: gone,
  }));
  return { name, oldTemplate: template, newTemplate: template, all, end: nothing };
}

/** A Deployment that is created or changed. */
export function applied(before: DeploymentFacts | undefined, after: DeploymentFacts): Workload {
  const isNewTemplate = before?.template.key !== after.template.key;
  const run = (replicas: number): Moments =>
    explore({ before: before?.replicas ?? 0, replicas, isNewTemplate, strategy: after.strategy });
  const { all, end } = run(after.replicas);
  const workload = { name: after.name, oldTemplate: before?.template, newTemplate: after.template, all, end };
  if (!before || before.isAutoscaled || !after.isAutoscaled) return workload;
  // Taking the field away makes it the default; the autoscaler repairs that, but pods may be gone by then.
  // https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling
  const hazard = `Deployment/${after.name}: spec.replicas is taken away for an autoscaler, so it is 1 until the autoscaler acts`;
  return { ...workload, all: [...all, ...run(1).all], hazard };
}

/** Why the API server refuses to change a Deployment. */
export function refusal(before: DeploymentFacts | undefined, after: DeploymentFacts): string | undefined {
  return !before || canonical(before.selector) === canonical(after.selector)
    ? undefined
    : `Deployment/${after.name}: spec.selector is immutable`;
}

function resting(replicas: number): Moment {
  return { ...nothing, oldReady: replicas, oldAlive: replicas };
}
