import type { Manifest } from '../../manifests/manifest';

/** What whoever writes a custom resource decides of the rollout of the Deployments that an operator makes of it. */
interface Given {
  /** What its progress deadline is called there; nothing where the operator hands none over. */
  readonly deadline?: string;
  /** Whether it says how pods are replaced. */
  readonly strategy: boolean;
}

const OF_A_DEPLOYMENT: Given = { deadline: 'progressDeadlineSeconds', strategy: true };

const OPERATED: { readonly [kind: string]: Given } = {
  // `setDefaultDeploymentSpec` of `reconcilers/deployment/deployment_reconciler.go` in kserve/kserve.
  InferenceService: { strategy: true },
  // `createDeploymentWithoutEngine` of `operator/controllers/seldondeployment_controller.go` in SeldonIO/seldon-core.
  SeldonDeployment: { deadline: 'progressDeadlineSeconds of the predictor', strategy: false },
};

/** The field that sets the progress deadline of a workload, as a remedy calls it; nothing where there is none to set. */
export function deadlineFieldOf({ madeBy }: Manifest): string | undefined {
  return givenOf(madeBy?.kind).deadline;
}

/** Whether the manifests can say how the pods of a workload are replaced. */
export function hasGivenStrategy({ madeBy }: Manifest): boolean {
  return givenOf(madeBy?.kind).strategy;
}

function givenOf(owner: string | undefined): Given {
  return owner !== undefined && Object.hasOwn(OPERATED, owner) ? OPERATED[owner] : OF_A_DEPLOYMENT;
}
