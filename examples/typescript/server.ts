import { ContainerImage, ModelServer, ServingApp, ServingRuntime, TenantNamespace } from 'cdk8s-model-serving';

/** One server in a team's namespace, with what there is no prop for. */
export function server(): ServingApp {
  const app = new ServingApp();
  const vision = new TenantNamespace(app, 'vision');

  new ModelServer(vision, 'iris', {
    image: ContainerImage.of('registry.example/iris:0.2.0'),
    runtime: ServingRuntime.bentoMl(),
    resources: { cpu: '500m', memory: '1Gi' },
    overrides: {
      deployment: { spec: { revisionHistoryLimit: 3 } },
      removals: ["deployment.spec.template.spec.containers['iris'].livenessProbe"],
    },
  });
  return app;
}
