import { show } from '../private/show';
import type { ModelParallelism } from './runtime-definition';
import type { RuntimeContext } from './runtime-facts';

/** How many accelerators each layer is split over, how many groups of layers follow each other, and what is wrong with that. */
export interface ResolvedParallelism {
  /** 0 without accelerators. */
  readonly tensor: number;
  readonly pipeline: number;
  readonly problems: readonly string[];
}

/** The names that a caller gave the numbers. */
export const PARALLELISM_NAMES = ['tensorParallelism', 'pipelineParallelism', 'dataParallelism'] as const;

/** Splits a model over the accelerators of a pod, or of a group of pods. What is no number has been reported where it was given. */
export function resolveParallelism(given: ModelParallelism, context: RuntimeContext): ResolvedParallelism {
  const { accelerators, areParts = false, areUnknown = false, groupSize = 1 } = context;
  const { tensor, pipeline, data = 1 } = given;
  const wanted = (tensor ?? 1) * (pipeline ?? 1) * data;
  const none = { tensor: 1, pipeline: pipeline ?? 1 };
  if (areUnknown) return { ...none, problems: [] };
  if (accelerators === 0) {
    const problem =
      groupSize > 1
        ? `a model is split over the accelerators of its group, got none; set resources.accelerator, for example Accelerator.nvidia(8)`
        : `parallelism must be left out without accelerators, got ${shown(given)}; set resources.accelerator, for example Accelerator.nvidia(${wanted})`;
    return { ...none, tensor: 0, problems: wanted > 1 || groupSize > 1 ? [problem] : [] };
  }
  if (areParts && (accelerators > 1 || wanted > 1 || groupSize > 1)) {
    const got = wanted > 1 ? shown(given) : `${accelerators * groupSize} of them`;
    return {
      ...none,
      problems: [
        `a model must be on one accelerator where accelerators are parts of a device or shared, since those cannot exchange with each other, got ${got}; ask for one larger part, or for whole devices`,
      ],
    };
  }
  const all = accelerators * groupSize;
  const groups = pipeline ?? (groupSize === 1 ? 1 : groupsOfLayers(tensor, data, all, groupSize));
  const each = tensor ?? all / (groups * data);
  if ([each, groups].every((count) => Number.isSafeInteger(count) && count >= 1) && each * groups * data === all)
    return { tensor: each, pipeline: groups, problems: [] };
  const whose = groupSize > 1 ? `a group, ${groupSize} pods with ${accelerators} each` : 'a pod';
  return {
    ...none,
    problems: [
      `parallelism must come to the ${all} accelerator${all > 1 ? 's' : ''} of ${whose}, got ${shown(given)}; ${remedy(given, all, groupSize)}`,
    ],
  };
}

/** As many as keep each layer on one node, whose accelerators exchange faster with each other than with others. */
function groupsOfLayers(tensor: number | undefined, data: number, all: number, groupSize: number): number {
  return tensor === undefined ? Math.max(1, groupSize / data) : all / (tensor * data);
}

function remedy({ tensor, pipeline = 1, data = 1 }: ModelParallelism, all: number, groupSize: number): string {
  const others = pipeline * data;
  const needed = tensor === undefined ? Math.ceil(all / others) * others : tensor * others;
  const leave = tensor !== undefined && all % others === 0 ? 'leave tensorParallelism out, or ' : '';
  if (groupSize === 1) return `${leave}set the count of resources.accelerator to ${needed}`;
  return needed % groupSize === 0
    ? `${leave}set the count of resources.accelerator to ${needed / groupSize}, or change group.size`
    : `${leave}give numbers whose product is ${all}, or change group.size`;
}

function shown({ tensor, pipeline, data }: ModelParallelism): string {
  const numbers = [tensor, pipeline, data];
  const given = PARALLELISM_NAMES.flatMap((name, index) => {
    const number = numbers[index];
    return number === undefined || (index > 0 && number === 1) ? [] : [`${name} ${show(number)}`];
  });
  return given.length === 0 ? 'none' : given.join(', ');
}
