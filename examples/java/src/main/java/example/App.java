package example;

import io.github.cdk8smodelserving.ServingApp;
import java.util.Map;
import java.util.function.Supplier;

/** Writes the manifests of a system to dist/: java -cp ... example.App canary */
public final class App {
  private static final Map<String, Supplier<ServingApp>> SYSTEMS =
      Map.of(
          "canary", CanarySystem::build,
          "llm", LlmSystem::build,
          "server", ServerSystem::build,
          "tenant", TenantSystem::build);

  public static void main(String[] args) {
    SYSTEMS.get(args.length > 0 ? args[0] : "server").get().synth();
  }

  private App() {}
}
