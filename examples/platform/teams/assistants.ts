import {
  Accelerator,
  IngressRoute,
  ModelServer,
  ModelSource,
  RouteRule,
  type ServingApp,
  ServingRuntime,
} from 'cdk8s-model-serving';
import type { Environment } from '../environment';
import { teamNamespace } from '../team-namespace';

/** A large model where there are GPUs for it. Its weights lie in a claim that the team has filled. */
export function assistants(app: ServingApp, { domain, images, gpus }: Environment): void {
  if (gpus === 0) return;
  const team = teamNamespace(app, 'assistants', { gpus });
  const chat = new ModelServer(team, 'chat', {
    image: images.image('assistants/chat'),
    runtime: ServingRuntime.vllm({ servedModelNames: ['chat'], maxModelLength: 16384 }),
    source: ModelSource.claim({ name: 'chat-weights', size: '15Gi' }),
    resources: { cpu: '4', memory: '32Gi', accelerator: Accelerator.nvidia(1) },
    replicas: gpus,
  });
  new IngressRoute(team, 'public', { host: `chat.${domain}`, rules: [RouteRule.pathPrefix('/', chat)] });
}
