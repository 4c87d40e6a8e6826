import type { JsonObject } from '../../../private/json';
import { child, number } from '../fields';
import type { Refusals } from '../refusal';
import { handlers } from './probes';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
/** From this version on a hook may sleep for no time at all. */
const SLEEP_OF_ZERO = 33;

/** What is done after a container has started and before it is stopped. */
export function lifecycle(at: string, hooks: JsonObject, gracePeriod: number, out: Refusals): void {
  for (const hook of ['postStart', 'preStop']) {
    const handler = child(hooks, hook);
    if (!handler) continue;
    handlers(`${at}/${hook}`, handler, HANDLERS, out);
    const sleep = child(handler, 'sleep');
    if (!sleep) continue;
    const seconds = number(sleep, 'seconds') ?? 0;
    const where = `${at}/${hook}/sleep/seconds`;
    if (seconds < 0 || seconds > gracePeriod) {
      out.invalid(where, `must be from 0 to terminationGracePeriodSeconds ${gracePeriod}, got ${seconds}`);
    } else if (seconds === 0) {
      out.invalid(where, 'must be 1 or more, got 0', undefined, { to: SLEEP_OF_ZERO - 1 });
    }
  }
}
