import { implausible, type Measured } from '../../private/plausible';
import type { RoutePlan } from './route-plan';

/** Every amount and number of a rule, and what it counts. */
const RULE: readonly Measured[] = [
  ['options.timeouts.request', 'request'],
  ['options.timeouts.backendRequest', 'request'],
  ['options.timeouts.responseStart', 'request'],
  ['options.maxBodySize', 'body'],
  ['options.rateLimit.period', 'pause'],
  ['options.sticky.maxAgeSeconds', 'cookie'],
  ['options.cors.maxAgeSeconds', 'stay'],
];

/** Values of a route that are possible and likely not meant; those of the route's defaults once. */
export function unusualValues({ rules }: RoutePlan): string[] {
  const found = rules.flatMap(({ property, options, inherited }) => {
    const own = Object.entries(options).filter(([name]) => !inherited.has(name));
    const all = Object.entries(options).filter(([name]) => inherited.has(name));
    return [
      ...implausible({ options: Object.fromEntries(own) }, RULE).map((text) => text.replace('options', property)),
      ...implausible({ options: Object.fromEntries(all) }, RULE).map((text) => text.replace('options', 'defaults')),
    ];
  });
  return [...new Set(found)];
}
