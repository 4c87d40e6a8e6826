import { checkPort } from '../private/check-number';
import { checkHttpPath } from '../private/check-path';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';

/**
 * Where a server publishes Prometheus metrics, when it differs from what the runtime does.
 *
 * @example
 * import { MetricsEndpoint } from 'cdk8s-model-serving';
 *
 * const metrics = MetricsEndpoint.http('/internal/metrics');
 * const onAPortOfItsOwn = MetricsEndpoint.onPort(9090, '/metrics');
 */
export class MetricsEndpoint {
  /**
   * Metrics under a path of the server's own HTTP port.
   *
   * @param path path of the request, for example `/metrics`
   */
  public static http(path: string): MetricsEndpoint {
    return new MetricsEndpoint(path, undefined);
  }

  /**
   * Metrics on a port of their own, or on the runtime's management port.
   *
   * @param port port the container listens on for metrics
   * @param path path of the request
   */
  public static onPort(port: number, path: string): MetricsEndpoint {
    return new MetricsEndpoint(path, port);
  }

  /** No metrics, whatever the runtime could offer: nothing is announced, nobody is let in. */
  public static none(): MetricsEndpoint {
    return new MetricsEndpoint(undefined, undefined);
  }

  private constructor(
    private readonly path: string | undefined,
    private readonly port: number | undefined,
  ) {}

  /** @internal */
  public _applyTo(facts: RuntimeFacts): RuntimeFacts {
    const { path, port } = this;
    if (path === undefined) return { ...facts, metrics: undefined };
    if (port === undefined) return { ...facts, metrics: { role: 'http', path } };
    if (this.isManagement(facts)) return { ...facts, metrics: { role: 'management', path } };
    const others = facts.ports.filter(({ role }) => role !== 'metrics');
    return { ...facts, ports: [...others, { role: 'metrics', port }], metrics: { role: 'metrics', path } };
  }

  private isManagement({ ports }: RuntimeFacts): boolean {
    return ports.some(({ role, port }) => role === 'management' && port === this.port);
  }

  /** @internal */
  public _problems(facts: RuntimeFacts): (string | undefined)[] {
    if (this.path === undefined && this.port === undefined) return [];
    const taken = facts.ports.find(
      ({ role, port }) => role !== 'metrics' && role !== 'management' && port === this.port,
    );
    return [
      checkHttpPath('metrics path', this.path ?? ''),
      checkPort('metrics port', this.port),
      taken
        ? `metrics port must differ from the ${taken.role} port (MetricsEndpoint.http is for one port), got ${taken.port}`
        : undefined,
      this.port === undefined && !facts.ports.some(({ role }) => role === 'http')
        ? 'metrics need MetricsEndpoint.onPort(...) where the runtime has no http port'
        : undefined,
    ];
  }
}

/** The runtime's facts with the wanted metrics endpoint in place of the runtime's own. */
export function withMetrics(
  problems: Problems,
  metrics: MetricsEndpoint | undefined,
  facts: RuntimeFacts,
): RuntimeFacts {
  if (metrics === undefined) return facts;
  if (!(metrics instanceof MetricsEndpoint)) {
    problems.add(`metrics must be made by MetricsEndpoint.http(...), .onPort(...) or .none(), got ${show(metrics)}`);
    return facts;
  }
  problems.add(metrics._problems(facts));
  return metrics._applyTo(facts);
}
