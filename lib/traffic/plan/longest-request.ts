import type { PlannedRule } from './route-plan';

/**
 * The longest that a request of a rule takes by its targets' own account, in milliseconds; 0, which means without limit,
 * where one of them does not know. A route that cuts off earlier loses answers; one that does not say anything leaves it
 * to the gateway, which may cut off after 15 seconds (https://gateway.envoyproxy.io/latest/tasks/traffic/http-timeouts/).
 */
export function longestRequest({ targets }: PlannedRule): number {
  const longest = targets.map(({ target }) => target.requestTimeout?.toMilliseconds() ?? 0);
  return longest.includes(0) ? 0 : Math.max(...longest);
}
