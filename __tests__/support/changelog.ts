const LINE = /^- \*\*Manifests\*\*: (.*)$/;
/** `Deployment vision/iris`, `Service vision/*`, `Namespace vision`. */
const OBJECT = /^[A-Z][A-Za-z]* (?:[^\s/]+\/)?[^\s/]+$/;

/** The sections of a changelog above that of a version. */
export function sectionsSince(changelog: string, version: string): string {
  const lines = changelog.split('\n');
  const end = lines.indexOf(`## ${version}`);
  if (end < 0) throw new Error(`the changelog has no section '## ${version}'`);
  return lines.slice(0, end).join('\n');
}

/**
 * The objects under **Manifests** in a part of a changelog: what stands between `**Manifests**: ` and the next colon, with
 * commas between.
 *
 * @throws when such a line names none, since it would permit nothing
 */
export function listedUnderManifests(changelog: string): string[] {
  return changelog.split('\n').flatMap((line) => {
    // Where markdown would read two of them as emphasis they are escaped.
    const text = LINE.exec(line)?.[1].replaceAll('\\*', '*');
    if (text === undefined) return [];
    const objects = text.split(': ')[0].split(', ');
    const other = objects.find((object) => !OBJECT.test(object));
    if (!text.includes(': ') || other !== undefined) throw new Error(misread(line));
    return objects;
  });
}

function misread(line: string): string {
  return `'${line}' must begin with the objects that move, such as '- **Manifests**: Deployment vision/iris, Service vision/*: why'`;
}

/** Whether an object is among those listed. `*` is any namespace or any name. */
export function isListed(object: string, listed: readonly string[]): boolean {
  return listed.some((pattern) => {
    const source = pattern.split('*').map((part) => part.replace(/[.:()[\]{}+?^$|\\]/g, '\\$&'));
    return new RegExp(`^${source.join('[^/ ]+')}$`).test(object);
  });
}
