import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import { containersOf } from '../../pod-template';
import { duplicates, show } from '../manifest';
import { at, envName } from '../names';
import type { PodRule, PodView } from './pod-rule';

const podFields = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]);
const podMapEntry = /^metadata\.(labels|annotations)\['[^']+'\]$/;
const containerFields = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Environment variables of the containers of a pod. */
export const envRule: PodRule = function* (pod) {
  for (const { container, path } of containersOf(pod)) {
    const variables = container.env ?? [];
    for (const [index, variable] of variables.entries()) {
      const where = `${path}.env[${index}]`;
      yield* at(`${where}.name`, envName(variable.name));
      yield* sourceProblems(where, variable, pod);
      yield* lateReferences(where, variable, variables.slice(index));
    }
    for (const name of duplicates(variables.map((variable) => variable.name))) {
      yield `${path}.env sets ${name} twice`;
    }
    for (const [index, source] of (container.envFrom ?? []).entries()) {
      const where = `${path}.envFrom[${index}]`;
      if ((source.configMapRef === undefined) === (source.secretRef === undefined)) {
        yield `${where} must name a configMapRef or a secretRef, one of them`;
      }
      if (source.prefix !== undefined && source.prefix !== '') yield* at(`${where}.prefix`, envName(source.prefix));
    }
  }
};

function* sourceProblems(where: string, variable: IEnvVar, pod: PodView): Generator<string> {
  const source = variable.valueFrom;
  if (source === undefined) return;
  if (variable.value !== undefined) yield `${where} must have value or valueFrom, not both`;
  const kinds = Object.keys(source);
  if (kinds.length !== 1) yield `${where}.valueFrom must name one source, got ${show(kinds)}`;
  const field = source.fieldRef?.fieldPath;
  if (field !== undefined && !podFields.has(field) && !podMapEntry.test(field)) {
    yield `${where}.valueFrom.fieldRef.fieldPath must be a field of the pod, got ${show(field)}`;
  }
  const resource = source.resourceFieldRef;
  if (resource === undefined) return;
  if (!containerFields.test(resource.resource)) {
    yield `${where}.valueFrom.resourceFieldRef.resource must be a limit or request, got ${show(resource.resource)}`;
  }
  const container = resource.containerName;
  if (container !== undefined && !containersOf(pod).some((placed) => placed.container.name === container)) {
    yield `${where}.valueFrom.resourceFieldRef names no container of the pod: ${show(container)}`;
  }
}

/** `$(NAME)` is replaced only where NAME is set earlier in the list; otherwise the text stays as it is. */
function* lateReferences(where: string, variable: IEnvVar, following: readonly IEnvVar[]): Generator<string> {
  const text = variable.value ?? '';
  for (const [, escape, name] of text.matchAll(/(\$?)\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g)) {
    if (escape === '' && following.some((other) => other.name === name)) {
      yield `${where}.value refers to ${name}, which is not set before it`;
    }
  }
}
