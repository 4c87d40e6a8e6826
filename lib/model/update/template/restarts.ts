import { knownKind, podSpecPath } from '../../../manifests/kinds';
import { isPlainObject, type JsonObject } from '../../../private/json';
import { differences, type Difference } from '../compare/differences';
import { pointer } from '../compare/pointer';
import { summary } from '../compare/summary';
import { fieldAt, within, without } from '../fields/fields';
import type { RestartCause } from '../verdict';

/** Kinds whose controllers replace the pods of another template. */
const REPLACING: ReadonlySet<string> = new Set([
  'DaemonSet.apps',
  'Deployment.apps',
  'Rollout.argoproj.io',
  'StatefulSet.apps',
]);

/** Both versions in the two canonical forms. */
export interface Forms {
  readonly stored: readonly [before: JsonObject, after: JsonObject];
  readonly amount: readonly [before: JsonObject, after: JsonObject];
}

/**
 * The differences of the pod templates that make pods be replaced. A Deployment and a Rollout of Argo compare what the
 * templates mean, a StatefulSet, a DaemonSet and a set of groups of pods what is stored: to them `1Gi` and `1073741824` are two.
 *
 * Source: `EqualIgnoreHash` in `pkg/controller/deployment/util/deployment_util.go` and `EqualRevision` in
 * `pkg/controller/history/controller_history.go` of https://github.com/kubernetes/kubernetes/tree/v1.36.2
 */
export function restartCauses(forms: Forms, qualified: string): RestartCause[] {
  const isByMeaning = qualified === 'Deployment.apps' || qualified === 'Rollout.argoproj.io';
  return pathsOf(qualified).flatMap((path) => {
    const templates = forms[isByMeaning ? 'amount' : 'stored'].map((version) => fieldAt(version, ...path));
    const [before, after] = templates.map((template) => {
      const known = isPlainObject(template) ? template : {};
      return isByMeaning ? withoutHash(known) : known;
    });
    return differences(before, after, qualified, path).map((difference) => causeOf(difference, qualified));
  });
}

/** Paths to what pods are replaced for; none where nobody replaces them. */
function pathsOf(qualified: string): readonly (readonly string[])[] {
  const [kind, ...group] = qualified.split('.');
  const groups = knownKind(group.join('.'), kind)?.podGroup;
  if (groups) return groups.revision;
  return REPLACING.has(qualified) ? [podSpecPath(group.join('.'), kind)?.slice(0, -1) ?? []] : [];
}

function withoutHash(template: JsonObject): JsonObject {
  return within(template, 'metadata', (metadata) =>
    within(metadata, 'labels', (labels) => without(without(labels, 'pod-template-hash'), 'rollouts-pod-template-hash')),
  );
}

function causeOf({ path, before, after }: Difference, qualified: string): RestartCause {
  return {
    at: pointer(path),
    ...(before === undefined ? {} : { before: summary(before, path, qualified) }),
    ...(after === undefined ? {} : { after: summary(after, path, qualified) }),
  };
}
