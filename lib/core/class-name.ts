import type { IConstruct } from 'constructs';

/** By which jsii knows a class, in what is published: https://aws.github.io/jsii/specification/6-type-system/ */
const RTTI = Symbol.for('jsii.rtti');

/** Name of a construct's class as its documentation has it: bundlers of apps call classes otherwise, in part or altogether. */
export function classNameOf(construct: IConstruct): string {
  const made = construct.constructor as { readonly name: string; readonly [RTTI]?: { readonly fqn?: unknown } };
  const fqn = Object.hasOwn(made, RTTI) ? made[RTTI]?.fqn : undefined;
  return typeof fqn === 'string' ? fqn.slice(fqn.lastIndexOf('.') + 1) : made.name;
}
