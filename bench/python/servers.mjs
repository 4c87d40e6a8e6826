// The same in JavaScript, by the name that users write.
import { ContainerImage, ModelServer, ServingApp, ServingRuntime, TenantNamespace } from 'cdk8s-model-serving';

const app = new ServingApp();
let tenant;
for (let index = 0; index < Number(process.argv[2]); index++) {
  if (index % 10 === 0) tenant = new TenantNamespace(app, `team-${index / 10}`);
  new ModelServer(tenant, `model-${index}`, {
    image: ContainerImage.of('registry.example/iris:0.2.0'),
    runtime: ServingRuntime.bentoMl(),
    resources: { cpu: '500m', memory: '1Gi' },
    env: { LOG_LEVEL: 'info' },
  });
}
app.synth();
