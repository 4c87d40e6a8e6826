import * as fs from 'node:fs';
import * as path from 'node:path';

/** Where examples and pages name the version that their readers install: what stands before it. */
const NAMED: { readonly [file: string]: string } = {
  'examples/python/requirements.txt': 'cdk8s-model-serving==',
  'examples/go/go.mod': 'cdk8s-model-serving-go/modelserving v',
  'examples/java/pom.xml': '<artifactId>cdk8s-model-serving</artifactId>\n      <version>',
  'examples/platform/package.json': '"cdk8s-model-serving": "',
  'docs/java.md': '<artifactId>cdk8s-model-serving</artifactId>\n  <version>',
};

/**
 * Has examples and pages name another version.
 *
 * @throws before anything is written, when one of them does not name the current one where it is expected
 */
export function nameVersion(root: string, current: string, version: string): void {
  const changed = Object.entries(NAMED).map(([file, before]): [string, string] => {
    const place = path.join(root, file);
    const text = fs.readFileSync(place, 'utf8');
    if (!text.includes(before + current)) throw new Error(`${file} must name ${current} after '${before}'`);
    return [place, text.replace(before + current, before + version)];
  });
  for (const [place, text] of changed) fs.writeFileSync(place, text);
}
