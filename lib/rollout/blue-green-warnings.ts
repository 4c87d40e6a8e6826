import type { Colour } from '../core/colour';
import { implausible } from '../private/plausible';
import type { ModelServer } from '../server/model-server';
import type { BlueGreenProps } from './blue-green-props';
import { sizeProp } from './side-size';
import { claimWarnings } from './sides';

/** What warnings are about. */
interface Sides {
  /** Blue first. */
  readonly servers: readonly ModelServer[];
  /** The colour that is active. */
  readonly colour: Colour;
  readonly active: ModelServer;
  /** The other one; nothing where only one is declared. */
  readonly idle: ModelServer | undefined;
  /** Whether both are one and the same version. */
  readonly isSame: boolean;
}

/** What of a blue/green release is legal, and likely not meant. */
export function blueGreenWarnings(sides: Sides, props: BlueGreenProps): string[] {
  const { servers, idle } = sides;
  const ofBoth = [...(props.verify?._warnings() ?? []), ...implausible(props, [['minCapacity', 'pods']])];
  if (!idle) return ofBoth;
  return [
    ...ofBoth,
    ...smallActive(sides, idle, props),
    ...claimWarnings(servers, 'blue and green'),
    ...sameVersion(sides, idle),
  ];
}

/** Nobody has said how many pods the requests need: as many as the other colour has is what can be guessed. */
function smallActive({ colour, active }: Sides, idle: ModelServer, { minCapacity }: BlueGreenProps): string[] {
  const [has, had] = [active._plan.replicas, idle._plan.replicas];
  if (minCapacity !== undefined) return [];
  const most = had > 0 ? (idle._plan.autoscaling?.max ?? had) : 0;
  const canBe = active._plan.autoscaling?.max;
  if (has >= had && canBe !== undefined && canBe < most)
    return [
      `the active colour '${colour}' takes all requests over with ${canBe} pods at most, from one that may have grown to ${most}; raise ${colour}.autoscaling.maxReplicas, or say minCapacity`,
    ];
  if (has >= had && has < most)
    return [
      `the active colour '${colour}' takes all requests over with ${has} pods, from one that may have grown to ${most}; raise ${sizeProp(colour, active._plan.autoscaling !== undefined)} until the flip is done, or say minCapacity`,
    ];
  if (has >= had) return [];
  return [
    `the active colour '${colour}' has fewer pods than the other, ${has} and ${had}, and takes all requests; raise ${sizeProp(colour, active._plan.autoscaling !== undefined)} and apply before active is changed, or say minCapacity`,
  ];
}

function sameVersion({ active, isSame }: Sides, idle: ModelServer): string[] {
  if (!isSame || active._plan.replicas === 0 || idle._plan.replicas === 0) return [];
  const scales = active._plan.autoscaling !== undefined || idle._plan.autoscaling !== undefined;
  return [
    `blue and green are the same version, ${active._plan.props.image.reference}, so that a flip changes nothing; give one of them the new version, or ${scales ? 'one of them replicas of 0 in place of its autoscaling' : 'set its replicas to 0'}`,
  ];
}
