import type { ParsedRequest } from '../http';
import { emptyConfig } from '../traefik/config';
import { loadCustomResources } from '../traefik/crd-provider';
import { loadIngresses } from '../traefik/ingress-provider';
import { serve } from '../traefik/serve';
import type { Answer, IngressImplementation } from '../types';
import type { World } from '../world';
import { ingressesOf } from './fields';
import { answerGeneric, chooseGeneric } from './generic';
import { answerNginx } from './nginx/answer';

export function answerIngress(world: World, implementation: IngressImplementation, request: ParsedRequest): Answer {
  const ingresses = ingressesOf(world, implementation);
  if (implementation.controller === 'generic') return answerGeneric(world, ingresses, request);
  if (implementation.controller === 'nginx') return answerNginx(world, ingresses, request);
  const config = emptyConfig();
  // Middlewares and ServersTransports are referred to by annotations.
  loadCustomResources(
    world,
    { kind: 'traefik', allowCrossNamespace: true, allowEmptyServices: true, version: '3.7' },
    config,
  );
  config.routers.clear();
  loadIngresses(world, implementation, ingresses, config);
  const answer = serve(config, request, implementation.entryPoints);
  const specified = chooseGeneric(ingresses, request).path?.label;
  if (specified === undefined || specified === answer.rule || answer.rule === '') return answer;
  return { ...answer, notes: [...answer.notes, `precedence: Kubernetes would take ${specified}`] };
}
