import { show } from '../private/show';
import type { ModelParallelism } from './runtime-definition';
import type { RuntimeContext } from './runtime-facts';

/** How many accelerators each layer is split over, and what is wrong with that. */
export interface ResolvedParallelism {
  /** 0 without accelerators. */
  readonly tensor: number;
  readonly problems: readonly string[];
}

/** The names that a caller gave the numbers. */
export const PARALLELISM_NAMES = ['tensorParallelism', 'pipelineParallelism', 'dataParallelism'] as const;

/** Splits a model over the accelerators of a pod. What is no number has been reported where it was given. */
export function resolveParallelism(
  { tensor, pipeline = 1, data = 1 }: ModelParallelism,
  { accelerators, areParts = false }: RuntimeContext,
): ResolvedParallelism {
  const wanted = (tensor ?? 1) * pipeline * data;
  if (accelerators === 0) {
    const problem = `parallelism must be left out without accelerators, got ${shown(tensor, pipeline, data)}; set resources.accelerator, for example Accelerator.nvidia(${wanted})`;
    return { tensor: 0, problems: wanted > 1 ? [problem] : [] };
  }
  if (areParts && (accelerators > 1 || wanted > 1)) {
    const got = wanted > 1 ? shown(tensor, pipeline, data) : `${accelerators} of them`;
    return {
      tensor: 1,
      problems: [
        `a model must be on one accelerator where accelerators are parts of a device or shared, since those cannot exchange with each other, got ${got}; ask for one larger part, or for whole devices`,
      ],
    };
  }
  const each = tensor ?? accelerators / (pipeline * data);
  if (Number.isSafeInteger(each) && each >= 1 && each * pipeline * data === accelerators)
    return { tensor: each, problems: [] };
  return {
    tensor: 1,
    problems: [
      `parallelism must come to the ${accelerators} accelerator${accelerators > 1 ? 's' : ''} of a pod, got ${shown(tensor, pipeline, data)}; ${remedy(tensor, pipeline * data, accelerators, wanted)}`,
    ],
  };
}

function remedy(tensor: number | undefined, others: number, accelerators: number, wanted: number): string {
  const needed = tensor === undefined ? Math.ceil(accelerators / others) * others : wanted;
  const leave = tensor !== undefined && accelerators % others === 0 ? 'leave tensorParallelism out, or ' : '';
  return `${leave}set the count of resources.accelerator to ${needed}`;
}

function shown(...numbers: readonly (number | undefined)[]): string {
  const given = PARALLELISM_NAMES.flatMap((name, index) => {
    const number = numbers[index];
    return number === undefined || (index > 0 && number === 1) ? [] : [`${name} ${show(number)}`];
  });
  return given.length === 0 ? 'none' : given.join(', ');
}
