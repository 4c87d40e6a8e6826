package example;

import io.github.cdk8smodelserving.Accelerator;
import io.github.cdk8smodelserving.ClusterProfile;
import io.github.cdk8smodelserving.ClusterProfileOptions;
import io.github.cdk8smodelserving.ContainerImage;
import io.github.cdk8smodelserving.GpuOptions;
import io.github.cdk8smodelserving.GpuProduct;
import io.github.cdk8smodelserving.HuggingFaceOptions;
import io.github.cdk8smodelserving.ModelServer;
import io.github.cdk8smodelserving.ModelSource;
import io.github.cdk8smodelserving.NodeLabelScheme;
import io.github.cdk8smodelserving.SecretKeyRef;
import io.github.cdk8smodelserving.ServerResources;
import io.github.cdk8smodelserving.ServingApp;
import io.github.cdk8smodelserving.ServingRuntime;
import io.github.cdk8smodelserving.TenantNamespace;
import io.github.cdk8smodelserving.TenantQuota;
import io.github.cdk8smodelserving.VllmOptions;
import java.util.List;

/** A large language model on one GPU; its weights come from a hub. */
final class LlmSystem {
  static ServingApp build() {
    ServingApp app =
        ServingApp.Builder.create()
            .cluster(ClusterProfile.of(ClusterProfileOptions.builder().nodeLabels(NodeLabelScheme.GKE).build()))
            .build();
    TenantNamespace language =
        TenantNamespace.Builder.create(app, "language").quota(TenantQuota.builder().gpus(1).build()).build();

    ModelServer.Builder.create(language, "chat")
        .image(ContainerImage.of("vllm/vllm-openai:v0.33.0"))
        .runtime(
            ServingRuntime.vllm(
                VllmOptions.builder().servedModelNames(List.of("qwen-7b")).maxModelLength(16384).build()))
        .source(
            ModelSource.huggingFace(
                HuggingFaceOptions.builder()
                    .repository("Qwen/Qwen2.5-7B-Instruct")
                    .revision("a09a35458c702b33eeacc393d103063234e8bc28")
                    .size("15Gi")
                    .token(SecretKeyRef.named("hugging-face", "token"))
                    .build()))
        .resources(
            ServerResources.builder()
                .cpu("4")
                .memory("32Gi")
                .accelerator(
                    Accelerator.nvidia(1, GpuOptions.builder().gpuProduct(GpuProduct.H100_80_GB_HBM3).build()))
                .build())
        .replicas(1)
        .build();
    return app;
  }

  private LlmSystem() {}
}
