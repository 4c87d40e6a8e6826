import type { Manifest } from '../../manifests/manifest';
import { keyOf, titleOf } from '../../manifests/object-ref';
import { placeOf } from '../../manifests/origin';
import type { ReadManifests, ReadProblem } from '../../manifests/read';

/** Objects that a side describes twice: what is applied would hang on the order of files. */
export function repeatedObjects({ manifests, lineOf }: ReadManifests): ReadProblem[] {
  const known = new Map<string, Manifest>();
  const place = ({ origin }: Manifest): { readonly file: string; readonly line?: number } => {
    const line = lineOf(origin);
    return { file: 'file' in origin ? origin.file : placeOf(origin), ...(line !== undefined && { line }) };
  };
  return manifests.flatMap((manifest) => {
    // What has no name yet is another object each time it is applied.
    if (manifest.name === '') return [];
    const other = known.get(keyOf(manifest));
    if (!other) {
      known.set(keyOf(manifest), manifest);
      return [];
    }
    const { file, line } = place(other);
    const title = titleOf(manifest);
    return [
      {
        ...place(manifest),
        message: `has ${title} once more: it is in ${file}${line === undefined ? '' : `:${line}`} already`,
        fix: 'take one of them out',
      },
    ];
  });
}
