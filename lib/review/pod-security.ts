import { type Manifest, refOf } from '../manifests/manifest';
import { keyOf, titleOf } from '../manifests/object-ref';
import { groupKeyOf, type PodGroup, podGroupsOf } from '../model/selection/pod-groups';
import { isCertain, podSecurityRefusals, type PodSecurityLevel } from '../model/validation';
import { type JsonObject, objectAt } from '../private/json';
import type { SecurityChange } from './data/permissions';
import type { Side } from './side';

/** From strict to lax. */
const LEVELS: readonly PodSecurityLevel[] = ['restricted', 'baseline', 'privileged'];
const LABEL = 'pod-security.kubernetes.io/enforce';
/** How many fields are named. */
const MOST_NAMED = 3;

/** Namespaces that enforce less than before (https://kubernetes.io/docs/concepts/security/pod-security-admission/). */
export function loweredNamespaces(before: Side, after: Side): SecurityChange[] {
  return after.set.ofKind('Namespace', '').flatMap((namespace) => {
    const was = before.byKey.get(keyOf(namespace));
    if (!was) return [];
    const [old, now] = [was, namespace].map(enforced);
    const text = loweredText(old, now);
    return text === undefined
      ? []
      : [{ object: refOf(namespace), kind: 'pod-security' as const, message: `${titleOf(namespace)} ${text}` }];
  });
}

interface Enforced {
  readonly level: PodSecurityLevel | undefined;
  /** Minor version; nothing for the newest. */
  readonly minor: number | undefined;
}

function enforced({ json }: Manifest): Enforced {
  const labels = objectAt(json, 'metadata', 'labels');
  const minor = /^v1\.(\d+)$/.exec(String(labels[`${LABEL}-version`]))?.[1];
  return {
    level: LEVELS.find((level) => level === labels[LABEL]),
    minor: minor === undefined ? undefined : Number(minor),
  };
}

/** Without the label the cluster's own default holds, which is mostly to enforce nothing. */
function loweredText(old: Enforced, now: Enforced): string | undefined {
  if (old.level === undefined || old.level === 'privileged') return undefined;
  if (now.level === undefined) return `no longer says which level of Pod Security it enforces; before '${old.level}'`;
  if (LEVELS.indexOf(now.level) > LEVELS.indexOf(old.level))
    return `enforces Pod Security '${now.level}', before '${old.level}'`;
  const isOlder = now.level === old.level && (now.minor ?? Infinity) < (old.minor ?? Infinity);
  return isOlder
    ? `enforces Pod Security '${now.level}' of version 1.${now.minor ?? 0}, before ${old.minor === undefined ? 'of the newest' : `1.${old.minor}`}`
    : undefined;
}

/** Pods that need a lower level of Pod Security than before, or do more of what a level forbids. */
export function loweredPods(before: Side, after: Side): SecurityChange[] {
  const old = new Map(podGroupsOf(before.set).all.map((group) => [groupKeyOf(group), group]));
  return podGroupsOf(after.set).all.flatMap((group) => {
    const was = old.get(groupKeyOf(group));
    const text = was === undefined ? newPodsText(group) : changedPodsText(was, group);
    return text === undefined
      ? []
      : [
          {
            object: refOf(group.manifest),
            kind: 'pod-security' as const,
            message: `${titleOf(group.manifest)} ${text}`,
          },
        ];
  });
}

function newPodsText(group: PodGroup): string | undefined {
  const needs = needsOf(group);
  return needs.level === 'privileged'
    ? `is new, and its pods need Pod Security 'privileged': ${listed(needs.fields)}`
    : undefined;
}

function changedPodsText(was: PodGroup, group: PodGroup): string | undefined {
  if (JSON.stringify(secured(was)) === JSON.stringify(secured(group))) return undefined;
  const [old, now] = [needsOf(was), needsOf(group)];
  const known = new Set(old.fields.map(formOf));
  const fresh = now.fields.filter((field) => !known.has(formOf(field)));
  if (LEVELS.indexOf(now.level) > LEVELS.indexOf(old.level))
    return `has pods that need Pod Security '${now.level}', before '${old.level}': ${listed(fresh)}`;
  return fresh.length > 0 ? `has pods that do more of what Pod Security forbids: ${listed(fresh)}` : undefined;
}

/** The pod as the checks see it. */
function secured({ pod, podSpec }: PodGroup): JsonObject {
  const annotations = objectAt(pod, 'metadata', 'annotations');
  return { metadata: { annotations }, spec: podSpec };
}

/** The strictest level that lets pods be, and what stricter ones forbid of them in every version. */
function needsOf(group: PodGroup): { readonly level: PodSecurityLevel; readonly fields: readonly string[] } {
  const pod = secured(group);
  const at = group.at.replace(/\/spec$/, '');
  const forbidden = (level: PodSecurityLevel): string[] =>
    podSecurityRefusals(pod, level, {}, at)
      .filter(isCertain)
      .map((refusal) => `${refusal.at} ${refusal.message.replace(/ \(Pod Security Standard '\w+'\)$/, '')}`);
  const [restricted, baseline] = [forbidden('restricted'), forbidden('baseline')];
  if (baseline.length > 0) return { level: 'privileged', fields: [...new Set([...baseline, ...restricted])] };
  return { level: restricted.length > 0 ? 'baseline' : 'restricted', fields: restricted };
}

/** A second container that is no worse than the first adds nothing. */
function formOf(field: string): string {
  return field.replace(/\/(initContainers|containers|ephemeralContainers|volumes|ports)\/\d+/g, '/$1');
}

function listed(fields: readonly string[]): string {
  const rest = fields.length - MOST_NAMED;
  const shown = fields.slice(0, rest > 1 ? MOST_NAMED : fields.length).join('; ');
  return rest > 1 ? `${shown}; and ${rest} more` : shown;
}

/** Pods that mount a token of the API server and did not (https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting). */
export function mountedTokens(before: Side, after: Side): SecurityChange[] {
  const old = new Map(podGroupsOf(before.set).all.map((group) => [groupKeyOf(group), group]));
  return podGroupsOf(after.set).all.flatMap((group) => {
    const was = old.get(groupKeyOf(group));
    if (!was || mountsToken(was, before) || !mountsToken(group, after)) return [];
    const message = `${titleOf(group.manifest)} has pods that mount the token of ServiceAccount '${accountOf(group)}', and did not before`;
    return [{ object: refOf(group.manifest), kind: 'pod-security' as const, message }];
  });
}

function mountsToken(group: PodGroup, { set }: Side): boolean {
  const own = group.podSpec.automountServiceAccountToken;
  if (typeof own === 'boolean') return own;
  return (
    set.find('ServiceAccount', '', accountOf(group), group.namespaceName)?.json.automountServiceAccountToken !== false
  );
}

function accountOf({ podSpec: { serviceAccountName } }: PodGroup): string {
  return typeof serviceAccountName === 'string' && serviceAccountName !== '' ? serviceAccountName : 'default';
}
