import type { Construct } from 'constructs';
import { INFERENCE_SERVICE_LABEL } from '../../model/operators/kserve/naming';
import { Problems } from '../../private/problems';
import { fitted } from '../../private/shape';
import { mergeVersion } from '../../rollout/merge-version';
import { httpReadinessOf } from '../../server/health';
import { planServer } from '../../server/plan-server';
import type { ModelServerProps } from '../../server/server-options';
import { checkOverridden } from '../../server/server-overrides';
import type { ServerPlan } from '../../server/server-plan';
import type { OperatedParts } from '../operated-model';
import { without } from '../without';
import { checkCanary, checkCluster, checkOptions } from './check-kserve';
import type { KServeModelProps } from './kserve-props';

/** A model with its props and the plans of its versions. */
export interface KServePlan {
  readonly props: KServeModelProps;
  readonly stable: ServerPlan;
  readonly canary: ServerPlan | undefined;
}

/** Checks the props of a model, those of its canary with it. */
export function planModel(
  model: Construct,
  problems: Problems,
  given: KServeModelProps,
): { readonly plan: KServePlan; readonly parts: OperatedParts } {
  const none = {} as KServeModelProps;
  const props = fitted(problems, '', given ?? none, 'KServeModelProps') ?? none;
  checkCluster(problems, model, props);
  const server = serverOf(props);
  const stable = planServer(problems, model, server);
  checkOptions(problems, props, stable);
  const hasBudget = props.podDisruptionBudget !== false && (stable.autoscaling?.max ?? stable.replicas) >= 2;
  checkOverridden(problems, props.overrides, [
    ...(props.serviceAccount ? [] : (['serviceAccount'] as const)),
    ...(hasBudget ? (['podDisruptionBudget'] as const) : []),
    ...(props.networkPolicy === false ? [] : (['networkPolicy'] as const)),
  ]);
  const canary = planCanary(model, problems, props, stable);
  const selector = { [INFERENCE_SERVICE_LABEL]: stable.identity.name };
  return {
    plan: { props, stable, canary },
    parts: { plan: stable, selector, clientPorts: undefined, readiness: httpReadinessOf(stable.facts), hasBudget },
  };
}

function planCanary(
  model: Construct,
  problems: Problems,
  props: KServeModelProps,
  stable: ServerPlan,
): ServerPlan | undefined {
  const { canary } = props;
  if (!canary) return undefined;
  const found = new Problems('');
  const merged = mergeVersion(without(serverOf(props), 'image'), canary.version ?? {});
  const plan = planServer(found, model, merged);
  // What both versions have is told of the stable one.
  const own = found.sentences.filter((sentence) => !problems.sentences.includes(sentence));
  problems.addUnder('canary.version', own);
  checkCanary(problems, props, stable, plan);
  return plan;
}

/** What a server would give a meaning that KServe does not is left out: it is told as such. */
function serverOf(props: KServeModelProps): ModelServerProps {
  const server = without(props, 'mode', 'servingRuntime', 'exposed', 'canary');
  return { ...server, service: undefined, selector: undefined, containerName: undefined };
}

export function nameOfCanary({ canary }: KServeModelProps): string {
  return canary?.name ?? 'canary';
}

/** Pods of a canary: as many as it says, else its share of those of the stable version (`canaryReplicaCount`). */
export function canaryPods({ replicas }: ServerPlan, { canary }: KServeModelProps): number {
  if (!canary) return 0;
  return canary.version.replicas ?? Math.ceil((replicas * canary.trafficPercent) / 100);
}
