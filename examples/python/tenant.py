"""A team's namespace: its budget, who may do what in it, and who may call what runs there."""

from cdk8s_model_serving import (
    AccessSubject,
    CidrPeer,
    ContainerImage,
    ModelServer,
    NamespacePeer,
    ServerResources,
    ServingApp,
    ServingRuntime,
    TenantAccess,
    TenantNamespace,
    TenantQuota,
)


def tenant() -> ServingApp:
    app = ServingApp()
    vision = TenantNamespace(
        app,
        "vision",
        quota=TenantQuota(cpu="40", memory="160Gi", gpus=4, pods=60),
        access=[
            TenantAccess.viewer(AccessSubject.group("auditors")),
            TenantAccess.developer(AccessSubject.group("vision-dev")),
            TenantAccess.operator(AccessSubject.user("ada@example.com"), AccessSubject.group("sre")),
            TenantAccess.rollout_restarter(AccessSubject.service_account("deployer", "ci")).acknowledged(
                "the pipeline of releases"
            ),
        ],
        allow_from=[NamespacePeer.external("frontend")],
    )

    scorer = ModelServer(
        vision,
        "scorer",
        image=ContainerImage.of("registry.example/scorer:2.0.1"),
        runtime=ServingRuntime.fast_api(port=8000, health_path="/health"),
        resources=ServerResources(cpu="1", memory="2Gi"),
        replicas=3,
        env={"LOG_LEVEL": "info"},
    )
    scorer.connect_to(CidrPeer.of("203.0.113.7/32"), ports=[443])
    return app
