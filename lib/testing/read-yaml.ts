import { createRequire } from 'node:module';
import type { ParseOptions, DocumentOptions, SchemaOptions } from 'yaml';
import type { Manifest } from './manifest';
import { toManifests } from './manifest';

/**
 * YAML as kubectl reads it: version 1.1 (`yes` is true, `0777` is octal, `<<` merges), except that dates and `12:30`
 * stay text and that `0o17` is a number.
 */
const AS_KUBECTL: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  customTags: (tags) => [
    ...tags.filter(
      (tag) => typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME'),
    ),
    'intOct',
  ],
};

/**
 * Reads the manifests of a YAML text with any number of documents; empty ones are passed over.
 *
 * @param source what to call the text in errors
 * @throws Error that names the source, the document and the line when it is not YAML or not a manifest
 */
export function readYaml(text: string, source: string): Manifest[] {
  const documents = yamlPackage().parseAllDocuments(text, AS_KUBECTL);
  return documents.flatMap((document, index) => {
    const where = documents.length > 1 ? `${source}, document ${index + 1}` : source;
    const [error] = document.errors;
    if (error) throw new Error(`${where} is not valid YAML: ${error.message.trimEnd()}`);
    const value: unknown = valueOf(document, where);
    return value === null || value === undefined ? [] : toManifests(value, where);
  });
}

function valueOf(document: { toJS(): unknown }, where: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new Error(`${where} is not valid YAML: ${(error as Error).message}`);
  }
}

/**
 * The parser that cdk8s itself comes with, found the way cdk8s finds it. (`Yaml.load` of cdk8s starts a process for
 * each text.) Loaded on first use: most tests read no files.
 */
function yamlPackage(): typeof import('yaml') {
  try {
    return createRequire(require.resolve('cdk8s'))('yaml') as typeof import('yaml');
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0];
    throw new Error(`reading YAML takes the package 'yaml': run npm install --save-dev yaml (${reason})`);
  }
}
