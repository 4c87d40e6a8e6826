import type { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { asImage, checkImage, ContainerImage } from '../core/container-image';
import { CidrPeer } from '../core/network-peer';
import { POOL_MEMBERS, type PoolMember } from '../core/pool-members';
import { tenancyOf } from '../core/tenancy';
import { MAX_TARGET_PORTS } from '../model/pools/inference-pool';
import { checkServiceName } from '../private/check-name';
import { checkPort, checkWholeNumber } from '../private/check-number';
import { checkOneOf, checkText, checkTexts } from '../private/check-text';
import { checkAnnotations } from '../private/labels';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { checkAllowedImage } from '../private/registry';
import { show } from '../private/show';
import { cpuLimitProblem } from '../server/inheritance';
import { type ContainerResources, resourceRequirements } from '../server/resources';
import { EndpointPicker } from './endpoint-picker';
import type { EndpointPickerOptions, PickerServiceOptions } from './endpoint-picker-options';
import type { InferencePoolProps } from './inference-pool-props';
import { PickerFailureMode } from './picker-failure-mode';

/** On which port gateways ask the picker (`DefaultGrpcPort` in pkg/epp/server/options.go of llm-d/llm-d-router). */
export const PICKER_PORT = 9002;

/** The version whose flags and plugins are written. */
const IMAGE = 'ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.9.0';

/** config/charts/routerlib/values.yaml of llm-d/llm-d-router, v0.9. */
const RESOURCES: ContainerResources = { cpu: '8', memory: '8Gi', memoryLimit: '16Gi' };

/** A picker that is made with the pool. */
export interface MadePicker {
  readonly image: ContainerImage;
  readonly replicas: number;
  readonly resources: JsonObject;
  readonly config: string | undefined;
  readonly args: readonly string[];
  readonly isSecure: boolean;
  readonly apiServer: readonly CidrPeer[];
}

/** A pool whose props have been checked. */
export interface PoolPlan {
  readonly members: readonly PoolMember[];
  readonly failureMode: PickerFailureMode;
  readonly targetPorts: readonly number[];
  readonly picker: MadePicker | Partial<PickerServiceOptions>;
}

/** Whether the picker is made with the pool. */
export function isMade(picker: PoolPlan['picker']): picker is MadePicker {
  return 'image' in picker;
}

/** Checks the props of a pool and fills in every default. */
export function planPool(problems: Problems, pool: Construct, props: Partial<InferencePoolProps>): PoolPlan {
  const { failureMode = PickerFailureMode.OPEN, targetPorts, target, picker } = props;
  problems.add(
    checkOneOf('failureMode', failureMode, Object.values(PickerFailureMode)),
    checkAnnotations('annotations', props.annotations),
    targetPorts === undefined ? undefined : portProblems(targetPorts),
  );
  const members = membersOf(problems, pool, target);
  const [first] = members as readonly (PoolMember | undefined)[];
  const plan = planPicker(problems, pool, picker);
  if (isMade(plan) && chartOf(pool).namespace === undefined)
    problems.add(
      'must be in a tenant, or in a chart with a namespace, which the rights of its picker name, got a chart without; give the chart a namespace',
    );
  if (first && targetPorts === undefined && first.httpPort === undefined)
    problems.add(
      'target must have a port for HTTP, got a runtime that speaks gRPC alone; lead the route to the server itself',
    );
  if (isMade(plan) && plan.config === undefined) problems.add(members.flatMap(metricsProblem).slice(0, 1));
  return {
    members,
    failureMode,
    targetPorts: targetPorts ?? (first?.httpPort === undefined ? [] : [first.httpPort]),
    picker: plan,
  };
}

function membersOf(problems: Problems, pool: Construct, target: unknown): readonly PoolMember[] {
  const made = typeof target === 'object' && target !== null ? POOL_MEMBERS.on(target as Construct)?.() : undefined;
  if (!made) {
    problems.add(`target must be a ModelServer, or a release of two versions, got ${show(target)}`);
    return [];
  }
  problems.add(made.problem);
  const [home, other] = [chartOf(pool).namespace, chartOf(target as Construct).namespace];
  if (home !== other)
    problems.add(
      `target must be in the namespace of the pool, which selects no pods elsewhere, got ${show(other)} for a pool in ${show(home)}; declare the pool where its server is`,
    );
  return made.members;
}

function portProblems(ports: unknown): string[] {
  if (!Array.isArray(ports) || ports.length < 1 || ports.length > MAX_TARGET_PORTS)
    return [
      `targetPorts must be 1 to ${MAX_TARGET_PORTS} ports, got ${Array.isArray(ports) ? ports.length : show(ports)}; make several pools for more`,
    ];
  const wrong = ports.flatMap((port, index) => checkPort(`targetPorts[${index}]`, port ?? NaN) ?? []);
  if (wrong.length > 0) return wrong;
  return new Set(ports).size < ports.length
    ? [`targetPorts must name each port once, got ${ports.join(', ')}; leave out the second`]
    : [];
}

/** A picker without metrics picks at random, and takes a pod that never answers for the idlest. */
function metricsProblem({ metrics }: PoolMember): string[] {
  const ways = 'lead the route to the server itself, or give the picker a config of your own';
  if (!metrics)
    return [`target must publish Prometheus metrics, which the picker picks by, got a server without any; ${ways}`];
  return metrics.waiting === undefined
    ? [`target must have a metric of requests that wait, which the picker picks by, got a runtime without; ${ways}`]
    : [];
}

function planPicker(problems: Problems, pool: Construct, given: unknown): PoolPlan['picker'] {
  if (given !== undefined && !(given instanceof EndpointPicker)) {
    problems.add(`picker must be made by EndpointPicker.llmD(...) or .service(...), got ${show(given)}`);
    return {};
  }
  const picker = given ?? EndpointPicker.llmD();
  problems.addUnder('picker', picker._problems());
  return 'made' in picker._kind
    ? planMade(problems, pool, picker._kind.made)
    : planExisting(problems, pool, picker._kind.existing);
}

function planMade(problems: Problems, pool: Construct, options: Partial<EndpointPickerOptions>): MadePicker {
  const { image = ContainerImage.of(IMAGE), replicas = 1, resources = RESOURCES, apiServer = [] } = options;
  const { config, args = [], secureServing = true } = options;
  const tenancy = tenancyOf(pool);
  problems.add(
    checkImage('picker.image', image),
    asImage(image) && checkAllowedImage('picker.image', image.reference, tenancy?.allowedRegistries ?? []),
    checkWholeNumber('picker.replicas', replicas, 1),
    checkText('picker.config', config),
    checkTexts('picker.args', args),
    checkOneOf('picker.secureServing', secureServing, [true, false]),
    cpuLimitProblem(tenancy, 'picker.resources', resources),
    Array.isArray(apiServer) && apiServer.every((each) => each instanceof CidrPeer)
      ? undefined
      : `picker.apiServer must be addresses made by CidrPeer.of(...), got ${show(apiServer)}`,
    ownFlag(args),
  );
  return {
    image: asImage(image) ?? ContainerImage.of(IMAGE),
    replicas,
    resources: resourceRequirements(problems, 'picker.resources', resources),
    config,
    args,
    isSecure: secureServing,
    apiServer: Array.isArray(apiServer) ? apiServer : [],
  };
}

/** Flags that the manifests agree on. */
const OWN_FLAGS =
  /^--(pool-name|pool-namespace|pool-group|config-file|config-text|grpc-port|grpc-health-port|metrics-port|secure-serving|ha-enable-leader-election|model-server-metrics-port|metrics-endpoint-auth)(=|$)/;

function ownFlag(args: unknown): string | undefined {
  const words: readonly unknown[] = Array.isArray(args) ? args : [];
  const found = words.find((word) => typeof word === 'string' && OWN_FLAGS.test(word));
  return found === undefined
    ? undefined
    : `picker.args must not set ${show(found)}, which other objects agree with; leave it out, its value follows from the props`;
}

function planExisting(
  problems: Problems,
  pool: Construct,
  options: Partial<PickerServiceOptions>,
): Partial<PickerServiceOptions> {
  const home = chartOf(pool).namespace;
  const { name, port = PICKER_PORT, namespaceName = home } = options;
  problems.add(
    checkServiceName('picker.name', name ?? ''),
    checkPort('picker.port', port),
    namespaceName === home
      ? undefined
      : `picker.namespaceName must be that of the pool, ${show(home)}, since a pool can name no Service elsewhere, got ${show(namespaceName)}; run the picker beside the pool`,
  );
  return { name, port };
}
