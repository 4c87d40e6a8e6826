import { isRecord } from '../manifest';
import { annotationProblems, labelProblems } from '../labels';
import { at, dns1123Subdomain, optionalNumber } from '../names';
import type { PodRule } from './pod-rule';
import { relativePath } from './volume-sources';

const highestId = 2 ** 31 - 1;

/** Metadata of a pod template and the fields of a pod that belong to no container. */
export const podSpecRule: PodRule = function* (pod) {
  const { spec, specPath } = pod;
  if (pod.workload.kind !== 'Pod') {
    yield* labelProblems(`${pod.metadataPath}.labels`, pod.labels);
    yield* annotationProblems(`${pod.metadataPath}.annotations`, pod.annotations);
  }
  for (const field of ['serviceAccountName', 'priorityClassName', 'runtimeClassName'] as const) {
    if (spec[field] !== undefined) yield* at(`${specPath}.${field}`, dns1123Subdomain(spec[field]));
  }
  for (const [index, secret] of (spec.imagePullSecrets ?? []).entries()) {
    yield* at(`${specPath}.imagePullSecrets[${index}].name`, dns1123Subdomain(secret.name));
  }
  if (spec.serviceAccount !== undefined) yield `${specPath}.serviceAccount is deprecated, use serviceAccountName`;
  if ((spec.ephemeralContainers ?? []).length > 0) yield `${specPath}.ephemeralContainers cannot be set by a manifest`;
  yield* at(`${specPath}.activeDeadlineSeconds`, optionalNumber(spec.activeDeadlineSeconds, 1, highestId));
  yield* identityProblems(`${specPath}.securityContext`, spec.securityContext);
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [index, container] of (spec[list] ?? []).entries()) {
      const where = `${specPath}.${list}[${index}].securityContext`;
      yield* identityProblems(where, container.securityContext);
      const { privileged, allowPrivilegeEscalation, capabilities } = container.securityContext ?? {};
      const wants = privileged === true || (capabilities?.add ?? []).includes('SYS_ADMIN');
      if (allowPrivilegeEscalation === false && wants) {
        yield `${where}.allowPrivilegeEscalation must not be false for a privileged container or with SYS_ADMIN`;
      }
    }
  }
};

function* identityProblems(where: string, context: unknown): Generator<string> {
  if (!isRecord(context)) return;
  for (const field of ['runAsUser', 'runAsGroup', 'fsGroup']) {
    yield* at(`${where}.${field}`, optionalNumber(context[field], 0, highestId));
  }
  const groups = Array.isArray(context.supplementalGroups) ? (context.supplementalGroups as unknown[]) : [];
  for (const group of groups) yield* at(`${where}.supplementalGroups`, optionalNumber(group, 0, highestId));
  if (context.runAsNonRoot === true && context.runAsUser === 0) {
    yield `${where} asks for runAsNonRoot and for user 0: the container would never start`;
  }
  yield* profileProblems(`${where}.seccompProfile`, context.seccompProfile);
  yield* profileProblems(`${where}.appArmorProfile`, context.appArmorProfile);
}

function* profileProblems(where: string, profile: unknown): Generator<string> {
  if (!isRecord(profile)) return;
  if ((profile.type === 'Localhost') !== (profile.localhostProfile !== undefined)) {
    yield `${where}.localhostProfile must be there with the type Localhost, and with no other`;
  }
  yield* relativePath(`${where}.localhostProfile`, profile.localhostProfile);
}
