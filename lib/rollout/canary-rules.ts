import { isDeepStrictEqual } from 'node:util';
import { checkPercent, checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import type { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import { show } from '../private/show';
import type { ModelServerProps, ServerOptions } from '../server/server-options';
import { type CanaryProps, StageTransition } from './canary-props';
import { controllerOf, type ReleaseController } from './controllers/release-controller';
import { type CanaryRules, checkReachable, checkSteps } from './canary-sizes';
import { CanaryStage } from './canary-stage';
import { mergeVersion } from './merge-version';
import { checkOwnedFields } from './owned-fields';
import { checkServer, oneOf } from './sides';
import { SmokeTest } from './smoke-test';
import { TrafficSplit } from './traffic-split';
import type { VersionOptions } from './version-options';

/** The props of a canary, checked one by one and with their defaults. */
export interface CanaryInput {
  readonly props: CanaryProps;
  readonly server: ServerOptions;
  readonly stable: ModelServerProps;
  readonly canary: ModelServerProps | undefined;
  readonly stage: CanaryStage;
  readonly split: TrafficSplit;
  readonly verify: SmokeTest | undefined;
  /** What carries the release out; nothing where applies do. */
  readonly controller: ReleaseController | undefined;
  readonly rules: CanaryRules;
  /** Whether both versions are one and the same. */
  readonly isSame: boolean;
}

/** Checks the props of a canary by themselves. What is wrong is noted, and read as if it had been left out. */
export function readCanary(problems: Problems, given: CanaryProps | undefined): CanaryInput {
  const props = fitted(problems, '', given ?? ({} as CanaryProps), 'CanaryProps') ?? ({} as CanaryProps);
  const server = props.server ?? ({} as ServerOptions);
  if (!props.server) problems.add(`server must be given: { runtime, resources }, got ${show(props.server)}`);
  if (!props.stable) problems.add(`stable must be given: { image }, got ${show(props.stable)}`);
  checkServer(problems, server, props.previously);
  checkOwnedFields(
    problems,
    { server, stable: props.stable, canary: props.canary },
    'stage and replicas decide the number of pods',
  );
  const split = oneOf(problems, 'split', props.split, TrafficSplit, '.byReplicas() or .byRoute()');
  problems.addUnder('split', split?._problems() ?? []);
  const stage = oneOf(
    problems,
    'stage',
    props.stage,
    CanaryStage,
    '.weight(n), .step(n), .rolledBack() or .promoted()',
  );
  const isByRoute = split?._isByRoute ?? false;
  if (server.group && !isByRoute)
    problems.add(
      'split must be TrafficSplit.byRoute() with server.group, since groups are few and dear for shares by their number; set it, and lead a route to the release',
    );
  checkScale(problems, props, isByRoute);
  const stable = mergeVersion(server, props.stable ?? {});
  const canary = props.canary && mergeVersion(server, props.canary);
  const isSame = canary !== undefined && isSameVersion(stable, canary);
  const rules = rulesOf(problems, props, isByRoute, { stable, canary });
  return {
    props,
    server,
    stable,
    canary,
    stage: stage ?? CanaryStage.weight(0),
    split: split ?? TrafficSplit.byReplicas(),
    controller: controllerOf(problems, props.controller),
    verify: oneOf(problems, 'verify', props.verify, SmokeTest, '.http(...)'),
    rules,
    isSame,
  };
}

/** Whether two sides run the same, whatever their numbers and names. */
export function isSameVersion(one: ModelServerProps, other: ModelServerProps): boolean {
  const unnamed = { name: undefined, service: undefined, replicas: undefined, autoscaling: undefined };
  return isDeepStrictEqual({ ...one, ...unnamed }, { ...other, ...unnamed });
}

function rulesOf(
  problems: Problems,
  props: CanaryProps,
  isByRoute: boolean,
  sides: { readonly stable: ModelServerProps; readonly canary: ModelServerProps | undefined },
): CanaryRules {
  const { steps = [], keepStable = false } = props;
  const whole = (property: string, value: unknown, fallback: number, min: number, max?: number): number => {
    const problem =
      max === undefined ? checkWholeNumber(property, value, min) : checkPercent(property, value, min, max);
    problems.add(problem);
    return problem === undefined ? ((value as number | undefined) ?? fallback) : fallback;
  };
  const fixed = (side: ModelServerProps | undefined): number | undefined =>
    isByRoute && side ? numberOr(side.autoscaling ? (side.autoscaling.minReplicas ?? 2) : side.replicas) : undefined;
  const before = problems.sentences.length;
  checkSteps(problems, steps);
  const rules: CanaryRules = {
    replicas: whole('replicas', props.replicas, 2, 1),
    steps: problems.sentences.length > before ? [] : steps,
    isByRoute,
    keepStable,
    tolerance: whole('tolerance', props.tolerance, 0, 0, 50),
    fixedStable: fixed(sides.stable),
    fixedCanary: fixed(sides.canary),
  };
  problems.add(
    isByRoute ? checkWholeNumber('stable.replicas', props.stable?.replicas, 0) : undefined,
    isByRoute ? checkWholeNumber('canary.replicas', props.canary?.replicas, 0) : undefined,
    checkOneOf('keepStable', props.keepStable, [true, false]),
    checkOneOf('transition', props.transition, Object.values(StageTransition)),
    isByRoute && props.tolerance !== undefined
      ? `tolerance must be left out with TrafficSplit.byRoute(), which reaches any weight, got ${show(props.tolerance)}`
      : undefined,
    checkWholeNumber('minCapacity', props.minCapacity, 1) ??
      (props.minCapacity !== undefined && !isByRoute && props.minCapacity > rules.replicas
        ? `minCapacity must be at most the ${rules.replicas} replicas, got ${props.minCapacity}`
        : undefined),
  );
  // A controller divides pods in a way of its own.
  if (problems.isEmpty && props.controller === undefined) checkReachable(problems, rules);
  return rules;
}

/** What becomes of the stable side: the canary's version in its place, with the number of pods that it has itself. */
export function replacementOf({ stable, canary }: CanaryProps): string {
  const version = 'the version of canary';
  if (stable.autoscaling !== undefined) return `${version}, with the autoscaling of stable`;
  if (stable.replicas !== undefined) return `${version}, with replicas: ${stable.replicas}`;
  const own = (['replicas', 'autoscaling'] as const).find((prop) => canary?.[prop] !== undefined);
  return own === undefined ? version : `${version}, without its ${own}`;
}

/** A number that is wrong is reported by the server that it is for. */
function numberOr(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Numbers of pods that something else decides. */
function checkScale(problems: Problems, props: CanaryProps, isByRoute: boolean): void {
  const { server, stable, canary } = props;
  const sides: [string, Partial<VersionOptions> | undefined][] = [
    ['server', server],
    ['stable', stable],
    ['canary', canary],
  ];
  for (const [property, side] of sides) {
    if (side?.replicas !== undefined && (property === 'server' || !isByRoute)) {
      problems.add(
        `${property}.replicas must be left out, got ${show(side.replicas)}: the weight divides the canary's own prop replicas${property === 'server' ? '' : '; with TrafficSplit.byRoute() a side may have a number of its own'}`,
      );
    }
    if (side?.autoscaling !== undefined && !isByRoute) {
      problems.add(
        `${property}.autoscaling must be left out with TrafficSplit.byReplicas(): the numbers of pods are the weights there; split by route, or leave autoscaling out until the release is over`,
      );
    }
  }
}

/** Checks how far the release has come. */
export function checkStage(problems: Problems, input: CanaryInput, weight: number, isKept: boolean): void {
  const { stage, canary, props, rules, split } = input;
  const wanted = stage._weight(rules.steps);
  if (!canary && wanted > 0)
    problems.add(`canary must be given for a stage above weight 0: { image }, got ${show(props.canary)}`);
  if (problems.isEmpty && rules.steps.length > 0 && wanted > 0 && wanted < 100 && !rules.steps.includes(wanted))
    problems.add(
      `stage must be 0, 100 or one of the steps ${rules.steps.join(', ')}, got ${wanted}; add it to steps, so that the plan knows of it`,
    );
  if (stage._isRetired && canary && !input.isSame)
    problems.add(
      `stage must be CanaryStage.promoted() until stable is the same version as canary, got CanaryStage.retired(): the stable pods are to take over; give stable the canary's version first`,
    );
  if (isKept && split._isByRoute && weight > 0)
    problems.add(
      `stage must be weight 0 while previously is the first of two applies: the canary's pods are not ready yet, got ${weight}`,
    );
}
