package example;

import io.github.cdk8smodelserving.Canary;
import io.github.cdk8smodelserving.CanaryStage;
import io.github.cdk8smodelserving.ClusterProfile;
import io.github.cdk8smodelserving.ClusterProfileOptions;
import io.github.cdk8smodelserving.ContainerImage;
import io.github.cdk8smodelserving.FastApiOptions;
import io.github.cdk8smodelserving.GatewayFacts;
import io.github.cdk8smodelserving.IngressRoute;
import io.github.cdk8smodelserving.RouteRule;
import io.github.cdk8smodelserving.ServerOptions;
import io.github.cdk8smodelserving.ServerResources;
import io.github.cdk8smodelserving.ServingApp;
import io.github.cdk8smodelserving.ServingRuntime;
import io.github.cdk8smodelserving.TenantNamespace;
import io.github.cdk8smodelserving.TrafficSplit;
import io.github.cdk8smodelserving.VersionOptions;
import java.util.List;
import java.util.Map;

/** A release that a tenth of the requests go to, behind a route of Traefik. */
final class CanarySystem {
  static ServingApp build() {
    ServingApp app =
        ServingApp.Builder.create()
            .cluster(
                ClusterProfile.of(
                    ClusterProfileOptions.builder()
                        .kubernetesVersion("1.32")
                        .gateway(GatewayFacts.traefik())
                        .build()))
            .build();
    TenantNamespace search = new TenantNamespace(app, "search");

    Canary ranker =
        Canary.Builder.create(search, "ranker")
            .server(
                ServerOptions.builder()
                    .runtime(
                        ServingRuntime.fastApi(FastApiOptions.builder().port(8000).healthPath("/health").build()))
                    .resources(ServerResources.builder().cpu("1").memory("2Gi").build())
                    .build())
            .stable(VersionOptions.builder().image(ContainerImage.of("registry.example/ranker:1.4")).build())
            .canary(
                VersionOptions.builder()
                    .image(ContainerImage.of("registry.example/ranker:1.5"))
                    .env(Map.of("EXPLAIN", "true"))
                    .build())
            .replicas(10)
            .steps(List.of(10, 30, 50))
            .stage(CanaryStage.weight(10))
            .split(TrafficSplit.byRoute())
            .build();

    IngressRoute.Builder.create(search, "public-route")
        .host("models.example.com")
        .rules(List.of(RouteRule.pathPrefix("/rank", ranker)))
        .build();
    return app;
  }

  private CanarySystem() {}
}
