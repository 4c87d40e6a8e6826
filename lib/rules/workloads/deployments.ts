import type { Manifest } from '../../manifests/manifest';
import { podsOf } from '../../private/int-or-percent';
import { type JsonObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';
import { inTwo } from '../violations';

export const deployments: Rule = {
  id: 'deployments',
  title: 'Deployments select their own pods and can roll',
  severity: 'error',
  reason: 'The API server refuses a Deployment that does not select its own pods, or could never roll.',
  sources: ['`ValidateDeployment` in pkg/apis/apps/validation of kubernetes/kubernetes'],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check: (set) => set.ofKind('Deployment', 'apps').flatMap(violationsOf),
};

function violationsOf(manifest: Manifest): Violation[] {
  const spec = objectAt(manifest.json, 'spec');
  return [...selectorProblems(spec), ...rollingProblems(spec), ...deadlineProblems(spec)].map((problem) => ({
    manifest,
    ...inTwo(problem),
  }));
}

function selectorProblems(spec: JsonObject): string[] {
  const wanted = objectAt(spec, 'selector', 'matchLabels');
  const { matchExpressions } = objectAt(spec, 'selector');
  if (Object.keys(wanted).length === 0 && matchExpressions === undefined)
    return ['the selector must name a label at least, got none'];
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  return Object.keys(wanted)
    .filter((key) => wanted[key] !== labels[key])
    .map(
      (key) =>
        `the selector asks for the pod label ${key}=${show(wanted[key])}, the pods carry ${show(labels[key])}; both must agree, or the API server refuses the Deployment`,
    );
}

function rollingProblems(spec: JsonObject): string[] {
  const strategy = objectAt(spec, 'strategy');
  const { maxSurge, maxUnavailable } = objectAt(strategy, 'rollingUpdate');
  const malformed = Object.entries({ maxSurge, maxUnavailable })
    .filter(([, value]) => value !== undefined && podsOf(value, 1, 'up') === undefined)
    .map(
      ([property, value]) =>
        `${property} must be a whole number of 0 or more or a percentage such as '25%', got ${show(value)}`,
    );
  if (malformed.length > 0) return malformed;
  if (typeof maxUnavailable === 'string' && parseInt(maxUnavailable, 10) > 100)
    return [`maxUnavailable must be at most 100%, got ${show(maxUnavailable)}`];
  if (strategy.type === 'Recreate' && strategy.rollingUpdate !== undefined && strategy.rollingUpdate !== null)
    return [`strategy Recreate must have no rollingUpdate; remove it with rollingUpdate: null`];
  const replicas = typeof spec.replicas === 'number' && spec.replicas > 0 ? spec.replicas : 100;
  return podsOf(maxSurge, replicas, 'up') === 0 && podsOf(maxUnavailable, replicas, 'down') === 0
    ? [
        `maxSurge and maxUnavailable must not both be 0 pods, got ${show(maxSurge)} and ${show(maxUnavailable)}${typeof spec.replicas === 'number' ? ` of ${spec.replicas} replicas` : ''}`,
      ]
    : [];
}

/** Both have a default of the API server: 0 and 600. */
function deadlineProblems({ minReadySeconds = 0, progressDeadlineSeconds = 600 }: JsonObject): string[] {
  return Number(progressDeadlineSeconds) > Number(minReadySeconds)
    ? []
    : [
        `progressDeadlineSeconds must be more than minReadySeconds of ${show(minReadySeconds)}, got ${show(progressDeadlineSeconds)}`,
      ];
}
