import { ApiObject, type App, Chart } from 'cdk8s';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ContainerImage } from '../lib/core/container-image';
import { ModelServer } from '../lib/server/model-server';
import type { ServingApp } from '../lib/synth/serving-app';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

/** Charts with one Deployment and one Service of plain objects each: nothing of this library in them. */
export function plainCharts(app: App, count: number): void {
  for (let index = 0; index < count; index++) {
    const chart = new Chart(app, `chart-${index}`, { namespace: 'bench' });
    const labels = { app: `app-${index}` };
    new ApiObject(chart, 'deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `app-${index}`, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name: 'app', image: `registry.example/app:${index}`, ports: [{ containerPort: 8080 }] }],
          },
        },
      },
    });
    new ApiObject(chart, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `app-${index}`, labels },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    });
  }
}

const TENANTS = 100;

/** Full model servers in a hundred tenants, every object that each emits. */
export function modelServers(app: ServingApp, count: number): void {
  const runtime = ServingRuntime.bentoMl();
  const tenants = Array.from({ length: TENANTS }, (_, index) => new TenantNamespace(app, `team-${index}`));
  for (let index = 0; index < count; index++) {
    new ModelServer(tenants[index % TENANTS], `model-${index}`, {
      image: ContainerImage.of(`registry.example/models/model-${index}:1.${index}.0`),
      runtime,
      replicas: 3,
      resources: { cpu: '500m', memory: '1Gi' },
      env: { MODEL: `model-${index}`, LOG_LEVEL: 'info' },
      ...(index % 4 === 0 && { replicas: undefined, autoscaling: { maxReplicas: 6 } }),
    });
  }
}
