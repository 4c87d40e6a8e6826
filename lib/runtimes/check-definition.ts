import { secondsOf } from '../core/duration';
import { checkEnvName } from '../private/check-key';
import { checkPort, checkWholeNumber } from '../private/check-number';
import { checkAbsolutePath, checkHttpPath } from '../private/check-path';
import { checkOneOf, checkText, checkTexts } from '../private/check-text';
import { sortedEntries } from '../private/json';
import type { Problem } from '../private/problem';
import { Problems, under } from '../private/problems';
import { checkBytes } from '../private/quantity';
import { show } from '../private/show';
import { MAX_USER_ID } from './common';
import { checkMetricFacts } from './check-metric-facts';
import { checkSecretRef } from '../core/check-secret-ref';
import { checkMountable } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDefinition } from './runtime-definition';
import type { RuntimeCheck } from './runtime-facts';
import { RuntimePortRole } from './runtime-port-role';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { type Meaning, RuntimeValue } from './runtime-value';

/** Sentences about what is wrong with a definition, whose members are of their kinds already (see `fitted`). */
export function checkDefinition(definition: Partial<RuntimeDefinition>): readonly string[] {
  const found = new Problems('');
  found.add(
    checkText('title', definition.title ?? null),
    checkTexts('command', definition.command),
    checkPorts(definition),
    checkArguments(definition.args),
    checkOneOf('underscoresInFlags', definition.underscoresInFlags, [true, false]),
    checkReserved(definition.reservedFlags),
    checkVariables(definition),
    checkSecrets(definition.secrets),
    checkBinding(definition),
    checkProbe('readiness', definition.readiness ?? null, definition),
    checkProbe('startup', definition.startup, definition),
    checkProbe('liveness', definition.liveness, definition),
    checkMetrics(definition),
    checkMade('shutdown', definition.shutdown ?? null, RuntimeShutdown, '.aborts(...), .bounded(...) or its like') ??
      definition.shutdown?._problems().map((problem) => `shutdown ${problem}`),
    checkTold(definition),
    checkWholeNumber('user', definition.user, 1, MAX_USER_ID),
    checkWholeNumber('group', definition.group, 0, MAX_USER_ID),
    checkPaths(definition),
    checkParallelism(definition),
    checkMultiNode(definition),
    checkOneOf('keepsSessions', definition.keepsSessions, [true, false]),
    checkOneOf('hasSleepCommand', definition.hasSleepCommand, [true, false]),
    checkOneOf('listensByItself', definition.listensByItself, [true, false]),
  );
  secondsOf(found, 'startupBudget', definition.startupBudget, 0, 5);
  secondsOf(found, 'requestTimeout', definition.requestTimeout, 0, 1);
  secondsOf(found, 'probeTimeout', definition.probeTimeout, 0, 1);
  return found.sentences;
}

/** A class with factories, told from what plain JavaScript passes in its place. */
interface Made {
  readonly name: string;
  readonly prototype: object;
}

function isMade(value: unknown, type: Made): boolean {
  return typeof value === 'object' && value !== null && Object.prototype.isPrototypeOf.call(type.prototype, value);
}

function checkMade(property: string, value: unknown, type: Made, by: string): Problem {
  if (value === undefined || isMade(value, type)) return undefined;
  return `${property} must be made by ${type.name}${by}, got ${show(value)}`;
}

function checkPorts({ ports }: Partial<RuntimeDefinition>): Problem[] {
  const roles = Object.values(RuntimePortRole);
  const twice = roles.find((role, index) =>
    roles.slice(0, index).some((other) => ports?.[other] !== undefined && ports[other] === ports[role]),
  );
  return [
    checkPort('ports.http', ports?.http ?? null),
    checkPort('ports.grpc', ports?.grpc),
    checkPort('ports.management', ports?.management),
    checkPort('ports.metrics', ports?.metrics),
    twice && `ports must differ from each other, got ${show(ports?.[twice])} again for ${twice}`,
  ];
}

/** A flag without its value. */
const FLAG = /^--?[^\s=-][^\s=]*$/;

function checkArguments(args: readonly RuntimeArgument[] = [], under = ''): Problem[] {
  return args.flatMap((argument, index) => {
    const property = `${under}args[${index}]`;
    const problem = checkMade(property, argument, RuntimeArgument, '.text(...), .flag(...) or .assigned(...)');
    if (problem !== undefined) return [problem];
    const { _name: name, _value: value } = argument;
    if (name === undefined) return [checkTextual(property, value)];
    return [
      typeof name === 'string' && FLAG.test(name)
        ? undefined
        : `${property} must name a flag with its dashes, for example '--port', got ${show(name)}`,
      checkValue(property, value),
    ];
  });
}

function checkReserved(reserved: RuntimeDefinition['reservedFlags']): Problem[] {
  return sortedEntries<unknown>(reserved).flatMap(([flag, instead]) => [
    FLAG.test(flag)
      ? undefined
      : `reservedFlags must name flags with their dashes, for example '--uds', got ${show(flag)}`,
    checkText(`reservedFlags['${flag}']`, instead),
  ]);
}

function checkValue(property: string, value: unknown): Problem {
  if (!isMade(value, RuntimeValue))
    return `${property} must have a value made by RuntimeValue.text(...), .port(...) or its like, got ${show(value)}`;
  const { _means, _text } = value as RuntimeValue;
  return _means.length > 0 ? undefined : checkTextual(property, _text);
}

function checkTextual(property: string, value: unknown): Problem {
  return typeof value === 'string' ? undefined : `${property} must be a text, got ${show(value)}`;
}

function checkVariables({ env, secrets = [] }: Partial<RuntimeDefinition>): Problem[] {
  return sortedEntries<unknown>(env).flatMap(([name, value]) => [
    checkEnvName('env', name),
    checkValue(`env['${name}']`, value),
    secrets.some(({ variable }) => variable === name)
      ? `env must not name a variable of secrets, got ${show(name)}; give the secret's value by SecretKeyRef`
      : undefined,
  ]);
}

function checkSecrets(secrets: RuntimeDefinition['secrets'] = []): Problem[] {
  return secrets.flatMap(({ variable, value, argument, guardedPaths }, index) => [
    checkText(`secrets[${index}].variable`, variable ?? null) ?? checkEnvName(`secrets[${index}].variable`, variable),
    checkText(`secrets[${index}].argument`, argument),
    ...[checkTexts(`secrets[${index}].guardedPaths`, guardedPaths)].flat(),
    ...checkSecretRef(`secrets[${index}].value`, value),
  ]);
}

/** A server that is not told where to listen may listen on 127.0.0.1, where no probe and no Service reaches it. */
function checkBinding({ args, env, ports, listensByItself }: Partial<RuntimeDefinition>): Problem[] {
  if (listensByItself === true) return [];
  const said = meaningsOf(args, env);
  const missing = (['host', ...Object.values(RuntimePortRole)] as const)
    .filter((what) => what === 'host' || ports?.[what] !== undefined)
    .filter((what) => !said.includes(what));
  if (missing.length === 0) return [];
  const values_ = missing.map((what) => (what === 'host' ? 'RuntimeValue.host()' : `RuntimeValue.port() of ${what}`));
  return [
    `args or env must tell the server where to listen, got no ${values_.join(', ')}; say them, or listensByItself: true where it listens on every address and on these ports without being told`,
  ];
}

/** What a server is told by its arguments and variables. */
function meaningsOf(args: readonly RuntimeArgument[] = [], env: RuntimeDefinition['env'] = {}): readonly Meaning[] {
  const values: unknown[] = [
    ...args.filter((argument) => isMade(argument, RuntimeArgument)).map(({ _value }) => _value),
    ...Object.values(env),
  ];
  return values.flatMap((value): readonly Meaning[] => (value instanceof RuntimeValue ? value._means : []));
}

/** A server that is not told its time keeps one of its own: the grace period of pods would not be the one it needs. */
function checkTold({ args = [], env, multiNode, shutdown }: Partial<RuntimeDefinition>): Problem {
  if (!isMade(shutdown, RuntimeShutdown) || !shutdown?._isTold) return undefined;
  if (meaningsOf([...args, ...(multiNode?.args ?? [])], env).includes('shutdown')) return undefined;
  return `shutdown must not be RuntimeShutdown.adjustable(...) without RuntimeValue.shutdownSeconds() in args or env, which tells the server; say it, or .bounded(limit) for a time of the server's own`;
}

function checkProbe(property: string, probe: unknown, { ports }: Partial<RuntimeDefinition>): Problem {
  const problem = checkMade(property, probe, RuntimeProbe, '.http(...), .grpc(...) or .tcp(...)');
  if (problem !== undefined || probe === undefined) return problem;
  const check: RuntimeCheck = (probe as RuntimeProbe)._check;
  return (
    checkRole(property, check.role, ports) ?? (check.kind === 'http' ? checkHttpPath(property, check.path) : undefined)
  );
}

function checkRole(property: string, role: string, ports: RuntimeDefinition['ports'] | undefined): Problem {
  const known = Object.values(RuntimePortRole).filter((each) => ports?.[each] !== undefined);
  return ports === undefined || known.map(String).includes(role)
    ? undefined
    : `${property} must ask a port that the runtime has (${known.join(', ')}), got ${show(role)}`;
}

function checkMetrics({ metrics, ports }: Partial<RuntimeDefinition>): Problem[] {
  if (metrics === undefined) return [];
  const { path, role } = metrics;
  return [
    checkHttpPath('metrics.path', path ?? null),
    role && checkRole('metrics.role', role, ports),
    ...checkMetricFacts(metrics).map((problem) => problem && under('metrics', problem)),
  ];
}

function checkPaths(definition: Partial<RuntimeDefinition>): Problem[] {
  const { writablePaths = [], sharedMemory, sharedMemoryPerAccelerator: each } = definition;
  return [
    ...writablePaths.flatMap(({ path, sizeLimit, memory }, index) => {
      const property = `writablePaths[${index}]`;
      return [
        checkAbsolutePath(`${property}.path`, path ?? null) ?? checkMountable(`${property}.path`, path),
        checkBytes(`${property}.sizeLimit`, sizeLimit ?? null),
        checkOneOf(`${property}.memory`, memory, [true, false]),
        writablePaths.findIndex((other) => other.path === path) < index
          ? `writablePaths must name each path once, got ${show(path)} again`
          : undefined,
      ];
    }),
    checkBytes('sharedMemory', sharedMemory),
    each === undefined || /^[1-9]\d{0,5}[MG]i$/.test(each)
      ? undefined
      : `sharedMemoryPerAccelerator must be whole Mi or Gi, for example '1Gi', got ${show(each)}`,
    sharedMemory !== undefined && each !== undefined
      ? `sharedMemoryPerAccelerator must be left out with sharedMemory, got ${show(each)}`
      : undefined,
  ];
}

function checkParallelism({ parallelism = {} }: Partial<RuntimeDefinition>): Problem[] {
  return (['tensor', 'pipeline', 'data'] as const).map((of) =>
    checkWholeNumber(`parallelism.${of}`, parallelism[of], 1),
  );
}

function checkMultiNode({ multiNode, ports }: Partial<RuntimeDefinition>): Problem[] {
  if (multiNode === undefined) return [];
  const { args, workerArgs, port, workerProbe, leaderStartsAlone } = multiNode;
  const said = (args ?? []).flatMap(({ _value }) => (_value instanceof RuntimeValue ? _value._means : []));
  const clash = Object.entries({ ...ports }).find(([, other]) => other === port);
  return [
    ...checkArguments(args, 'multiNode.'),
    ...checkArguments(workerArgs, 'multiNode.workerArgs: '),
    said.includes('group')
      ? undefined
      : `multiNode.args must tell the pods of each other, got none of RuntimeValue.groupSize(), .nodeRank() and .leaderAddress(); say them`,
    checkPort('multiNode.port', port ?? null) ??
      (clash && `multiNode.port must differ from the other ports, got ${show(port)} again, which is ${clash[0]}`),
    ...[checkTexts('multiNode.workerProbe', workerProbe)].flat(),
    checkOneOf('multiNode.leaderStartsAlone', leaderStartsAlone, [true, false]),
  ];
}
