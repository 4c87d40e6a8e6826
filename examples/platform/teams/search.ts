import {
  Canary,
  CanaryStage,
  IngressRoute,
  RouteRule,
  type ServingApp,
  ServingRuntime,
  TrafficSplit,
} from 'cdk8s-model-serving';
import type { Environment } from '../environment';
import { teamNamespace } from '../team-namespace';

/** A release that each cluster walks at its own pace: `weight` is raised by pull requests. */
export function search(app: ServingApp, { domain, images, ranker: { replicas, steps, weight } }: Environment): void {
  const team = teamNamespace(app, 'search', { cpu: '32', memory: '64Gi' });
  const ranker = new Canary(team, 'ranker', {
    server: {
      runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
      resources: { cpu: '1', memory: '2Gi' },
    },
    stable: { image: images.image('search/ranker') },
    canary: { image: images.image('search/ranker-next') },
    replicas,
    steps,
    stage: CanaryStage.weight(weight),
    split: TrafficSplit.byReplicas(),
  });
  new IngressRoute(team, 'public', { host: `search.${domain}`, rules: [RouteRule.pathPrefix('/rank', ranker)] });
}
