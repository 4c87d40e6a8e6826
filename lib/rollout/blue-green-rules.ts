import { Colour } from '../core/colour';
import { checkServiceName } from '../private/check-name';
import { checkWholeNumber } from '../private/check-number';
import { checkOneOf } from '../private/check-text';
import type { Problems } from '../private/problems';
import { fitted } from '../private/shape';
import { show } from '../private/show';
import type { ServerOptions } from '../server/server-options';
import type { ServerPlan } from '../server/server-plan';
import type { BlueGreenNames } from './blue-green-names';
import type { BlueGreenProps } from './blue-green-props';
import { checkOwnedFields } from './owned-fields';
import { sizedAs } from './side-size';
import { checkNames, checkServer, checkServiceRoom, oneOf } from './sides';
import { SmokeTest } from './smoke-test';
import { VERIFY_SUFFIX } from './smoke-test-job';

/** Both colours, blue first. */
export const COLOURS = [Colour.BLUE, Colour.GREEN] as const;

/** The props without what is a list where an object belongs or the other way round. What does not fit is noted. */
export function readBlueGreen(problems: Problems, given: BlueGreenProps | undefined): BlueGreenProps {
  const none = {} as BlueGreenProps;
  return fitted(problems, '', given ?? none, 'BlueGreenProps') ?? none;
}

type Names = Pick<BlueGreenNames, 'name' | 'service' | 'preview'>;

/** Checks the props of a blue/green release by themselves. */
export function checkBlueGreen(problems: Problems, props: BlueGreenProps, names: Names): void {
  const { blue, green, active, previewServiceName, verify } = props;
  const server = props.server ?? ({} as ServerOptions);
  if (!props.server) problems.add(`server must be given: { runtime, resources }, got ${show(props.server)}`);
  checkServer(problems, server, props.previously);
  checkOwnedFields(problems, { server, blue, green }, 'use the prop replicas');
  checkNames(problems, names.name, {
    'the blue Deployment': `${names.name}-blue`,
    'the green Deployment': `${names.name}-green`,
    ...(verify && { 'the Jobs of the test': `${names.name}${VERIFY_SUFFIX}` }),
  });
  if (blue && green && previewServiceName === undefined)
    checkServiceRoom(problems, server, { 'the preview Service': names.preview });
  problems.add(
    // A missing one is reported like any other that is no colour.
    checkOneOf('active', active ?? null, COLOURS),
    checkServiceName('previewServiceName', previewServiceName),
    previewServiceName !== undefined && previewServiceName === names.service
      ? `previewServiceName must differ from the active Service's name, got ${show(previewServiceName)}`
      : undefined,
    checkWholeNumber('minCapacity', props.minCapacity, 1),
    COLOURS.includes(active) && !props[active]
      ? `active must be a colour that is declared, got '${active}'; give ${active}: { image }, or activate the other colour`
      : undefined,
  );
  oneOf(problems, 'verify', verify, SmokeTest, '.http(...)');
}

/** What keeps the active colour from taking the requests: fewer pods than it needs. */
export function capacityProblem(
  { active, server }: BlueGreenProps,
  { replicas, autoscaling }: Pick<ServerPlan, 'replicas' | 'autoscaling'>,
  minCapacity: number,
): string | undefined {
  if (replicas === 0) {
    const wayOut = server.autoscaling ? `leave ${active}.replicas out` : `raise ${active}.replicas`;
    return `active must be a colour with pods, got '${active}' with 0 replicas; ${wayOut}, apply, and change active when they are ready`;
  }
  if (replicas >= minCapacity) return undefined;
  const size = sizedAs(minCapacity, autoscaling?.max);
  return `active must be a colour with as many pods as minCapacity, ${minCapacity}, got '${active}' with ${replicas}; take two applies: grow first, ${active}: { ${size} }, and change active second`;
}
