import { sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { ModelServerProps } from './server-options';

/** Other variables' values and nothing else: nothing of them stands in the manifest here. */
const REFERENCES = /^(\$\([-._a-zA-Z0-9]+\))+$/;

/**
 * Checks arguments and variables of a server against what its runtime says of them: a flag that moves the port would
 * part the container from probes and Service, and a secret's value would stand in the manifest for everyone to read.
 */
export function checkRuntimeSettings(problems: Problems, props: ModelServerProps, facts: RuntimeFacts): void {
  const args = (Array.isArray(props.args) ? props.args : []).filter((arg) => typeof arg === 'string');
  // Arguments of an entry point of one's own are its own matter.
  const boundArgs = props.command && facts.command ? {} : (facts.boundArgs ?? {});
  for (const [index, arg] of args.entries()) {
    const [flag, ...assigned] = arg.split('=');
    if (Object.hasOwn(boundArgs, flag)) {
      problems.add(
        `args must not name a flag that binds the runtime to what probes and Service rely on, got ${show(flag)}; ${boundArgs[flag]}`,
      );
    }
    const secret = facts.secrets?.find(({ argument }) => argument === flag);
    const value = assigned.length > 0 ? assigned.join('=') : args[index + 1];
    if (secret && value !== undefined && !REFERENCES.test(value)) {
      problems.add(
        `args must not hold a secret, whose value stands in the manifest for everyone to read, got ${show(flag)}; ${fromSecret(secret.variable)} in its place`,
      );
    }
  }
  for (const [name, value] of sortedEntries<unknown>(props.env)) {
    const isSecret = facts.secrets?.some(({ variable }) => variable === name);
    if (!isSecret || typeof value !== 'string' || REFERENCES.test(value)) continue;
    problems.add(
      `env must not hold a secret, whose value stands in the manifest for everyone to read, got ${show(name)}; ${fromSecret(name)} in its place`,
    );
  }
}

function fromSecret(variable: string): string {
  return `set envFromSecrets: { ${variable}: SecretKeyRef.named(...) }`;
}
