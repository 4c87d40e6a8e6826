import { show } from '../manifest';
import type { SecurityCheck } from './check';

const volumeSources = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const volumes: SecurityCheck = function* ({ spec }) {
  for (const { name, ...sources } of spec.volumes ?? []) {
    for (const source of Object.keys(sources)) {
      if (!volumeSources.has(source)) yield `volume "${name}" is of the kind ${source}`;
    }
  }
};

const escalation: SecurityCheck = function* ({ containers, isWindows }) {
  if (isWindows) return;
  for (const { name, context } of containers) {
    if (context.allowPrivilegeEscalation !== false) yield `${name} must set allowPrivilegeEscalation to false`;
    if (!(context.capabilities?.drop ?? []).includes('ALL')) yield `${name} must drop ALL capabilities`;
    for (const added of context.capabilities?.add ?? []) {
      if (added !== 'NET_BIND_SERVICE') yield `${name} adds the capability ${added}`;
    }
  }
};

const nonRoot: SecurityCheck = function* ({ pod, containers, hasUserNamespace }) {
  if (hasUserNamespace) return;
  if (pod.runAsNonRoot === false) yield 'the pod must not set runAsNonRoot to false';
  if (pod.runAsUser === 0) yield 'the pod must not set runAsUser to 0';
  for (const { name, context } of containers) {
    const inherited = context.runAsNonRoot ?? pod.runAsNonRoot;
    if (inherited !== true) yield `${name} must set runAsNonRoot to true, itself or for the pod`;
    if (context.runAsUser === 0) yield `${name} must not set runAsUser to 0`;
  }
};

const seccomp: SecurityCheck = function* ({ pod, containers, isWindows }) {
  if (isWindows) return;
  for (const { name, context } of containers) {
    const profile = context.seccompProfile ?? pod.seccompProfile;
    if (!profile) yield `${name} must have the seccomp profile RuntimeDefault or Localhost, itself or for the pod`;
  }
};

const procMount: SecurityCheck = function* ({ containers, minor }) {
  if (minor < 35) return;
  for (const { name, context } of containers) {
    if ((context.procMount ?? 'Default') !== 'Default') yield `${name} has the procMount ${show(context.procMount)}`;
  }
};

/** The checks that the level `restricted` adds to `baseline`. */
export const restrictedChecks: readonly SecurityCheck[] = [volumes, escalation, nonRoot, seccomp, procMount];
