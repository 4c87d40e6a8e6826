import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import { containersOf } from '../../pod-template';
import { duplicates, isRecord, show } from '../manifest';
import { at, configKey, dns1123Subdomain, envName } from '../names';
import { fieldRefProblems, resourceRefProblems } from './field-refs';
import type { PodRule, PodView } from './pod-rule';

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
      for (const field of ['configMapRef', 'secretRef'] as const) {
        if (source[field]) yield* at(`${where}.${field}.name`, dns1123Subdomain(source[field].name));
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
  yield* fieldRefProblems(`${where}.valueFrom.fieldRef`, source.fieldRef, 'variable');
  yield* resourceRefProblems(`${where}.valueFrom.resourceFieldRef`, source.resourceFieldRef, pod);
  for (const field of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const ref: unknown = source[field];
    if (!isRecord(ref)) continue;
    yield* at(`${where}.valueFrom.${field}.name`, dns1123Subdomain(ref.name));
    yield* at(`${where}.valueFrom.${field}.key`, configKey(ref.key));
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
