import type { Duration } from 'cdk8s';
import { unlessEmpty } from '../private/json';
import { show } from '../private/show';
import { HOME, MAX_USER_ID, optionOf, USUAL_SHUTDOWN_SECONDS } from './common';
import type { OptionReader } from './option-reader';
import type { PortRole, RuntimeFacts, RuntimePort } from './runtime-facts';
import type { WritablePath } from './writable-path';

/** What there is to know about any server that has no runtime of its own here, whatever it speaks. */
export interface CustomRuntimeOptions {
  /**
   * Port that the image listens on for HTTP of those who run the server: administration, health, metrics. From 1 to
   * 65535, other than those of clients. It is open inside the namespace, not to other peers, and no Service leads to it
   * unless `managementPort` of the server's `service` says so.
   *
   * @default - none
   */
  readonly managementPort?: number;

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

/** Facts that need no word about ports. Nothing is known here, so nothing is assumed but a home below /tmp. */
export function customFacts(
  read: OptionReader<CustomRuntimeOptions>,
): Omit<RuntimeFacts, 'ports' | 'readiness' | 'liveness'> {
  return {
    command: read.texts('command'),
    args: read.texts('args'),
    env: { ...HOME, ...read.variables('env') },
    writablePaths: read.writablePaths('writablePaths'),
    uid: read.wholeNumber('user', 1, MAX_USER_ID),
    shutdownSeconds: read.seconds('shutdown') ?? USUAL_SHUTDOWN_SECONDS,
    probeTimeoutSeconds: read.seconds('probeTimeout', 1),
    hasSleepCommand: read.flag('hasSleepCommand') ?? false,
  };
}

/** A port as it is given: the option, its role and its number. */
export type GivenPort = readonly [option: string, role: PortRole, port: number | undefined];

/** The ports that are given; two of one number are noted. */
export function portsOf(read: { add(problem: string): void }, given: readonly GivenPort[]): RuntimePort[] {
  const ports: (RuntimePort & { readonly option: string })[] = [];
  for (const [option, role, port] of given) {
    if (port === undefined) continue;
    const taken = ports.find((each) => each.port === port);
    if (taken) read.add(`${option} must differ from ${taken.option}, got ${show(port)} for both`);
    ports.push({ option, role, port });
  }
  return ports.map(({ role, port }) => ({ role, port }));
}

/** A word of the name of a variable that binds: `PORT`, `LISTEN_ADDR`, `server.bind`. */
const BINDING_NAME = /(^|[-._])(port|bind|listen|addr|address)([-._]|$)/i;

/** The variables by which the image is told its ports: their name says so, and their value ends with one. */
export function boundBy(
  runtime: string,
  env: { readonly [name: string]: string } | undefined,
  ports: readonly RuntimePort[],
): { readonly [name: string]: string } | undefined {
  const binds = ([name, value]: [string, string]): boolean =>
    BINDING_NAME.test(name) && ports.some(({ port }) => value === String(port) || value.endsWith(`:${port}`));
  const bound = Object.entries(env ?? {}).filter(binds);
  return unlessEmpty(Object.fromEntries(bound.map(([name]) => [name, optionOf(runtime, 'port and env')])));
}
