import { type JsonObject, objectAt } from '../../private/json';
import { members, object, seconds } from '../source/code';
import type { Part } from './part';

/** What a server puts on top of the runtime's own shutdown. */
const MARGIN = 5;
/** What the API server fills in. */
const USUAL_GRACE = 30;

/** How a pod leaves: `drain`. */
export function drainPart(podSpec: JsonObject, container: JsonObject): Part {
  const given = podSpec.terminationGracePeriodSeconds;
  const grace = typeof given === 'number' && Number.isSafeInteger(given) ? given : USUAL_GRACE;
  const slept = objectAt(container, 'lifecycle', 'preStop', 'sleep').seconds;
  const delay = typeof slept === 'number' && slept > 0 && slept + MARGIN <= grace ? slept : 0;
  const shutdown = Math.max(grace - delay - MARGIN, 0);
  return {
    props: { drain: object(members({ delay: seconds(delay), shutdown: seconds(shutdown) })) },
    pod: { terminationGracePeriodSeconds: delay + shutdown + MARGIN },
    container: { lifecycle: delay === 0 ? undefined : { preStop: { sleep: { seconds: delay } } } },
  };
}
