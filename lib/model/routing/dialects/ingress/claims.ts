import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt } from '../../../../private/json';
import { ingressClassOf } from '../../attachments';
import type { Claim } from '../../claim';
import { ingressesOf, pathsOf } from '../../ingresses';
import { isNginxCanary } from './nginx-canaries';
import { readRegexPath } from './nginx-paths';

/** What Ingresses take, each among those of its class; of canaries of ingress-nginx, one for each path. */
export function ingressClaims(set: ManifestSet): Claim[] {
  return ingressesOf(set).flatMap((route) => [...ofPaths(route), ...ofDefault(route)]);
}

/**
 * Classes whose controllers make a load balancer for each Ingress, so that two of them have nothing in common
 * (https://cloud.google.com/kubernetes-engine/docs/concepts/ingress, https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ingressgroup).
 */
const ONE_BALANCER_EACH: readonly (string | undefined)[] = ['gce', 'gce-internal', 'alb'];

function gatewayOf(route: Manifest): string {
  const className = ingressClassOf(route);
  const own = ONE_BALANCER_EACH.includes(className) ? ` ${route.namespaceName ?? ''}/${route.name}` : '';
  return `class ${className ?? ''}${own}`;
}

function ofPaths(route: Manifest): Claim[] {
  const isCanary = isNginxCanary(route);
  const gateway = `${gatewayOf(route)}${isCanary ? ' canary' : ''}`;
  return pathsOf(route).map(({ host, path, type, text }) => ({
    route,
    gateway,
    host,
    conditions: `${type} ${path}`,
    text: `${readRegexPath(text)?.path ?? text}${isCanary ? ' as a canary' : ''}`,
  }));
}

/** What no rule of the class takes. Without a class the controller may be one that makes a load balancer for each. */
function ofDefault(route: Manifest): Claim[] {
  const { defaultBackend } = objectAt(route.json, 'spec');
  if (defaultBackend === undefined || isNginxCanary(route) || ingressClassOf(route) === undefined) return [];
  return [{ route, gateway: gatewayOf(route), host: '*', conditions: 'default', text: 'what no rule takes' }];
}
