import { checkObjectName } from '../private/check-name';
import { checkOneOf, checkTexts } from '../private/check-text';
import type { Problems } from '../private/problems';
import { checkImage } from '../core/container-image';
import type { HealthPlan } from './health';
import type { Identity } from './identity';
import { checkPrevious, PreviousRelease } from './previous-release';
import { ImagePullPolicy, type ModelServerProps } from './server-options';
import { checkOverrides } from './server-overrides';
import type { ServicePlan } from './service-options';

/** Checks the props from which nothing else follows. */
export function checkPlainProps(problems: Problems, props: ModelServerProps): void {
  problems.add(
    checkImage('image', props.image),
    checkTexts('command', props.command),
    checkTexts('args', props.args),
    checkOneOf('imagePullPolicy', props.imagePullPolicy, Object.values(ImagePullPolicy)),
    checkOneOf('networkPolicy', props.networkPolicy, [true, false]),
    checkOneOf('podDisruptionBudget', props.podDisruptionBudget, [true, false]),
    checkOneOf('stdin', props.stdin, [true, false]),
    checkOneOf('tty', props.tty, [true, false]),
    props.serviceAccount && checkObjectName('serviceAccount.name', props.serviceAccount.name ?? ''),
    (props.imagePullSecrets ?? []).map(({ name }, index) =>
      checkObjectName(`imagePullSecrets[${index}].name`, name ?? ''),
    ),
  );
  checkOverrides(problems, props.overrides);
}

/** Checks that the Service keeps a ready pod where the name was another release's before. */
export function checkMove(
  problems: Problems,
  { previously, selector }: ModelServerProps,
  { name, selector: wanted }: Identity,
  service: ServicePlan,
  health: HealthPlan,
): void {
  problems.add(checkPrevious(previously));
  if (!(previously instanceof PreviousRelease)) return;
  problems.add(
    selector
      ? 'previously must be left out with selector: a workload that is adopted keeps its pods'
      : previously._problem(name, service.name, wanted, health.startupSeconds),
  );
}
