import { alternatives, show } from '../private/show';
import { httpCheck } from './common';
import { boundBy, customFacts, type CustomRuntimeOptions, portsOf } from './custom-runtime';
import { OptionReader } from './option-reader';
import type { PortRole, RuntimeCheck, RuntimePort } from './runtime-facts';
import type { RuntimeDescription } from './runtime-description';

/** What there is to know about a server that speaks HTTP and has no runtime of its own here. */
export interface CustomHttpOptions extends CustomRuntimeOptions {
  /** Port that the image listens on for requests, on every address (`0.0.0.0`). From 1 to 65535. */
  readonly port: number;

  /**
   * Path that answers with a status from 200 to 399 once the model is loaded.
   *
   * @default - the pod is ready as soon as the port is open, which many servers do before the model is loaded
   */
  readonly readinessPath?: string;

  /**
   * Path that answers with a status from 200 to 399 while the process is worth keeping. It may be the readiness path.
   *
   * @default - the readiness path; without one, whether the port is open
   */
  readonly livenessPath?: string;

  /**
   * Path that answers with a status from 200 to 399 once the server has started, within `health.startupBudget`. Before
   * it does, neither of the others is asked.
   *
   * @default - the readiness path; without one, whether the port is open
   */
  readonly startupPath?: string;

  /**
   * Port that health checks go to: `port`, `managementPort`, or `grpcPort`, where the health service of gRPC is asked and
   * the paths are left out.
   *
   * @default - the port that requests go to
   */
  readonly healthPort?: number;

  /**
   * Path of the Prometheus metrics.
   *
   * @default - `/metrics` where `metricsPort` is given, else no metrics
   */
  readonly metricsPath?: string;

  /**
   * Port of the Prometheus metrics, from 1 to 65535. It may be `managementPort`.
   *
   * @default - the port that requests go to
   */
  readonly metricsPort?: number;

  /**
   * Port that the image listens on for gRPC, from 1 to 65535, other than `port`.
   *
   * @default - no gRPC
   */
  readonly grpcPort?: number;
}

/** Facts that the user states about an image. */
export function customHttp(options: CustomHttpOptions): RuntimeDescription {
  const read = new OptionReader<CustomHttpOptions>(options, 'CustomHttpOptions');
  const port = read.requiredPort('port');
  const readinessPath = read.httpPath('readinessPath');
  const livenessPath = read.httpPath('livenessPath') ?? readinessPath;
  const startupPath = read.httpPath('startupPath');
  const facts = customFacts(read);
  const [grpcPort, managementPort] = [read.port('grpcPort'), read.port('managementPort')];
  const metricsPort = read.port('metricsPort');
  const metricsPath = read.httpPath('metricsPath') ?? (metricsPort === undefined ? undefined : '/metrics');
  const isShared = metricsPort === port || metricsPort === managementPort;
  const ports = portsOf(read, [
    ['port', 'http', port],
    ['grpcPort', 'grpc', grpcPort],
    ['managementPort', 'management', managementPort],
    ['metricsPort', 'metrics', isShared ? undefined : metricsPort],
  ]);
  const metricsRole = ports.find((each) => each.port === metricsPort)?.role ?? 'http';
  const role = healthRole(read, ports, [readinessPath, livenessPath, startupPath]);
  const check = (path: string | undefined): RuntimeCheck =>
    role === 'grpc' ? { kind: 'grpc', role } : httpCheck(path, role);

  return {
    title: 'HTTP',
    problems: read.problems,
    facts: () => ({
      ...facts,
      ports,
      boundEnv: boundBy('http', facts.env, ports),
      startup: startupPath === undefined ? undefined : check(startupPath),
      readiness: check(readinessPath),
      liveness: check(livenessPath),
      metrics: metricsPath === undefined ? undefined : { role: metricsRole, path: metricsPath },
    }),
  };
}

/** What is spoken on the port that health checks go to. */
function healthRole(
  read: OptionReader<CustomHttpOptions>,
  ports: readonly RuntimePort[],
  paths: readonly (string | undefined)[],
): PortRole {
  const healthPort = read.port('healthPort');
  if (healthPort === undefined) return 'http';
  const able = ports.filter(({ role }) => role !== 'metrics');
  const found = able.find(({ port }) => port === healthPort);
  if (!found) {
    const known = alternatives(able.map(({ port }) => port));
    read.add(
      `healthPort must be one of the ports that are given, ${known}, got ${show(healthPort)}; give it as managementPort too`,
    );
  }
  const path = paths.find((each) => each !== undefined);
  if (found?.role === 'grpc' && path !== undefined)
    read.add(
      `readinessPath, livenessPath and startupPath must be left out where healthPort speaks gRPC, got ${show(path)}`,
    );
  return found?.role ?? 'http';
}
