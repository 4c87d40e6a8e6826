import { checkTolerations, renderTolerations, TaintEffect, type Toleration } from '../core/toleration';
import { checkObjectName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import { type JsonObject, sortedEntries, sortedMap, unlessEmpty } from '../private/json';
import { checkLabelKey, checkSelectorLabels, type Labels } from '../private/labels';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { AcceleratorPlan } from './accelerator-plan';

/** What to do when pods cannot be spread. */
export enum UnsatisfiableSpread {
  /** Schedule them all the same, as evenly as possible. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
  /** Leave them pending. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',
}

/** How evenly pods are spread: https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ */
export interface TopologySpread {
  /** Node label whose values are the places to spread over, for example `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;

  /**
   * Largest difference of the number of pods between two places.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * What to do when it cannot be met.
   *
   * @default UnsatisfiableSpread.SCHEDULE_ANYWAY
   */
  readonly whenUnsatisfiable?: UnsatisfiableSpread;
}

/** Which nodes the pods run on, and what they are worth. */
export interface Placement {
  /**
   * Labels that a node must have.
   *
   * @default - any node
   */
  readonly nodeSelector?: { readonly [label: string]: string };

  /**
   * Taints that the pods tolerate, in addition to that of their accelerator.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * PriorityClass of the pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * RuntimeClass of the pods.
   *
   * @default - with NVIDIA's devices that of the cluster profile's `gpuOperator`; else the node's container runtime
   */
  readonly runtimeClassName?: string;

  /**
   * How the pods are spread. An empty list for no constraint.
   *
   * @default - over hosts, maxSkew 1, scheduled anyway
   */
  readonly spread?: TopologySpread[];
}

const HOSTNAME = 'kubernetes.io/hostname';

/**
 * The fields of a pod's spec that place it.
 *
 * @param revisionLabel label by which the controller tells pods of one version from those of another
 */
export function planPlacement(
  problems: Problems,
  placement: Placement = {},
  selector: Labels,
  accelerator: AcceleratorPlan | undefined,
  revisionLabel = 'pod-template-hash',
): JsonObject {
  check(problems, placement);
  problems.add(selectorProblems(placement, accelerator));
  return {
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [keepApart(selector)] } },
    nodeSelector: sortedMap(
      accelerator ? { ...accelerator.nodeSelector, ...placement.nodeSelector } : placement.nodeSelector,
    ),
    priorityClassName: placement.priorityClassName,
    runtimeClassName: placement.runtimeClassName ?? accelerator?.runtimeClassName,
    tolerations: renderTolerations([...acceleratorTolerations(accelerator), ...(placement.tolerations ?? [])]),
    topologySpreadConstraints: unlessEmpty(
      (placement.spread ?? [{ topologyKey: HOSTNAME }]).map((spread) => constraint(spread, selector, revisionLabel)),
    ),
  };
}

function keepApart(selector: Labels): JsonObject {
  return { podAffinityTerm: { labelSelector: { matchLabels: { ...selector } }, topologyKey: HOSTNAME }, weight: 100 };
}

function constraint(spread: TopologySpread, selector: Labels, revisionLabel: string): JsonObject {
  return {
    labelSelector: { matchLabels: { ...selector } },
    // Without it the old pods count during a rollout, and the new ones end up uneven.
    matchLabelKeys: [revisionLabel],
    maxSkew: spread.maxSkew ?? 1,
    topologyKey: spread.topologyKey,
    whenUnsatisfiable: spread.whenUnsatisfiable ?? UnsatisfiableSpread.SCHEDULE_ANYWAY,
  };
}

function acceleratorTolerations(accelerator: AcceleratorPlan | undefined): Toleration[] {
  const key = accelerator?.taintKey;
  return key === undefined ? [] : [{ key, effect: TaintEffect.NO_SCHEDULE }];
}

/** A node has one value for a label. */
function selectorProblems({ nodeSelector }: Placement, accelerator: AcceleratorPlan | undefined): string[] {
  return sortedEntries(accelerator?.nodeSelector).flatMap(([label, value]) =>
    nodeSelector && Object.hasOwn(nodeSelector, label) && nodeSelector[label] !== value
      ? [
          `placement.nodeSelector['${label}'] must be ${show(value)}, as resources.accelerator says, got ${show(nodeSelector[label])}; leave it out`,
        ]
      : [],
  );
}

function check(problems: Problems, placement: Placement): void {
  problems.addUnder('placement', [
    ...checkSelectorLabels('nodeSelector', placement.nodeSelector),
    checkObjectName('priorityClassName', placement.priorityClassName),
    checkObjectName('runtimeClassName', placement.runtimeClassName),
    ...checkTolerations('tolerations', placement.tolerations),
    ...(placement.spread ?? []).flatMap((spread, index) => [
      checkLabelKey(`spread[${index}].topologyKey`, spread.topologyKey),
      checkWholeNumber(`spread[${index}].maxSkew`, spread.maxSkew, 1),
      checkOneOf(`spread[${index}].whenUnsatisfiable`, spread.whenUnsatisfiable, Object.values(UnsatisfiableSpread)),
    ]),
    ...repeatedSpreads(placement.spread ?? []),
  ]);
}

/** The API server takes one constraint for each topology and way out. */
function repeatedSpreads(spreads: readonly TopologySpread[]): string[] {
  const seen = new Set<string>();
  return spreads.flatMap(({ topologyKey, whenUnsatisfiable = UnsatisfiableSpread.SCHEDULE_ANYWAY }, index) => {
    const identity = JSON.stringify([topologyKey, whenUnsatisfiable]);
    const isRepeated = seen.has(identity);
    seen.add(identity);
    return isRepeated
      ? [
          `spread[${index}] must differ from the others in topologyKey or whenUnsatisfiable, got ${show(topologyKey)} with ${show(whenUnsatisfiable)} again`,
        ]
      : [];
  });
}
