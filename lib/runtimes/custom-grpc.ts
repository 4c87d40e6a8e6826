import { show } from '../private/show';
import { boundBy, customFacts, type CustomRuntimeOptions, portsOf } from './custom-runtime';
import { OptionReader } from './option-reader';
import type { RuntimeCheck } from './runtime-facts';
import type { RuntimeDescription } from './runtime-description';

/** What there is to know about a server that speaks gRPC alone and has no runtime of its own here. */
export interface CustomGrpcOptions extends CustomRuntimeOptions {
  /** Port that the image listens on for gRPC, on every address (`0.0.0.0`), without TLS. From 1 to 65535. */
  readonly port: number;

  /**
   * Whether the image answers to the health service of gRPC, `grpc.health.v1.Health`:
   * https://github.com/grpc/grpc/blob/master/doc/health-checking.md
   *
   * @default true
   */
  readonly hasHealthService?: boolean;

  /**
   * Name by which the health service is asked whether the model is loaded.
   *
   * @default - none: the server as a whole
   */
  readonly readinessService?: string;

  /**
   * Name by which the health service is asked whether the process is worth keeping.
   *
   * @default - `readinessService`
   */
  readonly livenessService?: string;

  /**
   * Path of the Prometheus metrics, on `metricsPort` or `managementPort`.
   *
   * @default - `/metrics` where `metricsPort` is given, else no metrics
   */
  readonly metricsPath?: string;

  /**
   * Port of the Prometheus metrics, from 1 to 65535. It may be `managementPort`.
   *
   * @default - `managementPort` where `metricsPath` is given
   */
  readonly metricsPort?: number;
}

/** Anything that the health service may be asked for, without white space. */
const SERVICE = /^\S+$/;

/** Facts that the user states about an image. */
export function customGrpc(options: CustomGrpcOptions): RuntimeDescription {
  const read = new OptionReader<CustomGrpcOptions>(options, 'CustomGrpcOptions');
  const port = read.requiredPort('port');
  const facts = customFacts(read);
  const managementPort = read.port('managementPort');
  const givenPath = read.httpPath('metricsPath');
  const metricsPort = read.port('metricsPort') ?? (givenPath === undefined ? undefined : managementPort);
  const metricsPath = givenPath ?? (metricsPort === undefined ? undefined : '/metrics');
  const ports = portsOf(read, [
    ['port', 'grpc', port],
    ['managementPort', 'management', managementPort],
    ['metricsPort', 'metrics', metricsPort === managementPort ? undefined : metricsPort],
  ]);
  if (metricsPath !== undefined && metricsPort === undefined)
    read.add(
      `metricsPath must be on a port that speaks HTTP, got ${show(metricsPath)}; give metricsPort or managementPort`,
    );
  const { readiness, liveness } = checksOf(read);

  return {
    title: 'gRPC',
    problems: read.problems,
    facts: () => ({
      ...facts,
      ports,
      boundEnv: boundBy('grpc', facts.env, ports),
      readiness,
      liveness,
      metrics:
        metricsPath === undefined
          ? undefined
          : { role: metricsPort === managementPort ? 'management' : 'metrics', path: metricsPath },
    }),
  };
}

function checksOf(read: OptionReader<CustomGrpcOptions>): {
  readonly [check in 'readiness' | 'liveness']: RuntimeCheck;
} {
  const wanted = 'a name that the health service knows, without white space';
  const readinessService = read.text('readinessService', SERVICE, wanted);
  const livenessService = read.text('livenessService', SERVICE, wanted) ?? readinessService;
  if (read.flag('hasHealthService') ?? true) {
    const check = (service: string | undefined): RuntimeCheck => ({ kind: 'grpc', role: 'grpc', service });
    return { readiness: check(readinessService), liveness: check(livenessService) };
  }
  if (livenessService !== undefined)
    read.add(
      `readinessService and livenessService must be left out where hasHealthService is false, got ${show(livenessService)}`,
    );
  return { readiness: { kind: 'tcp', role: 'grpc' }, liveness: { kind: 'tcp', role: 'grpc' } };
}
