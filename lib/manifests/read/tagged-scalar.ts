import { plainScalar } from './plain-scalar';
import { YamlFault } from './yaml-fault';

const STANDARD = /^(?:!!|!<tag:yaml\.org,2002:)([a-z]+)>?$/;

/** The value of a scalar with a tag of YAML's own; under any other tag it is text, as in kubectl. */
export function taggedScalar(text: string, tag: string, offset: number): string | number | boolean | null {
  const name = STANDARD.exec(tag)?.[1];
  if (name === 'binary') return Buffer.from(text, 'base64').toString('utf8');
  if (name === undefined || !(name in CHECKS)) return text;
  const value = plainScalar(text);
  if (!CHECKS[name](value)) throw new YamlFault(`a value is not what its tag ${tag} says`, offset);
  return value;
}

const CHECKS: { readonly [tag: string]: (value: unknown) => boolean } = {
  int: (value) => Number.isInteger(value),
  float: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};
