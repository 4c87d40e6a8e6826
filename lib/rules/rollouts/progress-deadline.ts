import { likenessOf } from '../../model/alike/first-alike';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { deadlineFieldOf } from '../../model/operators/given-fields';
import { setWithMade } from '../../model/operators/made-objects';
import { countIn } from '../../model/quota/amounts';
import { graceSeconds, startupSeconds } from '../../model/rollout/pod-timing';
import { DEFAULT_PROGRESS_DEADLINE } from '../../model/rollout/progress-deadline';
import { argoRolloutOf } from '../../model/rollout/argo/rolling';
import { ARGO, isArgoRollout } from '../../model/rollout/argo/strategy';
import { rolloutOf } from '../../model/rollout/rolling-counts';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { replicasOf } from '../../model/scaling/pods-at-once';
import { claimKey, usedClaimsOf } from '../../model/storage/claims-in-set';
import { claimsNamedBy, staysOnOneNode } from '../../model/storage/pod-claims';
import { podSpecOf } from '../../manifests/pod-spec';
import { type JsonObject, objectAt } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const progressDeadline: Rule = {
  id: 'progress-deadline',
  title: 'a healthy rollout is done before its progress deadline',
  severity: 'warning',
  reason:
    'A rollout that makes no progress for progressDeadlineSeconds is reported as failed, and nothing counts as progress while a new pod starts, nor while it waits for a device or a volume that the pod before it keeps until it has shut down. The startup probe and the grace period say how long both may take. An error where the wait alone is past the deadline and is sure to come: with Recreate, and for a ReadWriteOncePod claim. Of Deployments that KServe makes, whose deadline nobody can raise, a pod must be past it. How long init containers and the pulling of images take is not known.',
  sources: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
    'setDefaultDeploymentSpec in pkg/controller/v1beta1/inferenceservice/reconcilers/deployment/deployment_reconciler.go of kserve/kserve',
    'DeploymentProgressing and DeploymentTimedOut in pkg/controller/deployment/util/deployment_util.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: llama, namespace: vision }
spec:
  progressDeadlineSeconds: 660
  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  selector: { matchLabels: { app: llama } }
  template:
    metadata: { labels: { app: llama } }
    spec:
      terminationGracePeriodSeconds: 920
      containers:
        - name: main
          image: registry.example/llama:1.0.0
          resources: { limits: { nvidia.com/gpu: 1 } }
          startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 5, failureThreshold: 120 }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: llama, namespace: vision }
spec:
  progressDeadlineSeconds: 1580
  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  selector: { matchLabels: { app: llama } }
  template:
    metadata: { labels: { app: llama } }
    spec:
      terminationGracePeriodSeconds: 920
      containers:
        - name: main
          image: registry.example/llama:1.0.0
          resources: { limits: { nvidia.com/gpu: 1 } }
          startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 5, failureThreshold: 120 }`,
  },
  check: (given) => {
    const set = setWithMade(given);
    const late = likenessOf(set).where(set.ofKind('Deployment', 'apps'), mayBeLate);
    return [...late, ...set.ofKind('Rollout', ARGO)].flatMap((manifest) => violationsOf(set, manifest));
  },
};

/** What a new pod waits for until the one before it has shut down. */
interface Wait {
  /** As the message has it: `the pod before it keeps nvidia.com/gpu`. */
  readonly why: string;
  /** Whether there is no way around it. */
  readonly isSure: boolean;
  /** Whether the controller begins to count anew once it is over. */
  readonly isApart?: boolean;
  readonly other?: Manifest;
}

/** The times of a rollout, in seconds. */
interface Times {
  readonly deadline: number;
  readonly grace: number;
  readonly startup: number;
  readonly ready: number;
}

function timesOf({ progressDeadlineSeconds, minReadySeconds }: JsonObject, podSpec: JsonObject): Times {
  return {
    deadline: countIn(progressDeadlineSeconds, DEFAULT_PROGRESS_DEADLINE),
    grace: graceSeconds(podSpec),
    startup: startupSeconds(podSpec),
    ready: countIn(minReadySeconds, 0),
  };
}

/** Whether a rollout may take as long as its deadline, by what the Deployment says itself: others need no looking at. */
function mayBeLate(manifest: Manifest): boolean {
  const spec = objectAt(manifest.json, 'spec');
  const podSpec = podSpecOf(manifest);
  if (!podSpec) return false;
  const { deadline, grace, startup, ready } = timesOf(spec, podSpec);
  return deadline <= startup + ready + (mayWait(spec, podSpec) ? grace : 0);
}

/** Whether new pods may have to wait until old ones are gone: whether there is a surge is the same for any number of pods. */
function mayWait(spec: JsonObject, podSpec: JsonObject): boolean {
  const rolling = rolloutOf(spec, 1);
  return rolling === undefined || rolling.surge === 0 || claimsNamedBy(podSpec).length > 0;
}

function violationsOf(set: ManifestSet, manifest: Manifest): Violation[] {
  const spec = objectAt(manifest.json, 'spec');
  const podSpec = podSpecOf(manifest);
  if (!podSpec || spec.paused === true || replicasOf(set, manifest).most === 0) return [];
  const { deadline, grace, startup, ready } = timesOf(spec, podSpec);
  const wait = waitOf(set, manifest, spec, podSpec);
  const isPast = wait !== undefined && deadline <= grace;
  const needed = wait && !wait.isApart ? grace + startup + ready : startup + ready;
  const most = Math.max(needed, isPast ? grace : 0);
  const field = deadlineFieldOf(manifest);
  // What nobody can raise is said where a pod is past it for sure, not where it is just in time.
  if (field === undefined ? most <= deadline : deadline > needed && !isPast) return [];
  const parts = [
    ...(wait && (isPast || !wait.isApart)
      ? [`up to ${grace} s of terminationGracePeriodSeconds while ${wait.why}`]
      : []),
    ...(isPast && wait.isApart ? [] : startup > 0 ? [`${startup} s of its startup probe`] : []),
    ...(ready > 0 ? [`${ready} s of minReadySeconds`] : []),
  ];
  const waited = wait ? 'terminationGracePeriodSeconds' : '';
  // Where the wait is past the deadline by itself and counted by itself, a shorter start helps nothing.
  const shorter = `shorten ${isPast && wait.isApart ? waited : [waited, 'the budget of the startup probe'].filter(Boolean).join(' or ')}`;
  const shared = { manifest, at: '/spec/progressDeadlineSeconds', others: wait?.other ? [wait.other] : [] };
  if (field === undefined) return [{ ...shared, ...ofAnOperator(manifest, { deadline, most, parts, shorter }) }];
  return [
    {
      ...shared,
      ...(isPast && wait.isSure && { severity: 'error' }),
      message: `progressDeadlineSeconds of ${deadline}${spec.progressDeadlineSeconds === undefined ? ' (the default)' : ''} must be more than the ${most} s that a new pod may take, ${parts.join(' and ')}: a healthy rollout that takes as long is reported as failed`,
      fix: `raise ${field} above ${most}, or ${shorter}`,
    },
  ];
}

/** Of a Deployment whose deadline the operator that makes it leaves as it is. */
function ofAnOperator(
  { madeBy }: Manifest,
  said: {
    readonly deadline: number;
    readonly most: number;
    readonly parts: readonly string[];
    readonly shorter: string;
  },
): Pick<Violation, 'message' | 'fix'> {
  return {
    message: `a new pod may take ${said.most} s, ${said.parts.join(' and ')}, and what makes it of ${madeBy ? titleOf(madeBy) : 'another object'} leaves progressDeadlineSeconds at ${said.deadline}: a healthy rollout that takes longer is reported as failed, and goes on`,
    fix: `${said.shorter}, or wait for the pods in place of the status`,
  };
}

function waitOf(set: ManifestSet, manifest: Manifest, spec: JsonObject, podSpec: JsonObject): Wait | undefined {
  const rolling = (isArgoRollout(manifest) ? argoRolloutOf : rolloutOf)(spec, replicasOf(set, manifest).most);
  if (!rolling) return { why: 'all old pods stop (strategy Recreate)', isSure: true, isApart: true };
  const claims = claimsNamedBy(podSpec).flatMap(({ claimName }) => {
    const used = usedClaimsOf(set).get(claimKey(manifest.namespaceName, claimName));
    return used ? [used] : [];
  });
  const [alone] = claims.filter(({ modes }) => modes.includes('ReadWriteOncePod'));
  if (alone !== undefined)
    return {
      why: `the pod before it keeps ${titleOf(alone.claim)} (ReadWriteOncePod)`,
      isSure: true,
      other: alone.claim,
    };
  if (rolling.surge > 0) return undefined;
  const device = acceleratorsOf(podSpec, deviceClaimsIn(set, manifest.namespaceName)).find(({ isShared }) => !isShared);
  if (device !== undefined) return { why: `the pod before it keeps its ${device.resource}`, isSure: false };
  const [once] = claims.filter(({ modes }) => modes.length === 1 && modes[0] === 'ReadWriteOnce');
  return once === undefined || staysOnOneNode(podSpec)
    ? undefined
    : {
        why: `the pod before it keeps ${titleOf(once.claim)} (ReadWriteOnce) on its node`,
        isSure: false,
        other: once.claim,
      };
}
