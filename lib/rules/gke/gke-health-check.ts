import { titleOf } from '../../manifests/object-ref';
import { gkeBalancerOf, type GkeBalancer, healthSettingsOf, unseenProbe } from '../../model/health/gke-health';
import type { HttpProbe } from '../../model/health/http-probes';
import { routedPods, type RoutedPods } from '../../model/routing/routed-pods';
import type { Manifest } from '../../manifests/manifest';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const gkeHealthCheck: Rule = {
  id: 'gke-health-check',
  title: "load balancers of GKE ask for health where the server's probes do",
  severity: 'warning',
  check(set, { cluster }) {
    const balancers = new Map<Manifest, GkeBalancer | undefined>();
    return once(
      routedPods(set).flatMap((routed) => {
        const { route, service, group, port } = routed;
        if (!balancers.has(route)) balancers.set(route, gkeBalancerOf(set, cluster, route));
        const balancer = balancers.get(route);
        const settings = balancer && healthSettingsOf(set, balancer, service);
        if (!balancer || !settings || settings.kind === 'elsewhere') return [];
        if (settings.kind === 'found' && !(settings.asksRoot && (settings.port ?? port.number) === port.number))
          return [];
        const probe = unseenProbe(balancer, group, port.number);
        return probe
          ? [violationOf(balancer, routed, probe, 'manifest' in settings ? settings.manifest : undefined)]
          : [];
      }),
    );
  },
};

const MADE = { Gateway: 'HealthCheckPolicy', Ingress: 'BackendConfig' };

function violationOf(
  balancer: GkeBalancer,
  { route, at, service, group, port }: RoutedPods,
  { kind, path, port: asked }: HttpProbe,
  settings: Manifest | undefined,
): Violation {
  const where = asked === undefined || asked === port.number ? path : `${path} on port ${asked}`;
  const why = settings
    ? `as ${titleOf(settings)} names no other path`
    : `as no ${MADE[balancer]} is for that ${service.kind}`;
  return {
    manifest: route,
    at,
    message: `leads to ${titleOf(service)}, whose health the load balancer asks for at / on port ${port.number}, ${why}; the ${kind} of the pods of ${titleOf(group.manifest)} asks ${where}`,
    fix: remedy(balancer, service, path),
    others: [service, group.manifest, ...(settings ? [settings] : [])],
  };
}

function remedy(balancer: GkeBalancer, { kind, name }: Manifest, path: string): string {
  return balancer === 'Gateway'
    ? `add a HealthCheckPolicy (networking.gke.io/v1) with targetRef ${kind} '${name}' and requestPath ${path}`
    : `add a BackendConfig (cloud.google.com/v1) with healthCheck.requestPath ${path}, and name it in the annotation cloud.google.com/backend-config of Service '${name}'`;
}
