"""A large language model on one GPU; its weights come from a hub."""

from cdk8s_model_serving import (
    Accelerator,
    ClusterProfile,
    ContainerImage,
    GpuProduct,
    ModelServer,
    ModelSource,
    NodeLabelScheme,
    SecretKeyRef,
    ServerResources,
    ServingApp,
    ServingRuntime,
    TenantNamespace,
    TenantQuota,
)


def llm() -> ServingApp:
    app = ServingApp(cluster=ClusterProfile.of(node_labels=NodeLabelScheme.GKE))
    language = TenantNamespace(app, "language", quota=TenantQuota(gpus=1))

    ModelServer(
        language,
        "chat",
        image=ContainerImage.of("vllm/vllm-openai:v0.33.0"),
        runtime=ServingRuntime.vllm(served_model_names=["qwen-7b"], max_model_length=16384),
        source=ModelSource.hugging_face(
            repository="Qwen/Qwen2.5-7B-Instruct",
            revision="a09a35458c702b33eeacc393d103063234e8bc28",
            size="15Gi",
            token=SecretKeyRef.named("hugging-face", "token"),
        ),
        resources=ServerResources(
            cpu="4",
            memory="32Gi",
            accelerator=Accelerator.nvidia(1, gpu_product=GpuProduct.H100_80_GB_HBM3),
        ),
        replicas=1,
    )
    return app
