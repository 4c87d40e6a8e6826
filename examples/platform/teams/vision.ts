import { IngressRoute, ModelServer, RouteRule, type ServingApp, ServingRuntime } from 'cdk8s-model-serving';
import type { Environment } from '../environment';
import { teamNamespace } from '../team-namespace';

/** A small model on CPU, the same in both clusters but for its size. */
export function vision(app: ServingApp, { domain, images, iris: { replicas } }: Environment): void {
  const team = teamNamespace(app, 'vision', { cpu: '8', memory: '16Gi' });
  const iris = new ModelServer(team, 'iris', {
    image: images.image('vision/iris'),
    runtime: ServingRuntime.bentoMl(),
    resources: { cpu: '500m', memory: '1Gi' },
    replicas,
  });
  new IngressRoute(team, 'public', { host: `vision.${domain}`, rules: [RouteRule.pathPrefix('/iris', iris)] });
}
