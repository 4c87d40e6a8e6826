import type { RuntimeCheck } from './runtime-facts';
import { RuntimePortRole } from './runtime-port-role';

/**
 * How the kubelet asks a runtime whether it is well.
 *
 * @example
 * import { RuntimePortRole, RuntimeProbe } from 'cdk8s-model-serving';
 *
 * const readiness = RuntimeProbe.http('/health/ready');
 * const liveness = RuntimeProbe.tcp(RuntimePortRole.HTTP);
 */
export class RuntimeProbe {
  /**
   * A request that is answered with a status from 200 to 399.
   *
   * @param path path of the request, for example `/health`
   * @param role port of the request; that of HTTP by default
   */
  public static http(path: string, role: RuntimePortRole = RuntimePortRole.HTTP): RuntimeProbe {
    return new RuntimeProbe({ kind: 'http', path, role });
  }

  /**
   * The health service of gRPC (https://github.com/grpc/grpc/blob/master/doc/health-checking.md).
   *
   * @param service name of the service that is asked for; the whole server by default
   */
  public static grpc(service?: string): RuntimeProbe {
    return new RuntimeProbe({ kind: 'grpc', role: RuntimePortRole.GRPC, service });
  }

  /**
   * Whether a port is open, which many servers do before the model is loaded.
   *
   * @param role which port; that of HTTP by default
   */
  public static tcp(role: RuntimePortRole = RuntimePortRole.HTTP): RuntimeProbe {
    return new RuntimeProbe({ kind: 'tcp', role });
  }

  private constructor(
    /** @internal */
    public readonly _check: RuntimeCheck,
  ) {}
}
