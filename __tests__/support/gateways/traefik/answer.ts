import type { ParsedRequest } from '../http';
import type { Answer, TraefikImplementation } from '../types';
import type { World } from '../world';
import { emptyConfig } from './config';
import { loadCustomResources } from './crd-provider';
import { serve } from './serve';

export function answerTraefik(world: World, implementation: TraefikImplementation, request: ParsedRequest): Answer {
  const config = emptyConfig();
  loadCustomResources(world, implementation, config);
  return serve(config, request, implementation.entryPoints);
}
