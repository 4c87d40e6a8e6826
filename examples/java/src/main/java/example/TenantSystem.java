package example;

import io.github.cdk8smodelserving.AccessSubject;
import io.github.cdk8smodelserving.CidrPeer;
import io.github.cdk8smodelserving.ConnectOptions;
import io.github.cdk8smodelserving.ContainerImage;
import io.github.cdk8smodelserving.FastApiOptions;
import io.github.cdk8smodelserving.ModelServer;
import io.github.cdk8smodelserving.NamespacePeer;
import io.github.cdk8smodelserving.ServerResources;
import io.github.cdk8smodelserving.ServingApp;
import io.github.cdk8smodelserving.ServingRuntime;
import io.github.cdk8smodelserving.TenantAccess;
import io.github.cdk8smodelserving.TenantNamespace;
import io.github.cdk8smodelserving.TenantQuota;
import java.util.List;
import java.util.Map;

/** A team's namespace: its budget, who may do what in it, and who may call what runs there. */
final class TenantSystem {
  static ServingApp build() {
    ServingApp app = new ServingApp();
    TenantNamespace vision =
        TenantNamespace.Builder.create(app, "vision")
            .quota(TenantQuota.builder().cpu("40").memory("160Gi").gpus(4).pods(60).build())
            .access(
                List.of(
                    TenantAccess.viewer(AccessSubject.group("auditors")),
                    TenantAccess.developer(AccessSubject.group("vision-dev")),
                    TenantAccess.operator(AccessSubject.user("ada@example.com"), AccessSubject.group("sre")),
                    TenantAccess.rolloutRestarter(AccessSubject.serviceAccount("deployer", "ci"))
                        .acknowledged("the pipeline of releases")))
            .allowFrom(List.of(NamespacePeer.external("frontend")))
            .build();

    ModelServer scorer =
        ModelServer.Builder.create(vision, "scorer")
            .image(ContainerImage.of("registry.example/scorer:2.0.1"))
            .runtime(ServingRuntime.fastApi(FastApiOptions.builder().port(8000).healthPath("/health").build()))
            .resources(ServerResources.builder().cpu("1").memory("2Gi").build())
            .replicas(3)
            .env(Map.of("LOG_LEVEL", "info"))
            .build();
    scorer.connectTo(CidrPeer.of("203.0.113.7/32"), ConnectOptions.builder().ports(List.of(443)).build());
    return app;
  }

  private TenantSystem() {}
}
