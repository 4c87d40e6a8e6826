import { type Manifest, refOf } from '../manifests/manifest';
import { titleOf } from '../manifests/object-ref';
import { podSpecOf, podTemplatesOf } from '../manifests/pod-spec';
import { type Forecast, forecast } from '../model/rollout/forecast';
import { isPlainObject, type JsonObject } from '../private/json';
import { argoReleaseText } from './argo-release-text';
import type { FieldChange } from './data/object';
import type { Restart, RolloutForecast } from './data/pods';
import type { Pairs } from './pairs';
import type { Side } from './side';

const ROLLING: readonly (readonly [kind: string, group: string])[] = [
  ['Deployment', 'apps'],
  ['StatefulSet', 'apps'],
  ['DaemonSet', 'apps'],
  ['LeaderWorkerSet', 'leaderworkerset.x-k8s.io'],
  ['Rollout', 'argoproj.io'],
];

/** Workloads whose pods are replaced, and how that goes. */
export function restartsOf({ changed }: Pairs, before: Side, after: Side): Restart[] {
  return changed
    .filter(({ verdict }) => verdict.restarts)
    .flatMap((pair) => {
      const [was, now] = [
        { manifest: pair.before, set: before.set },
        { manifest: pair.after, set: after.set },
      ];
      const rollout = forecast(was, now, true);
      if (rollout.mostPods === 0) return [];
      return {
        object: refOf(pair.after),
        causes: pair.verdict.restartCauses.map(causeOf),
        rollout: described(rollout),
        message: restartText(pair.after, pair.verdict.restartCauses.map(causeOf), rollout),
      };
    });
}

function described({ seconds, pods, waves, fewestReady, mostPods }: Forecast): RolloutForecast {
  return { pods, waves, fewestReady, mostPods, ...(seconds !== undefined && { seconds }) };
}

function causeOf({ at, before, after }: Omit<FieldChange, 'kind'>): FieldChange {
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return { at, kind, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

function restartText(manifest: Manifest, causes: readonly FieldChange[], rollout: Forecast): string {
  const { pods, scaledTo, waves, seconds, fewestReady, mostPods } = rollout;
  const release = argoReleaseText(manifest);
  const size = podTemplatesOf(manifest).reduce((sum, { perReplica }) => sum + perReplica, 0);
  const of = size > 1 ? ` groups of ${size} pods` : '';
  const count = scaledTo > pods ? `${pods} to ${scaledTo}${of} in at most` : `${pods}${of} in`;
  const time = timeText(seconds);
  const fields = causes.slice(0, 3).map(({ at }) => at);
  const why = `${fields.join(', ')}${causes.length > 3 ? ` and ${causes.length - 3} more` : ''}`;
  if (release !== undefined)
    return `${titleOf(manifest)} releases other pods (${why}): ${release}; never fewer than ${fewestReady} ready nor more than ${mostPods} at a time`;
  return `${titleOf(manifest)} replaces its pods (${why}): ${count} ${waves} ${waves === 1 ? 'wave' : 'waves'} ${time}, never fewer than ${fewestReady} ready nor more than ${mostPods} at a time`;
}

/** Without probes a pod counts as ready when it has started. */
function timeText(seconds: number | undefined): string {
  if (seconds === undefined) return 'for as long as they take to become ready';
  return seconds === 0 ? 'as soon as they start' : `in at most ${durationText(seconds)}`;
}

/** A time as people say it. */
export function durationText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 6) / 10} h`;
}

/**
 * Workloads that read a ConfigMap or Secret that changed, and whose own template did not: their pods keep the values they
 * started with, or see the files change under them
 * (https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically).
 */
export function staleConfigurationsOf(pairs: Pairs, after: Side): Restart[] {
  const configurations = pairs.changed.filter(
    ({ after: { kind, group } }) => group === '' && CONFIGURATION.includes(kind),
  );
  if (configurations.length === 0) return [];
  const changed = new Map(
    configurations.map(({ after: now, verdict }) => [
      `${now.kind} ${now.namespaceName ?? ''}/${now.name}`,
      { now, verdict },
    ]),
  );
  const restarted = new Set(pairs.changed.filter(({ verdict }) => verdict.restarts).map(({ after: now }) => now));
  return ROLLING.flatMap(([kind, group]) => after.set.ofKind(kind, group))
    .filter((workload) => !restarted.has(workload))
    .flatMap((workload) =>
      referencesOf(podSpecOf(workload) ?? {}).flatMap((reference) => {
        const found = changed.get(`${reference.kind} ${workload.namespaceName ?? ''}/${reference.name}`);
        if (!found) return [];
        return [
          {
            object: refOf(workload),
            causes: found.verdict.changes.filter(({ at }) => /^\/(data|binaryData|stringData)/.test(at)),
            message: `${titleOf(workload)} keeps its pods although ${titleOf(found.now)} changes, which it reads ${reference.how}`,
          },
        ];
      }),
    )
    .filter(({ causes }) => causes.length > 0);
}

const CONFIGURATION: readonly string[] = ['ConfigMap', 'Secret'];

interface ConfigurationReference {
  readonly kind: string;
  readonly name: string;
  readonly how: string;
}

function referencesOf(podSpec: JsonObject): ConfigurationReference[] {
  const found = new Map<string, ConfigurationReference>();
  const add = (kind: string, name: unknown, how: string): void => {
    if (typeof name === 'string') found.set(`${kind} ${name}`, found.get(`${kind} ${name}`) ?? { kind, name, how });
  };
  for (const field of ['initContainers', 'containers']) {
    for (const container of list(podSpec[field])) {
      for (const from of list(container.envFrom)) {
        add('ConfigMap', nameIn(from.configMapRef), IN_ENV);
        add('Secret', nameIn(from.secretRef), IN_ENV);
      }
      for (const { valueFrom } of list(container.env)) {
        if (!isPlainObject(valueFrom)) continue;
        add('ConfigMap', nameIn(valueFrom.configMapKeyRef), IN_ENV);
        add('Secret', nameIn(valueFrom.secretKeyRef), IN_ENV);
      }
    }
  }
  for (const volume of list(podSpec.volumes)) {
    for (const source of [volume, ...list(isPlainObject(volume.projected) ? volume.projected.sources : [])]) {
      add('ConfigMap', nameIn(source.configMap), IN_FILES);
      const { secret } = source;
      if (isPlainObject(secret)) add('Secret', secret.secretName ?? secret.name, IN_FILES);
    }
  }
  return [...found.values()];
}

const IN_ENV = 'when it starts only';
const IN_FILES = 'as files, which change after about a minute under the running process';

function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}

function nameIn(value: unknown): unknown {
  return isPlainObject(value) ? value.name : undefined;
}
