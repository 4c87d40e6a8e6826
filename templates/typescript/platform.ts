import {
  ClusterProfile,
  ImageTags,
  ModelServer,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from 'cdk8s-model-serving';

/** What is true of the cluster that the manifests are for. */
const cluster = ClusterProfile.of({ kubernetesVersion: '1.32' });

/** Everything that is served: one app is one cluster. */
export function platform(images = ImageTags.fromFile('images.json')): ServingApp {
  const app = new ServingApp({ cluster });

  const vision = new TenantNamespace(app, 'vision', { quota: { cpu: '8', memory: '16Gi', pods: 20 } });
  new ModelServer(vision, 'iris', {
    image: images.image('vision/iris'),
    runtime: ServingRuntime.bentoMl(),
    resources: { cpu: '500m', memory: '1Gi' },
  });

  return app;
}
