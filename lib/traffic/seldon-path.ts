import { checkLabelName } from '../private/check-name';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';

/**
 * Where clients of Seldon Core look for a model: `/seldon/<name>/api/v0.1/predictions`, or with a namespace
 * `/seldon/<namespace>/<name>/api/v1.0/predictions` (https://docs.seldon.io/projects/seldon-core/en/v1.1.0/workflow/serving.html).
 */
export interface SeldonPath {
  /** Name of the model in the path. */
  readonly name: string;

  /**
   * Namespace in the path.
   *
   * @default - none: the older form, without a namespace
   */
  readonly namespaceName?: string;
}

/** The part before `/api`, which clients send and the model does not receive. */
export function seldonPrefix(path: SeldonPath): { readonly prefix: string; readonly problems: readonly string[] } {
  const problems = new Problems('');
  const { name = '', namespaceName } = optionsOf(problems, path, 'SeldonPath');
  problems.add(checkLabelName('name', name), checkLabelName('namespaceName', namespaceName));
  return {
    prefix: ['', 'seldon', ...(namespaceName === undefined ? [] : [namespaceName]), name].join('/'),
    problems: problems.sentences,
  };
}
