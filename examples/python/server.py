"""One server in a team's namespace, with what there is no prop for."""

from cdk8s_model_serving import (
    ContainerImage,
    ModelServer,
    ServerOverrides,
    ServerResources,
    ServingApp,
    ServingRuntime,
    TenantNamespace,
)


def server() -> ServingApp:
    app = ServingApp()
    vision = TenantNamespace(app, "vision")

    ModelServer(
        vision,
        "iris",
        image=ContainerImage.of("registry.example/iris:0.2.0"),
        runtime=ServingRuntime.bento_ml(),
        resources=ServerResources(cpu="500m", memory="1Gi"),
        overrides=ServerOverrides(
            deployment={"spec": {"revisionHistoryLimit": 3}},
            removals=["deployment.spec.template.spec.containers['iris'].livenessProbe"],
        ),
    )
    return app
