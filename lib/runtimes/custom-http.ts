import type { Duration } from 'cdk8s';
import { unlessEmpty } from '../private/json';
import { show } from '../private/show';
import { HOME, httpCheck, MAX_USER_ID, optionOf, USUAL_SHUTDOWN_SECONDS } from './common';
import { OptionReader } from './option-reader';
import type { RuntimeDescription, RuntimePort } from './runtime-facts';
import type { WritablePath } from './writable-path';

/** What there is to know about a server that speaks HTTP and has no runtime of its own here. */
export interface CustomHttpOptions {
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
   * Entry point in place of the image's.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments of the entry point. What binds host and port belongs here or in `env`.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Environment variables that the server needs. Never for secrets.
   *
   * @default - `HOME` set to `/tmp`, unless given here
   */
  readonly env?: { readonly [name: string]: string };

  /**
   * Path of the Prometheus metrics.
   *
   * @default - `/metrics` where `metricsPort` is given, else no metrics
   */
  readonly metricsPath?: string;

  /**
   * Port of the Prometheus metrics, from 1 to 65535.
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

  /**
   * Directories that the server writes to, besides `/tmp`. Each becomes an emptyDir.
   *
   * @default - none
   */
  readonly writablePaths?: WritablePath[];

  /**
   * User and group id that the image's files are made for, from 1 to 2147483647. Root is not among them: see
   * `SecurityProfile`.
   *
   * @default - any: the image runs as whatever id it is given
   */
  readonly user?: number;

  /**
   * Time between SIGTERM and the end of the last request. Whole seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly shutdown?: Duration;

  /**
   * Time that a health check may take at the least, for a server that answers slowly. Whole seconds of 1 or more.
   *
   * @default - nothing special
   */
  readonly probeTimeout?: Duration;

  /**
   * Whether the image contains the command `sleep`. Matters below Kubernetes 1.30 only.
   *
   * @default false
   */
  readonly hasSleepCommand?: boolean;
}

/** Facts that the user states about an image. Nothing is known here, so nothing is assumed but a home below /tmp. */
export function customHttp(options: CustomHttpOptions): RuntimeDescription {
  const read = new OptionReader<CustomHttpOptions>(options, 'CustomHttpOptions');
  const port = read.requiredPort('port');
  const readinessPath = read.httpPath('readinessPath');
  const livenessPath = read.httpPath('livenessPath') ?? readinessPath;
  const [command, args, env] = [read.texts('command'), read.texts('args'), read.variables('env')];
  const [grpcPort, metricsPort] = [read.port('grpcPort'), read.port('metricsPort')];
  const metricsPath = read.httpPath('metricsPath') ?? (metricsPort === undefined ? undefined : '/metrics');
  const writablePaths = read.writablePaths('writablePaths');
  const uid = read.wholeNumber('user', 1, MAX_USER_ID);
  const shutdownSeconds = read.seconds('shutdown') ?? USUAL_SHUTDOWN_SECONDS;
  const probeTimeoutSeconds = read.seconds('probeTimeout', 1);
  const hasSleepCommand = read.flag('hasSleepCommand') ?? false;

  if (grpcPort === port) read.add(`grpcPort must differ from port, got ${show(grpcPort)} for both`);
  if (grpcPort !== undefined && grpcPort === metricsPort)
    read.add(`metricsPort must differ from grpcPort, got ${show(metricsPort)} for both`);

  const metricsRole = metricsPort === undefined || metricsPort === port ? 'http' : 'metrics';
  const ports: RuntimePort[] = [{ role: 'http', port }];
  if (grpcPort !== undefined) ports.push({ role: 'grpc', port: grpcPort });
  if (metricsPort !== undefined && metricsRole === 'metrics') ports.push({ role: 'metrics', port: metricsPort });

  return {
    title: 'HTTP',
    problems: read.problems,
    facts: () => ({
      ports,
      command,
      args,
      env: { ...HOME, ...env },
      boundEnv: boundBy(env, ports),
      readiness: httpCheck(readinessPath),
      liveness: httpCheck(livenessPath),
      metrics: metricsPath === undefined ? undefined : { role: metricsRole, path: metricsPath },
      writablePaths,
      uid,
      shutdownSeconds,
      probeTimeoutSeconds,
      hasSleepCommand,
    }),
  };
}

/** A word of the name of a variable that binds: `PORT`, `LISTEN_ADDR`, `server.bind`. */
const BINDING_NAME = /(^|[-._])(port|bind|listen|addr|address)([-._]|$)/i;

/** The variables by which the image is told its ports: their name says so, and their value ends with one. */
function boundBy(
  env: { readonly [name: string]: string },
  ports: readonly RuntimePort[],
): { readonly [name: string]: string } | undefined {
  const binds = ([name, value]: [string, string]): boolean =>
    BINDING_NAME.test(name) && ports.some(({ port }) => value === String(port) || value.endsWith(`:${port}`));
  const bound = Object.entries(env).filter(binds);
  return unlessEmpty(Object.fromEntries(bound.map(([name]) => [name, optionOf('http', 'port and env')])));
}
