import { checkLabelValue } from '../private/labels';
import { show } from '../private/show';

/** Chips of one node, by the type of TPU (https://cloud.google.com/kubernetes-engine/docs/concepts/plan-tpus). */
const CHIPS_OF_NODE: readonly (readonly [RegExp, number])[] = [
  [/^tpu-(v4|v5p)-|^tpu7x/, 4],
  [/^/, 8],
];

/** How many chips a topology has: 8 of `2x4`; 0 where it is none. */
export function chipsOf(topology: unknown): number {
  if (typeof topology !== 'string' || !/^\d{1,3}(x\d{1,3}){1,2}$/.test(topology)) return 0;
  return topology.split('x').reduce((chips, side) => chips * Number(side), 1);
}

/** Checks a slice of TPUs, all of which a pod has: they are those of one node. */
export function tpuProblems(type: unknown, topology: unknown): (string | undefined)[] {
  const chips = chipsOf(topology);
  const isTyped = typeof type === 'string' && /^tpu/.test(type) && checkLabelValue('type', type) === undefined;
  const [, most = 8] = CHIPS_OF_NODE.find(([name]) => isTyped && name.test(type)) ?? [];
  return [
    isTyped
      ? undefined
      : `type must be a value of the label cloud.google.com/gke-tpu-accelerator such as 'tpu-v6e-slice', got ${show(type)}`,
    chips === 0
      ? `topology must be two or three numbers such as '2x4' or '2x2x1', got ${show(topology)}`
      : chips > most
        ? `topology must have at most ${most} chips, those of one node with ${show(type)}, since the pods of a server do not work on one slice together, got ${show(topology)} (${chips} chips)`
        : undefined,
  ];
}
