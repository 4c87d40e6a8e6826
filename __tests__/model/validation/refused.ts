import { parse } from 'yaml';
import { type Refusal, validateObject, type ValidationContext } from '../../../lib/model/validation';

/** What is refused of a manifest, a line each: place, sentence, and the versions that refuse it. */
export function refused(yaml: string, context: ValidationContext = { minor: 36 }): string[] {
  return validateObject(parse(yaml), context).map(lineOf);
}

/** A refusal as one line. */
export function lineOf({ at, message, fix, versions }: Refusal): string {
  return `${at} ${message}${fix === undefined ? '' : ` (${fix})`}${versions === undefined ? '' : ` [${versions}]`}`;
}

/** YAML with every line moved to the right, for putting it into other YAML. */
export function indented(yaml: string, by: number): string {
  return yaml
    .split('\n')
    .map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`))
    .join('\n');
}

/** A Pod with one container; what is given is added to the spec, and to the container. */
export function pod({ spec = '', container = '' }: { spec?: string; container?: string }): string {
  const base =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: m\n      image: m:1\n';
  return `${base}${indented(container, 6)}\n${indented(spec, 2)}\n`;
}
