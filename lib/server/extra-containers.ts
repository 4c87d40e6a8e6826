import type { IConstruct } from 'constructs';
import { checkLabelName } from '../private/check-name';
import { checkOneOf, checkTexts } from '../private/check-text';
import { type JsonObject, unlessEmpty } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { asImage, checkImage, pullPolicy } from '../core/container-image';
import { planEnvironment, renderEnvironment } from './environment';
import type { ExtraContainer } from './extra-container';
import { about, type PlanWarning } from './plan-warning';
import { resourceRequirements } from './resources';
import { HOME } from '../runtimes/common';
import type { ImagePullPolicy, ServerOptions } from './server-options';
import { renderTerminal } from './terminal-options';

/** The containers beside the model's own, complete but for what all containers of the pod share. */
export interface ExtraContainersPlan {
  readonly containers: JsonObject[];
  readonly warnings: readonly PlanWarning[];
  readonly configMaps: readonly IConstruct[];
}

/** A container beside the model's own, and what to call it in messages. */
export interface NamedContainer {
  readonly list: 'initContainers' | 'sidecars';
  readonly property: string;
  readonly container: ExtraContainer;
}

/** The containers beside the model's own, in the order in which they start. */
export function extraContainersOf({ initContainers = [], sidecars = [] }: ServerOptions): NamedContainer[] {
  const named = (list: NamedContainer['list'], containers: readonly ExtraContainer[]): NamedContainer[] =>
    containers.map((container) => ({ list, property: `${list}[${show(container.name)}]`, container }));
  return [...named('initContainers', initContainers), ...named('sidecars', sidecars)];
}

/** Checks init containers and sidecars. Both become init containers; sidecars are the ones that are restarted. */
export function planExtraContainers(
  problems: Problems,
  options: ServerOptions,
  kubernetesMinor: number,
  containerName: string,
): ExtraContainersPlan {
  const { sidecars = [], imagePullPolicy } = options;
  if (sidecars.length > 0 && kubernetesMinor < 29) {
    problems.add(
      `sidecars need Kubernetes 1.29, got 1.${kubernetesMinor} from the cluster profile; add plain containers through overrides.deployment`,
    );
  }
  const names = new Set([containerName]);
  const plans = extraContainersOf(options).map((named) => planOne(problems, named, names, imagePullPolicy));
  return {
    containers: plans.map(({ manifest }) => manifest),
    warnings: plans.flatMap(({ warnings }) => warnings),
    configMaps: plans.flatMap(({ configMaps }) => configMaps),
  };
}

interface OnePlan {
  readonly manifest: JsonObject;
  readonly warnings: readonly PlanWarning[];
  readonly configMaps: readonly IConstruct[];
}

function planOne(
  problems: Problems,
  { list, property, container }: NamedContainer,
  names: Set<string>,
  imagePullPolicy: ImagePullPolicy | undefined,
): OnePlan {
  problems.add(
    checkLabelName(`${property}.name`, container.name ?? ''),
    names.has(container.name)
      ? `${property}.name must differ from the other containers of the pod, got ${show(container.name)}`
      : undefined,
    checkImage(`${property}.image`, container.image),
    checkTexts(`${property}.command`, container.command),
    checkTexts(`${property}.args`, container.args),
    checkOneOf(`${property}.stdin`, container.stdin, [true, false]),
    checkOneOf(`${property}.tty`, container.tty, [true, false]),
  );
  names.add(container.name);
  const environment = planEnvironment(problems, `${property}.`, container, { env: HOME });
  const image = asImage(container.image);
  return {
    manifest: {
      name: container.name,
      image: image?.reference,
      imagePullPolicy: pullPolicy(imagePullPolicy, image),
      args: unlessEmpty(container.args && [...container.args]),
      command: unlessEmpty(container.command && [...container.command]),
      env: renderEnvironment(environment.variables),
      envFrom: unlessEmpty([...environment.sources]),
      resources: resourceRequirements(problems, `${property}.resources`, container.resources),
      ...renderTerminal(container),
      restartPolicy: list === 'sidecars' ? 'Always' : undefined,
    },
    warnings: [
      ...about(image?._warnings() ?? [], ['pod', 'initContainers', container.name, 'image']),
      ...environment.warnings.flatMap(({ text, name }) =>
        about([text], ['pod', 'initContainers', container.name, 'env', name]),
      ),
    ],
    configMaps: environment.configMaps,
  };
}
