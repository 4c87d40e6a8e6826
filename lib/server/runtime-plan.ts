import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { asImage } from '../core/container-image';
import { secondsOf } from '../core/duration';
import { Problems } from '../private/problems';
import { show } from '../private/show';
import { SOME_MODEL } from '../runtimes/model-of-source';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import { ServingRuntime } from '../runtimes/serving-runtime';
import type { SourceFacts } from '../sources/source-facts';
import type { AcceleratorPlan } from './accelerator-plan';
import { groupSizeOf } from './group/group-plan';
import { withMetrics } from './metrics-endpoint';
import { checkRuntimeSettings } from './runtime-settings';
import type { ModelServerProps } from './server-options';
import { checkUsedObjects } from './used-objects';

/**
 * Facts in place of those of a runtime that is wrong, so that everything else is checked all the same. The port is one
 * above the last, so that it is never in the way of another.
 */
const UNKNOWN: RuntimeFacts = {
  ports: [{ role: 'http', port: 65536 }],
  readiness: { kind: 'tcp', role: 'http' },
  liveness: { kind: 'tcp', role: 'http' },
  shutdownSeconds: 30,
  hasSleepCommand: true,
};

/** The facts of the runtime of a server, checked against what the server says. */
export function planRuntime(
  problems: Problems,
  server: IConstruct,
  props: ModelServerProps,
  accelerator: AcceleratorPlan | undefined,
  source: SourceFacts | undefined,
): RuntimeFacts {
  const facts = runtimeFactsOf(problems, props, accelerator, source);
  checkRuntimeSettings(problems, props, facts);
  checkUsedObjects(problems, server, { envFromSecrets: facts.envFromSecrets });
  return withMetrics(problems, props.metrics, facts);
}

function runtimeFactsOf(
  problems: Problems,
  props: ModelServerProps,
  accelerator: AcceleratorPlan | undefined,
  source: SourceFacts | undefined,
): RuntimeFacts {
  if (!(props.runtime instanceof ServingRuntime)) {
    problems.add(
      `runtime must be made by ServingRuntime.http(...), .fastApi(...) or its like, got ${show(props.runtime)}`,
    );
    return UNKNOWN;
  }
  const description = props.runtime._description;
  problems.add(description.problems.map((problem) => `runtime ${description.title}: ${problem}`));
  if (description.problems.length > 0) return UNKNOWN;
  const facts = props.runtime._facts({
    accelerators: countOf(accelerator),
    areUnknown: (props.resources?.accelerator ?? undefined) !== undefined && countOf(accelerator) === 0,
    areParts: accelerator?.isPart,
    groupSize: groupSizeOf(props.group),
    shutdownSeconds: givenSeconds(props.drain?.shutdown, 0),
    startupSeconds: givenSeconds(props.health?.startupBudget, 5),
    image: asImage(props.image)?.reference,
    // A source that is wrong is one all the same.
    modelPath: source?.modelPath ?? (props.source === undefined ? undefined : SOME_MODEL),
    readSeconds: source?.readSeconds,
  });
  problems.add((facts.problems ?? []).map((problem) => `runtime ${description.title}: ${problem}`));
  return facts;
}

/** Devices of a pod. What is no number of them is noted with the resources. */
function countOf(accelerator: AcceleratorPlan | undefined): number {
  const count = accelerator?.count;
  return Number.isSafeInteger(count) && Number(count) > 0 ? Number(count) : 0;
}

/** What is given; what is wrong with it is noted where it is used. */
function givenSeconds(duration: Duration | undefined, min: number): number | undefined {
  const seconds = secondsOf(new Problems(''), '', duration, -1, min);
  return seconds < 0 ? undefined : seconds;
}
