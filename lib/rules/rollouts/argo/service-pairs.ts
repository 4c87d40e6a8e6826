import { titleOf } from '../../../manifests/object-ref';
import { serviceReferences } from '../../../model/routing/service-references';
import { selects } from '../../../model/selection/label-selector';
import { isPlainObject, objectAt } from '../../../private/json';
import { namedServices } from './named-services';
import { BLUE_GREEN, CANARY, isGiven, type Problem, type RolloutSpec } from './spec';

/** Routers that need both Services of a canary; of istio and alb see below. */
const NEEDING_BOTH: readonly string[] = ['smi', 'apisix', 'ambassador', 'nginx', 'appMesh', 'traefik'];

/** Whether a Rollout names the Services that it needs, and different ones. */
export function pairProblems(rollout: RolloutSpec): Problem[] {
  return [...blueGreenPair(rollout), ...canaryPair(rollout), ...neededPair(rollout), ...pinned(rollout)];
}

function blueGreenPair({ blueGreen }: RolloutSpec): Problem[] {
  if (!blueGreen) return [];
  const { activeService = '', previewService = '' } = blueGreen;
  if (activeService !== '' && activeService !== previewService) return [];
  return [
    {
      at: `${BLUE_GREEN}/activeService`,
      message:
        activeService === ''
          ? 'activeService must be given: the Service that leads to the version in use'
          : `activeService and previewService must be two Services, got '${String(activeService)}' for both`,
      fix: 'name a Service of its own for each',
    },
  ];
}

function canaryPair({ canary }: RolloutSpec): Problem[] {
  const { stableService, canaryService, pingPong } = canary ?? {};
  const ping = isPlainObject(pingPong) ? pingPong : {};
  const same = [
    ['stableService', 'canaryService', stableService, canaryService],
    ['pingPong/pingService', 'pingPong/pongService', ping.pingService, ping.pongService],
  ].filter(([, , a, b]) => typeof a === 'string' && a !== '' && a === b);
  return same.map(([field, other, name]) => ({
    at: `${CANARY}/${String(field)}`,
    message: `${String(field)} and ${String(other)} must be two Services, got '${String(name)}' for both`,
    fix: 'name a Service of its own for each',
  }));
}

function neededPair({ canary, routing }: RolloutSpec): Problem[] {
  if (!canary || !routing) return [];
  const hasPingPong = isGiven(canary.pingPong);
  const isSubset = isGiven(objectAt(routing, 'istio').destinationRule);
  const needing = [
    ...NEEDING_BOTH.filter((router) => isGiven(routing[router])),
    ...(isGiven(routing.alb) && !hasPingPong ? ['alb'] : []),
    ...(isGiven(routing.istio) && !isSubset && !hasPingPong ? ['istio'] : []),
    ...(Object.keys(objectAt(routing, 'plugins')).includes('argoproj-labs/gatewayAPI')
      ? ['the Gateway API plugin']
      : []),
  ];
  const open = ['stableService', 'canaryService'].filter((field) => !isGiven(canary[field]) || canary[field] === '');
  if (needing.length === 0 || open.length === 0) return [];
  return [
    {
      at: CANARY,
      message: `${open.join(' and ')} must be given with ${needing.join(', ')}, which leads to one Service for each version`,
      fix: 'name a Service for each version',
    },
  ];
}

/**
 * Without a router the controller still writes the version into the selectors of the Services that are named, so that each has
 * the pods of one version alone: the weights mean nothing there (https://github.com/argoproj/argo-rollouts/issues/1760).
 */
function pinned(rollout: RolloutSpec): Problem[] {
  const { set, manifest, canary, routing, template } = rollout;
  if (!canary || routing) return [];
  const named = namedServices(rollout).filter(({ name }) => set.find('Service', '', name, manifest.namespaceName));
  if (named.length === 0 || !template) return [];
  const names = new Set(named.map(({ name }) => name));
  const labels = objectAt(template, 'metadata', 'labels');
  const sharing = set.ofKind('Service', '').some(({ json, name, namespaceName }) => {
    const selector = objectAt(json, 'spec', 'selector');
    const isOther = namespaceName === manifest.namespaceName && !names.has(name) && Object.keys(selector).length > 0;
    return isOther && selects({ matchLabels: selector }, labels);
  });
  return named.flatMap(({ at, field, name }) => {
    const route = serviceReferences(set).find(
      (each) => each.name === name && each.namespaceName === manifest.namespaceName,
    );
    if (!route && (sharing || field !== 'stableService')) return [];
    const why = route ? `${titleOf(route.route)} leads there` : 'no other Service leads to its pods';
    return [
      {
        at,
        severity: 'warning' as const,
        message: `${field} without trafficRouting pins Service '${name}' to the pods of one version, and ${why}: the weights of the steps change nothing for these requests`,
        fix: 'lead requests through a Service that is not named here and selects both versions, or give a trafficRouting',
        others: route ? [route.route] : [],
      },
    ];
  });
}
