import type { Construct } from 'constructs';
import { ServiceType } from '../lib/core/service-type';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';
import { IngressRoute } from '../lib/traffic/ingress-route';
import { RouteRenderer } from '../lib/traffic/route-renderer';
import { RouteRule } from '../lib/traffic/route-rule';
import { traefik } from './cluster';

/** An intent classifier in Flask on Gunicorn, without a health route: its port is what can be asked. */
export function intentClassifier(scope: Construct): void {
  const tenant = new TenantNamespace(scope, 'intent-namespace', { exposure: [ServiceType.NODE_PORT] });

  const classifier = new ModelServer(tenant, 'intent-classifier', {
    image: ContainerImage.dockerHub({ repository: 'tagore8661/intent-classifier-mlops', tag: 'v1' }),
    runtime: ServingRuntime.flaskGunicorn({ port: 6000, app: 'app:app', workers: 4 }),
    replicas: 2,
    resources: { cpu: '500m', memory: '1Gi' },
    service: { name: 'intent-service', serviceType: ServiceType.NODE_PORT },
  });

  new IngressRoute(tenant, 'intent-ingress', {
    host: 'example.com',
    rules: [RouteRule.pathPrefix('/predict', classifier)],
    // The cluster's Traefik serves Ingresses as well.
    via: RouteRenderer.ingress(traefik),
  });
}
