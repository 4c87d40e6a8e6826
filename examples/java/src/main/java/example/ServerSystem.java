package example;

import io.github.cdk8smodelserving.ContainerImage;
import io.github.cdk8smodelserving.ModelServer;
import io.github.cdk8smodelserving.ServerOverrides;
import io.github.cdk8smodelserving.ServerResources;
import io.github.cdk8smodelserving.ServingApp;
import io.github.cdk8smodelserving.ServingRuntime;
import io.github.cdk8smodelserving.TenantNamespace;
import java.util.List;
import java.util.Map;

/** One server in a team's namespace, with what there is no prop for. */
final class ServerSystem {
  static ServingApp build() {
    ServingApp app = new ServingApp();
    TenantNamespace vision = new TenantNamespace(app, "vision");

    ModelServer.Builder.create(vision, "iris")
        .image(ContainerImage.of("registry.example/iris:0.2.0"))
        .runtime(ServingRuntime.bentoMl())
        .resources(ServerResources.builder().cpu("500m").memory("1Gi").build())
        .overrides(
            ServerOverrides.builder()
                .deployment(Map.of("spec", Map.of("revisionHistoryLimit", 3)))
                .removals(List.of("deployment.spec.template.spec.containers['iris'].livenessProbe"))
                .build())
        .build();
    return app;
  }

  private ServerSystem() {}
}
