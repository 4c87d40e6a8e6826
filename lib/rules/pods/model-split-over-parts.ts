import { inPods } from '../in-pods';
import { isPartOfDevice } from '../../cluster/device-names';
import { type ContainerAccelerators, acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const modelSplitOverParts: Rule = {
  id: 'model-split-over-parts',
  title: 'no model is split over slices of GPUs or over shared ones',
  severity: 'error',
  check: (set) =>
    inPods(set, ({ manifest, namespaceName, podSpec, at }) => {
      const parts = acceleratorsOf(podSpec, deviceClaimsIn(set, namespaceName)).filter(({ resource }) =>
        isPartOfDevice(resource),
      );
      return parts.flatMap((part) => {
        const { container, resource, count } = part;
        const split = splitOf(container);
        if (split !== undefined)
          return [
            {
              manifest,
              at: `${at}/containers`,
              message: `container ${show(container.name)} splits its model over several devices (${split}) and has ${count} ${resource}, which cannot exchange with each other`,
              fix: 'ask for one larger slice, or for whole devices; or leave the flag out',
            },
          ];
        return isShareOfMany(part)
          ? [
              {
                manifest,
                at: `${at}/containers`,
                severity: 'warning' as const,
                message: `container ${show(container.name)} asks for ${count} ${resource}, which gives no larger share of a GPU than 1, and is refused where the device plugin has failRequestsGreaterThanOne`,
                fix: `ask for 1`,
              },
            ]
          : [];
      });
    }),
};

/** Flags that say over how many devices a model is split. */
const FLAG =
  /^(--?(tensor-parallel-size|tensor_parallel_size|tp-size|tp_size|tp|num-shard|pipeline-parallel-size|pp-size|pp_size|pp)|-tp|-pp)(=(.*))?$/;

/** The flag of a container that splits its model, with its number above 1. */
function splitOf({ command, args }: JsonObject): string | undefined {
  const words = [command, args]
    .flatMap((list): unknown[] => (Array.isArray(list) ? list : []))
    .flatMap((word) => (typeof word === 'string' ? word.split(/\s+/) : []));
  for (const [index, word] of words.entries()) {
    const [, flag, , , value = words[index + 1]] = FLAG.exec(word) ?? [];
    if (flag !== undefined && /^\d{1,4}$/.test(value) && Number(value) > 1) return `${flag} ${value}`;
  }
  return undefined;
}

function isShareOfMany({ resource, count }: ContainerAccelerators): boolean {
  return count > 1 && resource.endsWith('.shared');
}
