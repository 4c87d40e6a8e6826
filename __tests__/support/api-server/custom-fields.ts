import { strictSchemaErrors, unknownFields } from '../strict-schemas';
import { isBuiltInGroup } from './kinds';
import type { Manifest } from './manifest';

/** What the strict schemas say of a custom resource, where they are at hand: the library knows a part of its fields only. */
export function* customFieldProblems(manifest: Manifest): Generator<string> {
  const { apiVersion, kind } = manifest;
  if (isBuiltInGroup(apiVersion)) return;
  for (const { keyword, instancePath, message, params } of strictSchemaErrors(apiVersion, kind, manifest) ?? []) {
    // Of unions every branch is reported, and unknown fields are told below.
    if (['oneOf', 'anyOf', 'if', 'additionalProperties'].includes(keyword)) continue;
    yield `${pathOf(instancePath)} ${message ?? keyword}${keyword === 'enum' ? ` ${JSON.stringify(params)}` : ''}`;
  }
  for (const field of unknownFields(apiVersion, kind, manifest)) yield `${field} is no field of a ${kind}`;
}

function pathOf(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step.replaceAll('~1', '/')}`)).join('');
  return path.replace(/^\./, '') || 'the object';
}
