import type { Manifest } from '../../../manifests/manifest';
import { titleOf } from '../../../manifests/object-ref';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { missing } from './named-services';
import { CANARY, isGiven, type Problem, type RolloutSpec } from './spec';

const ROUTING = `${CANARY}/trafficRouting`;
const PLUGIN = 'argoproj-labs/gatewayAPI';

/** Whether what carries the weights exists, and names both Services. */
export function routerProblems(rollout: RolloutSpec): Problem[] {
  const { routing } = rollout;
  if (!routing) return [];
  return [...traefik(rollout, routing), ...nginx(rollout, routing), ...istio(routing), ...gatewayApi(rollout, routing)];
}

function servicesOf({ canary }: RolloutSpec): string[] {
  return [canary?.stableService, canary?.canaryService].filter((name): name is string => typeof name === 'string');
}

function traefik(rollout: RolloutSpec, routing: JsonObject): Problem[] {
  const name = objectAt(routing, 'traefik').weightedTraefikServiceName;
  if (typeof name !== 'string') return [];
  const { set, manifest } = rollout;
  const at = `${ROUTING}/traefik/weightedTraefikServiceName`;
  const service = ['traefik.io', 'traefik.containo.us']
    .map((group) => set.find('TraefikService', group, name, manifest.namespaceName))
    .find((each) => each !== undefined);
  if (!service)
    return missing(rollout, 'TraefikService', 'traefik.io', { at, field: 'weightedTraefikServiceName', name });
  const named = objectsIn(objectAt(service.json, 'spec', 'weighted').services).map((each) => each.name);
  return lacking(rollout, named, service, at, 'spec.weighted.services');
}

function lacking(
  rollout: RolloutSpec,
  named: readonly unknown[],
  router: Manifest,
  at: string,
  where: string,
): Problem[] {
  const open = servicesOf(rollout).filter((service) => !named.includes(service));
  if (open.length === 0) return [];
  return [
    {
      at,
      message: `${titleOf(router)} must name both Services of the canary, and ${where} has no ${open.map((each) => `'${each}'`).join(' and ')}: the controller finds no place for their weights`,
      fix: 'name both there, with the weights 100 and 0',
      others: [router],
    },
  ];
}

function nginx(rollout: RolloutSpec, { nginx: value }: JsonObject): Problem[] {
  if (!isPlainObject(value)) return [];
  const { stableIngress, stableIngresses } = value;
  const several = Array.isArray(stableIngresses) ? stableIngresses : [];
  const isOne = typeof stableIngress === 'string' && stableIngress !== '';
  if (isOne === several.length > 0)
    return [
      {
        at: `${ROUTING}/nginx`,
        message: `nginx must have one of stableIngress and stableIngresses, got ${isOne ? 'both' : 'neither'}`,
        fix: 'name the Ingress that leads to the stable Service, or several',
      },
    ];
  const [field, names] = isOne ? ['stableIngress', [stableIngress]] : ['stableIngresses', several];
  const at = `${ROUTING}/nginx/${field}`;
  return names.flatMap((each: unknown) => {
    const name = String(each);
    const ingress = rollout.set.find('Ingress', 'networking.k8s.io', name, rollout.manifest.namespaceName);
    if (!ingress) return missing(rollout, 'Ingress', 'networking.k8s.io', { at, field, name });
    const stable = rollout.canary?.stableService;
    if (typeof stable !== 'string' || backendsOf(ingress).includes(stable)) return [];
    return [
      {
        at,
        message: `${titleOf(ingress)} must have a rule that leads to the stable Service '${stable}'`,
        fix: 'lead a path there: the controller makes the Ingress of the canary after it',
        others: [ingress],
      },
    ];
  });
}

function backendsOf({ json }: Manifest): unknown[] {
  return objectsIn(objectAt(json, 'spec').rules).flatMap((rule) =>
    objectsIn(objectAt(rule, 'http').paths).map((path) => objectAt(path, 'backend', 'service').name),
  );
}

function istio({ istio: value }: JsonObject): Problem[] {
  if (!isPlainObject(value)) return [];
  const several = objectsIn(value.virtualServices).length > 0;
  if (isGiven(value.virtualService) !== several) return [];
  return [
    {
      at: `${ROUTING}/istio`,
      message: `istio must have one of virtualService and virtualServices, got ${several ? 'both' : 'neither'}`,
      fix: 'name one VirtualService, or several',
    },
  ];
}

function gatewayApi(rollout: RolloutSpec, routing: JsonObject): Problem[] {
  const plugin = objectAt(routing, 'plugins')[PLUGIN];
  if (!isPlainObject(plugin)) return [];
  const base = `${ROUTING}/plugins/${PLUGIN.replace('/', '~1')}`;
  const namespaceName = typeof plugin.namespace === 'string' ? plugin.namespace : rollout.manifest.namespaceName;
  return (['HTTPRoute', 'GRPCRoute'] as const).flatMap((kind) => {
    const field = kind === 'HTTPRoute' ? 'httpRoute' : 'grpcRoute';
    const names = [plugin[field], ...objectsIn(plugin[`${field}s`]).map(({ name }) => name)];
    return names.flatMap((name): Problem[] => {
      if (typeof name !== 'string') return [];
      const at = `${base}/${typeof plugin[field] === 'string' ? field : `${field}s`}`;
      const route = rollout.set.find(kind, 'gateway.networking.k8s.io', name, namespaceName);
      if (!route) return missing(rollout, kind, 'gateway.networking.k8s.io', { at, field, name }, namespaceName);
      const rules = objectsIn(objectAt(route.json, 'spec').rules).map((rule) =>
        objectsIn(rule.backendRefs).map((each) => each.name),
      );
      const isCarried = rules.some((named) => servicesOf(rollout).every((service) => named.includes(service)));
      return isCarried ? [] : lacking(rollout, mostNamed(rules, servicesOf(rollout)), route, at, 'backendRefs');
    });
  });
}

/** The rule that comes closest. */
function mostNamed(rules: readonly (readonly unknown[])[], services: readonly string[]): readonly unknown[] {
  const found = rules.map((named) => named.filter((name) => services.includes(String(name))));
  return found.sort((a, b) => b.length - a.length).at(0) ?? [];
}
