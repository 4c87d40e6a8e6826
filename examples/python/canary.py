"""A release that a tenth of the requests go to, behind a route of Traefik."""

from cdk8s_model_serving import (
    Canary,
    CanaryStage,
    ClusterProfile,
    ContainerImage,
    GatewayFacts,
    IngressRoute,
    RouteRule,
    ServerOptions,
    ServerResources,
    ServingApp,
    ServingRuntime,
    TenantNamespace,
    TrafficSplit,
    VersionOptions,
)


def canary() -> ServingApp:
    app = ServingApp(
        cluster=ClusterProfile.of(kubernetes_version="1.32", gateway=GatewayFacts.traefik()),
    )
    search = TenantNamespace(app, "search")

    ranker = Canary(
        search,
        "ranker",
        server=ServerOptions(
            runtime=ServingRuntime.fast_api(port=8000, health_path="/health"),
            resources=ServerResources(cpu="1", memory="2Gi"),
        ),
        stable=VersionOptions(image=ContainerImage.of("registry.example/ranker:1.4")),
        canary=VersionOptions(image=ContainerImage.of("registry.example/ranker:1.5"), env={"EXPLAIN": "true"}),
        replicas=10,
        steps=[10, 30, 50],
        stage=CanaryStage.weight(10),
        split=TrafficSplit.by_route(),
    )

    IngressRoute(
        search,
        "public-route",
        host="models.example.com",
        rules=[RouteRule.path_prefix("/rank", ranker)],
    )
    return app
