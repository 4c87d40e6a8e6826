import { secondsOf } from '../core/duration';
import { Problems } from '../private/problems';
import { boundArguments, insteadOf } from './bound-arguments';
import { HOME, SHARED_MEMORY_PATH, STARTUP_SECONDS } from './common';
import { resolveParallelism } from './parallelism';
import type { RuntimeDefinition } from './runtime-definition';
import type { MultiNodeFacts, RuntimeContext, RuntimeFacts, RuntimePort } from './runtime-facts';
import type { RuntimeDescription } from './runtime-description';
import { RuntimePortRole } from './runtime-port-role';
import { GROUP_VARIABLES, RuntimeValue, type ValueContext } from './runtime-value';
import type { WritablePath } from './writable-path';

/** A definition, and what is to be said of it beside. */
export interface Defined {
  readonly title: string;
  /** The factory of `ServingRuntime` that made it. */
  readonly factory: string;
  readonly problems: readonly string[];
  readonly warnings?: readonly string[];
  readonly asksForImage?: boolean;
  /** The model where images bring none: a directory in the container, a repository of the hub or a URL. */
  readonly model?: string;
}

/** A definition, and what of the server does not go with it. */
export interface FoundDefinition extends RuntimeDefinition {
  readonly found?: readonly string[];
}

/** A runtime from its definition, which may depend on the server: versions of a runtime differ. */
export function define(of: Defined, definition: (context: RuntimeContext) => FoundDefinition): RuntimeDescription {
  const { title, problems, warnings, asksForImage, factory } = of;
  const facts = (context: RuntimeContext): RuntimeFacts => factsOf(of, definition(context), context);
  return { title, problems, warnings, asksForImage, factory, definition, facts };
}

function factsOf({ factory, model }: Defined, definition: FoundDefinition, context: RuntimeContext): RuntimeFacts {
  const { args = [], secrets = [], shutdown, metrics, multiNode } = definition;
  const isGroup = context.groupSize !== undefined;
  const { tensor, pipeline, problems } = asksForParallelism(definition)
    ? resolveParallelism(definition.parallelism ?? {}, context)
    : { tensor: 0, pipeline: 1, problems: [] };
  const startup = seconds(definition.startupBudget);
  const values: ValueContext = {
    ports: definition.ports,
    tensorParallelism: tensor,
    pipelineParallelism: pipeline,
    dataParallelism: definition.parallelism?.data ?? 1,
    shutdownSeconds: context.shutdownSeconds ?? shutdown._seconds,
    startupSeconds: context.startupSeconds ?? (startup ?? STARTUP_SECONDS) + (context.readSeconds ?? 0),
  };
  const env = Object.entries<RuntimeValue>({ ...HOME_VALUE, ...definition.env });
  const given = secrets.flatMap(({ variable, value }) => (value ? [[variable, value] as const] : []));
  return {
    ports: portsOf(definition),
    command: definition.command,
    args: args.flatMap((argument) => argument._render(values)),
    env: Object.fromEntries(
      env.flatMap(([name, value]) => {
        const text = value._render(values);
        return text === undefined ? [] : [[name, text]];
      }),
    ),
    envFromSecrets: Object.fromEntries(given),
    boundEnv: boundEnv(
      factory,
      env,
      given.map(([name]) => name),
    ),
    boundArgs: boundArguments(factory, definition, isGroup, values),
    takesUnderscores: definition.underscoresInFlags,
    secrets: secrets.map(({ variable, argument, guardedPaths }) => ({ variable, argument, guardedPaths })),
    startup: definition.startup?._check,
    readiness: definition.readiness._check,
    liveness: (definition.liveness ?? definition.readiness)._check,
    metrics: metrics && { path: metrics.path, role: metrics.role ?? defaultRole(definition) },
    metricNames: metrics?.names,
    requestMetrics: metrics?.requests,
    alerts: metrics?.alerts,
    writablePaths: [...(definition.writablePaths ?? []), ...sharedMemory(definition, context.accelerators)],
    uid: definition.user,
    gid: definition.group,
    sigterm: shutdown._sigterm,
    shutdownSeconds: shutdown._seconds,
    startupSeconds: startup,
    requestSeconds: seconds(definition.requestTimeout),
    keepsSessions: definition.keepsSessions,
    probeTimeoutSeconds: seconds(definition.probeTimeout),
    hasSleepCommand: definition.hasSleepCommand ?? false,
    model,
    multiNode: isGroup ? multiNodeOf(multiNode, values) : undefined,
    problems: [...problems, ...(definition.found ?? [])],
  };
}

function multiNodeOf(multiNode: RuntimeDefinition['multiNode'], values: ValueContext): MultiNodeFacts | undefined {
  if (!multiNode) return undefined;
  const { args, workerArgs = [], port, workerProbe, leaderStartsAlone = false } = multiNode;
  return {
    args: args.flatMap((argument) => argument._render(values)),
    workerArgs: workerArgs.flatMap((argument) => argument._render(values)),
    workerProbe: workerProbe ?? dial(port),
    leaderStartsAlone,
  };
}

/** Connects to the leader, and hangs up: where the leader's engine is gone nobody listens. */
function dial(port: number): string[] {
  const script = `import os, socket; socket.create_connection((os.environ['${GROUP_VARIABLES.leader}'], ${port}), 4).close()`;
  return ['python3', '-c', script];
}

const HOME_VALUE = { HOME: RuntimeValue.text(HOME.HOME) };

function asksForParallelism({ args = [], env = {}, parallelism }: RuntimeDefinition): boolean {
  const values = [...args.map(({ _value }) => _value), ...Object.values(env)];
  return (
    parallelism !== undefined ||
    values.some((value) => value instanceof RuntimeValue && value._means.includes('tensorParallelism'))
  );
}

/** The ports in the order of their roles: requests go to the first. */
function portsOf({ ports }: RuntimeDefinition): RuntimePort[] {
  return Object.values(RuntimePortRole).flatMap((role) => {
    const port = ports[role];
    return port === undefined ? [] : [{ role, port }];
  });
}

export function defaultRole({ ports }: RuntimeDefinition): RuntimePortRole {
  return ports.metrics === undefined ? RuntimePortRole.HTTP : RuntimePortRole.METRICS;
}

/** What is in memory shared by the processes of a pod: what is always needed, or so much for each of several devices. */
function sharedMemory(definition: RuntimeDefinition, accelerators: number): WritablePath[] {
  const { sharedMemory: always, sharedMemoryPerAccelerator: each } = definition;
  const [, amount, unit] = /^(\d+)([MG]i)$/.exec(each ?? '') ?? [];
  const sizeLimit = always ?? (amount && accelerators > 1 ? `${Number(amount) * accelerators}${unit}` : undefined);
  return sizeLimit === undefined ? [] : [{ path: SHARED_MEMORY_PATH, sizeLimit, memory: true }];
}

function boundEnv(
  factory: string,
  env: readonly (readonly [string, RuntimeValue])[],
  secrets: readonly string[],
): { readonly [name: string]: string } {
  const derived = env.flatMap(([name, { _means }]) =>
    _means.slice(-1).map((means) => [name, insteadOf(factory, means)]),
  );
  const own = secrets.map((name) => [name, `change it where ServingRuntime.${factory}(...) is given the Secret`]);
  return Object.fromEntries([...derived, ...own]) as { readonly [name: string]: string };
}

function seconds(duration: RuntimeDefinition['startupBudget']): number | undefined {
  const found = secondsOf(new Problems(''), '', duration, -1);
  return found < 0 ? undefined : found;
}
