import type { ApiObject } from 'cdk8s';
import { type Tenancy, tenancyOf } from '../core/tenancy';
import { renderTolerations } from '../core/toleration';
import { addApiObject } from '../core/api-object';
import { canonical, digest } from '../private/digest';
import { type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { LABEL } from '../private/labels';
import { Problems } from '../private/problems';
import { pullPolicy } from '../core/container-image';
import { metadata } from '../server/manifests/metadata';
import type { ModelServer } from '../server/model-server';
import { resourceRequirements } from '../server/resources';
import { initSeconds } from '../server/pod-times';
import type { ServerPlan } from '../server/server-plan';
import type { Release } from './release';
import type { SmokeTestPlan } from './smoke-test';

/** Characters that a Job's name adds to the release's. */
export const VERIFY_SUFFIX = '-verify-00000000';

/** Time beyond what a version may take to start: readiness checks, and the Service's endpoints. */
const MARGIN = 120;
/** Time for the test's own pod to be scheduled and its image pulled. */
const OWN_START = 300;

/** Sends the request until the answer is right. The request itself is the arguments. */
const SCRIPT = `
attempt() {
  answer=$(curl --silent --show-error --max-time "$TIMEOUT_SECONDS" --write-out '\\n%{http_code}' "$@") || return 1
  status=$(printf '%s\\n' "$answer" | tail -n 1)
  body=$(printf '%s\\n' "$answer" | sed '$d')
  if [ "$status" != "$EXPECTED_STATUS" ]; then
    echo "got status $status, expected $EXPECTED_STATUS"
    return 1
  fi
  if [ -n "$BODY_CONTAINS" ] && ! printf '%s\\n' "$body" | grep -F -q -e "$BODY_CONTAINS"; then
    echo "the body does not contain: $BODY_CONTAINS"
    return 1
  fi
  if [ -n "$BODY_MATCHES" ] && ! printf '%s\\n' "$body" | grep -E -q -e "$BODY_MATCHES"; then
    echo "no line of the body matches: $BODY_MATCHES"
    return 1
  fi
}
end=$(($(date +%s) + PATIENCE_SECONDS))
until attempt "$@"; do
  if [ "$(date +%s)" -ge "$end" ]; then
    echo "gave up after $PATIENCE_SECONDS s"
    exit 1
  fi
  sleep "$INTERVAL_SECONDS"
done
echo "the answer is right"
`.trimStart();

/** Time for which a version under test is given chances: longer than it may take to start. */
export function deadlineOf(problems: Problems, test: SmokeTestPlan, plan: ServerPlan): number {
  const budget = initSeconds(plan) + plan.health.startupSeconds;
  if (test.deadlineSeconds !== undefined && test.deadlineSeconds < budget) {
    problems.add(
      `verify.deadline must outlast the ${budget} s that a version may take to start, got ${test.deadlineSeconds} s; raise it or lower health.startupBudget`,
    );
  }
  if (!plan.facts.ports.some(({ role }) => role === 'http'))
    problems.add(
      'verify must be left out for a server without an HTTP port: the test speaks HTTP, and the server gRPC alone; ask the version that is to take over by a Job of your own',
    );
  // Argo CD watches its hooks itself.
  if (test.hook === undefined && test.ttlSeconds < budget) {
    problems.add(
      `verify.ttlAfterFinished must be at least the ${budget} s that the other pods of a version may take to start, or the Job is gone before anybody asks, got ${test.ttlSeconds} s; raise it, or set argoCdHook`,
    );
  }
  return test.deadlineSeconds ?? budget + MARGIN;
}

/**
 * Adds the Job that tests one side of a release. Its pods carry the side's instance, so that the side's NetworkPolicy
 * lets them out, but not the release's name: no Service sends them requests.
 */
export function addSmokeTest(
  release: Release,
  id: string,
  test: SmokeTestPlan,
  server: ModelServer,
  serviceName: string,
): ApiObject {
  const plan = server._plan;
  const { labels, spec } = smokeTestJob(release, test, plan, serviceName);
  const suffix = digest(canonical({ image: plan.props.image.reference, spec })).slice(0, 8);
  const hook = test.hook && {
    'argocd.argoproj.io/hook': test.hook,
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  };
  return addApiObject(release, id, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(`${release.name}-verify-${suffix}`, labels, plan.props.annotations, test.annotations, hook),
    spec: () => spec,
  });
}

/** The Job that tests one side of a release. */
export function smokeTestJob(
  release: Release,
  test: SmokeTestPlan,
  plan: ServerPlan,
  serviceName: string,
): { readonly labels: { [key: string]: string }; readonly spec: JsonObject } {
  const labels = {
    ...plan.identity.workloadLabels,
    [LABEL.COMPONENT]: 'verify',
    [LABEL.NAME]: `${release.name}-verify`,
  };
  const url = `http://${serviceName}:${plan.service.port}${test.path}`;
  return { labels, spec: jobSpec(test, plan, tenancyOf(release), labels, url) };
}

/** The tenant's nodes: the test asks for no accelerator, so that the server's own placement is none of its business. */
function placementIn(tenancy: Tenancy | undefined): JsonObject {
  return {
    nodeSelector: unlessEmpty(sortedMap(tenancy?.nodeSelector)),
    priorityClassName: tenancy?.priorityClassName,
    tolerations: renderTolerations(tenancy?.tolerations ?? []),
  };
}

function jobSpec(
  test: SmokeTestPlan,
  plan: ServerPlan,
  tenancy: Tenancy | undefined,
  labels: { [key: string]: string },
  url: string,
): JsonObject {
  const patience = deadlineOf(new Problems(''), test, plan);
  return {
    activeDeadlineSeconds: OWN_START + patience + test.timeoutSeconds,
    // The script tries again by itself; a pod that is evicted or drained does not count as a failure.
    backoffLimit: 0,
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }],
    },
    template: {
      metadata: { labels: sortedMap(labels) },
      spec: {
        automountServiceAccountToken: false,
        containers: [container(test, plan, url, patience)],
        enableServiceLinks: false,
        imagePullSecrets: unlessEmpty(plan.pullSecretNames.map((name) => ({ name }))),
        ...placementIn(tenancy),
        restartPolicy: 'Never',
        securityContext: plan.security._ofHelpers()._podSecurityContext(undefined),
        serviceAccountName: plan.props.serviceAccount?.name ?? plan.identity.name,
      },
    },
    ttlSecondsAfterFinished: test.ttlSeconds,
  };
}

function container(test: SmokeTestPlan, { props, security }: ServerPlan, url: string, patience: number): JsonObject {
  const texts: { [name: string]: string | undefined } = {
    BODY_CONTAINS: test.contains,
    BODY_MATCHES: test.matches,
    EXPECTED_STATUS: String(test.status),
    INTERVAL_SECONDS: String(test.intervalSeconds),
    PATIENCE_SECONDS: String(patience),
    TIMEOUT_SECONDS: String(test.timeoutSeconds),
  };
  return {
    name: 'verify',
    image: test.image.reference,
    imagePullPolicy: pullPolicy(props.imagePullPolicy, test.image),
    args: [
      // Brackets, braces and dots of a path are the path's own.
      '--globoff',
      '--path-as-is',
      ...(test.method === 'HEAD' ? ['--head'] : ['--request', test.method]),
      ...test.headers.flatMap((header) => ['--header', header]),
      ...(test.body === undefined ? [] : ['--data-raw', test.body]),
      url,
    ].map(literal),
    command: ['sh', '-c', SCRIPT, 'verify'],
    env: Object.entries(texts).map(([name, value]) => ({ name, value: literal(value ?? '') })),
    resources: resourceRequirements(new Problems(''), '', test.resources),
    securityContext: security._ofHelpers()._containerSecurityContext(),
  };
}

/** Kubernetes replaces `$(NAME)` in arguments and variables, and `$$` by `$`. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
