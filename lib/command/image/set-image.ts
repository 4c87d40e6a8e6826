import { UsageError } from '../../private/errors';
import { isProblems, noSuchImage, readImageList, withImage, withNewImage } from '../../private/image-list';
import { isUnsetTag, parseImageReference } from '../../private/image-reference';
import { show } from '../../private/show';

/** One image of a list that is to become another one. */
export interface ImageChange {
  readonly name: string;
  readonly image: string;
  /** Whether a name that is not there is added. */
  readonly add: boolean;
}

/** What is wrong with an image that is to be written; `undefined` when nothing is. */
export function imageProblem(image: string): string | undefined {
  const parsed = parseImageReference(image);
  if (parsed === undefined) {
    const hint = image.endsWith(':') ? ', whose tag is empty' : '';
    return `IMAGE must be '[registry/]repository:tag', '...@sha256:digest' or both, got ${show(image)}${hint}`;
  }
  if (isUnsetTag(parsed.tag))
    return `IMAGE has the tag ${show(parsed.tag)}; give a value to the variable that is its tag`;
  const isPinned = parsed.tag !== undefined || parsed.digest !== undefined;
  return isPinned ? undefined : `IMAGE must have a tag or a digest, got ${show(image)}`;
}

/**
 * The list with the change, every other byte as it was.
 *
 * @throws UsageError when the list cannot be read, or lacks the name
 */
export function changedList(file: string, content: string | undefined, change: ImageChange): string {
  const { name, image, add } = change;
  if (content === undefined && !add)
    throw new UsageError([`${show(file)} does not exist; --add makes it, --file names another one`]);
  const json = content ?? '{}';
  const read = readImageList(json.replace(/^\uFEFF/, ' '));
  if (isProblems(read)) throw new UsageError(read.map((problem) => `${show(file)} ${problem}`));
  if (Object.hasOwn(read.images, name)) return withImage(json, read, name, image);
  if (add) return withNewImage(json, read, name, image);
  const known = noSuchImage(name, read.images);
  throw new UsageError([
    `there is no image ${show(name)} in ${file}; ${known}${known.endsWith('?') ? '' : ';'} --add adds it`,
  ]);
}
