"""Declares and synthesizes servers, ten in a namespace."""

import sys

from cdk8s_model_serving import ContainerImage, ModelServer, ServerResources, ServingApp, ServingRuntime, TenantNamespace

app = ServingApp()
for index in range(int(sys.argv[1])):
    if index % 10 == 0:
        tenant = TenantNamespace(app, f"team-{index // 10}")
    ModelServer(
        tenant,
        f"model-{index}",
        image=ContainerImage.of("registry.example/iris:0.2.0"),
        runtime=ServingRuntime.bento_ml(),
        resources=ServerResources(cpu="500m", memory="1Gi"),
        env={"LOG_LEVEL": "info"},
    )
app.synth()
