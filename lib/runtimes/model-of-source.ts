import { isPlainObject } from '../private/json';
import { show } from '../private/show';
import type { RuntimeContext, RuntimeFacts } from './runtime-facts';
import type { RuntimeDescription } from './runtime-description';

/** How a runtime is told its model. */
export interface ModelOption<O> {
  /** The option that says it, where there is no source. */
  readonly member: keyof O & string;
  /** Whether the runtime has no model of its own. */
  readonly isRequired: boolean;
}

/**
 * In place of a model that only the server will know, or that a source would bring which is wrong. It reads as a directory
 * in the container, which sources bring.
 */
export const SOME_MODEL = '/mnt/models';

/**
 * A runtime that serves what the source of its server brings: the option that names the model is then the path of the
 * weights. Given both, neither could be meant.
 */
export function modelOfSource<O extends object>(
  options: O | undefined,
  { member, isRequired }: ModelOption<O>,
  describe: (options: O) => RuntimeDescription,
): RuntimeDescription {
  const given = options ?? ({} as O);
  // What is wrong with it is said by the runtime.
  if (!isPlainObject(given)) return describe(given);
  const own: unknown = given[member];
  const isOwn = own !== undefined && own !== null;
  const of = (model: string): RuntimeDescription => describe({ ...given, [member]: model });
  const known = isOwn || !isRequired ? describe(given) : of(SOME_MODEL);
  const forServer = ({ modelPath }: RuntimeContext): RuntimeDescription =>
    modelPath === undefined || isOwn ? known : of(modelPath);
  const problemOf = ({ modelPath }: RuntimeContext): string | undefined => {
    if (modelPath === undefined)
      return isOwn || !isRequired
        ? undefined
        : `${member} must be given where the server has no source, got nothing; name a repository or a directory, or set source of the server`;
    return isOwn
      ? `${member} must be left out where the server has a source, which says where the weights are, got ${show(own)}; say it in one place`
      : undefined;
  };
  const { definition } = known;
  return {
    ...known,
    definition: definition && ((context) => forServer(context).definition?.(context) ?? definition(context)),
    facts: (context): RuntimeFacts => {
      const facts = forServer(context).facts(context);
      const problem = problemOf(context);
      return problem === undefined ? facts : { ...facts, problems: [...(facts.problems ?? []), problem] };
    },
  };
}
