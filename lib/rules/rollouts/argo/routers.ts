import { isPlainObject, type JsonObject } from '../../../private/json';

/** The plugin for routes of the Gateway API, by its name in the controller's configuration. */
export const GATEWAY_API_PLUGIN = 'argoproj-labs/gatewayAPI';

/** What a router of Argo Rollouts 1.9 can do (pkg/apis/rollouts/validation of argoproj/argo-rollouts). */
interface Router {
  /** Whether it needs a Service of each version. */
  readonly needsServices: boolean;
  readonly headerRoutes: boolean;
  readonly mirrorRoutes: boolean;
  /** Whether weights may be parts of more than 100. */
  readonly maxWeight: boolean;
  /** Whether an experiment may have a share of the requests. */
  readonly experiments: boolean;
}

const NOTHING: Router = {
  needsServices: true,
  headerRoutes: false,
  mirrorRoutes: false,
  maxWeight: false,
  experiments: false,
};
const ROUTERS = new Map<string, Router>([
  ['alb', { ...NOTHING, headerRoutes: true, experiments: true }],
  ['ambassador', NOTHING],
  ['apisix', { ...NOTHING, headerRoutes: true }],
  ['appMesh', NOTHING],
  ['istio', { ...NOTHING, headerRoutes: true, mirrorRoutes: true, experiments: true }],
  ['nginx', { ...NOTHING, maxWeight: true }],
  ['plugins', { needsServices: false, headerRoutes: true, mirrorRoutes: true, maxWeight: true, experiments: true }],
  ['smi', { ...NOTHING, experiments: true }],
  ['traefik', NOTHING],
]);

/** A router that a Rollout names. */
export interface NamedRouter extends Router {
  readonly name: string;
}

/** The routers of a `trafficRouting`, in the order of their names. */
export function routersOf(routing: JsonObject): NamedRouter[] {
  return [...ROUTERS]
    .filter(([name]) => isPlainObject(routing[name]))
    .map(([name, router]) => ({
      name,
      ...router,
      ...(needsServices(name, router, routing) && { needsServices: true }),
    }))
    .map((router) => (splitsBySubset(router.name, routing) ? { ...router, needsServices: false } : router));
}

/** The plugin for the Gateway API tells the versions by the Services of the routes. */
function needsServices(name: string, router: Router, { plugins }: JsonObject): boolean {
  return (
    router.needsServices || (name === 'plugins' && isPlainObject(plugins) && Object.hasOwn(plugins, GATEWAY_API_PLUGIN))
  );
}

/** Istio tells them by the subsets of one Service as well. */
function splitsBySubset(name: string, { istio }: JsonObject): boolean {
  return name === 'istio' && isPlainObject(istio) && isPlainObject(istio.destinationRule);
}

/** Names as messages have them: `traefik and nginx`. */
export function namesOf(routers: readonly NamedRouter[]): string {
  return routers.map(({ name }) => name).join(' and ');
}
