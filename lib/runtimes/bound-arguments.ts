import { optionOf } from './common';
import type { RuntimeArgument } from './runtime-argument';
import type { RuntimeDefinition } from './runtime-definition';
import type { BoundArgument } from './runtime-facts';
import { RuntimePortRole } from './runtime-port-role';
import { GROUP_VARIABLES, type Meaning, RuntimeValue, type ValueContext } from './runtime-value';

type BoundArguments = readonly (readonly [flag: string, bound: BoundArgument])[];

/** The flags by which servers would set past a definition what they decide themselves. */
export function boundArguments(
  factory: string,
  definition: RuntimeDefinition,
  isGroup: boolean,
  values: ValueContext,
): { readonly [flag: string]: BoundArgument } {
  const { args = [], multiNode, reservedFlags = {} } = definition;
  const ofGroup: readonly RuntimeArgument[] = multiNode?.args ?? [];
  const byHand = ofGroup.filter((argument) => names(argument, GROUP_VARIABLES.leader, values)).flatMap(flagsOf);
  const bound = [
    ...[...args, ...(isGroup ? ofGroup : [])].flatMap((argument) => boundBy(factory, argument, byHand, values)),
    ...(isGroup ? [] : ofGroup.flatMap((argument) => nodesOf(argument, byHand, values))),
    ...Object.entries(reservedFlags).map(([flag, instead]) => [flag, { instead }] as const),
  ];
  return Object.fromEntries(bound);
}

/** A flag and its other names, where the definition says it, or leaves it out since it has its usual value. */
function boundBy(
  factory: string,
  argument: RuntimeArgument,
  byHand: readonly string[],
  values: ValueContext,
): BoundArguments {
  const { _value: value, _unless: unless } = argument;
  if (!(value instanceof RuntimeValue)) return [];
  const means = value._means.at(-1);
  if (means === undefined) return [];
  const instead = insteadOf(factory, means);
  if (argument._render(values).length > 0) return flagsOf(argument).map((flag) => [flag, { instead }]);
  // Without accelerators a runtime may split a model over what it likes.
  if (value._usual === undefined || values.tensorParallelism === 0) return [];
  const bound = { instead, usual: value._usual, unless: [...unless, ...byHand] };
  return flagsOf(argument).map((flag) => [flag, bound]);
}

/** More nodes than one, in a server whose pods serve by themselves: it would wait for them, unless somebody leads them. */
function nodesOf(argument: RuntimeArgument, byHand: readonly string[], values: ValueContext): BoundArguments {
  if (!names(argument, GROUP_VARIABLES.size, values)) return [];
  const bound = { instead: 'serve the model by a ModelServerGroup', usual: '1', unless: byHand };
  return flagsOf(argument).map((flag) => [flag, bound]);
}

function flagsOf({ _name: name, _aliases: aliases }: RuntimeArgument): string[] {
  return name === undefined ? [] : [name, ...aliases];
}

/** Whether a value refers to a variable of a group. */
function names(argument: RuntimeArgument, variable: string, values: ValueContext): boolean {
  return argument._render(values).some((word) => word.includes(variable));
}

/** What to do in place of setting past the definition what the server decides. */
export function insteadOf(factory: string, meaning: Meaning): string {
  const isDescribed = factory === 'describe';
  switch (meaning) {
    case 'host':
      return 'leave it out, the server listens on every address';
    case 'tensorParallelism':
      return 'leave it out, it follows from resources.accelerator';
    case 'pipelineParallelism':
      return optionOf(factory, isDescribed ? 'parallelism.pipeline' : 'pipelineParallelism');
    case 'dataParallelism':
      // SGLang's copies are replicas.
      if (factory === 'sglang') return 'leave it out, replicas are copies of the model';
      return optionOf(factory, isDescribed ? 'parallelism.data' : 'dataParallelism');
    case 'group':
      return 'leave it out, it follows from group of the server';
    case 'shutdown':
      return 'set drain.shutdown of the server';
    case 'startup':
      return 'set health.startupBudget of the server';
    case RuntimePortRole.HTTP:
      return optionOf(factory, isDescribed ? 'ports.http' : 'port');
    case RuntimePortRole.GRPC:
    case RuntimePortRole.MANAGEMENT:
    case RuntimePortRole.METRICS:
      return optionOf(factory, isDescribed ? `ports.${meaning}` : `${meaning}Port`);
  }
}
