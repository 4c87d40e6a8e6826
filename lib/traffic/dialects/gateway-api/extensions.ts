import { GatewayImplementation } from '../../../cluster/gateway-options';
import type { RoutePlan } from '../../plan/route-plan';
import type { Extension } from './extension';
import { traefikExtension } from './traefik-extension';

const EXTENSIONS: ReadonlyMap<GatewayImplementation | undefined, Extension> = new Map([
  [GatewayImplementation.TRAEFIK, traefikExtension],
]);

/** What the implementation behind a route does through kinds of its own, as far as it is known. */
export function extensionOf({ gateway }: RoutePlan): Extension | undefined {
  return EXTENSIONS.get(gateway._gatewayApi?.implementation);
}
