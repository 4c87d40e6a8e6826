import { YamlOutputType } from 'cdk8s';
import type { ClusterProfile } from '../core/cluster-profile';
import { Delivery } from '../delivery/delivery';
import { isPlainObject, type JsonObject } from '../private/json';
import { checkOneOf } from '../private/check-text';
import { Problems } from '../private/problems';
import { optionsOf, othersIn } from '../private/shape';
import { show } from '../private/show';
import type { ServingAppProps } from './serving-app-props';

/** What an app was given. */
interface Given {
  readonly props: Partial<ServingAppProps>;
  /** What is unknown here, and may be known to a newer cdk8s. */
  readonly others: JsonObject;
}

/**
 * The props of an app as a caller without a type checker gave them, without what does not fit.
 *
 * @throws when they are not possible, naming all of them
 */
export function readAppProps(given: ServingAppProps | undefined): Given {
  const problems = new Problems('ServingApp');
  const others = othersIn(given, 'ServingAppProps');
  const isOther = (name: string): boolean => Object.hasOwn(others, name);
  const own = isPlainObject(given) ? Object.entries(given).filter(([name]) => !isOther(name)) : undefined;
  const props = optionsOf<ServingAppProps>(problems, own ? Object.fromEntries(own) : given, 'ServingAppProps');
  const { cluster, delivery, outdir, outputFileExtension } = props;
  problems
    .add(
      checkOneOf('collectProblems', props.collectProblems, [true, false]),
      checkOneOf('recordConstructMetadata', props.recordConstructMetadata, [true, false]),
      props.yamlOutputType === undefined || YamlOutputType[props.yamlOutputType] !== undefined
        ? undefined
        : `yamlOutputType must be one of YamlOutputType, such as .FILE_PER_CHART, got ${show(props.yamlOutputType)}`,
      outdir === undefined || (typeof outdir === 'string' && outdir !== '')
        ? undefined
        : `outdir must be the path of a folder, got ${show(outdir)}`,
      outputFileExtension === undefined ||
        (typeof outputFileExtension === 'string' && EXTENSION.test(outputFileExtension))
        ? undefined
        : `outputFileExtension must be the end of a file's name, such as '.k8s.yaml', got ${show(outputFileExtension)}`,
      // One of another copy of this package will do.
      cluster === undefined || typeof (cluster as Partial<ClusterProfile>).applyTo === 'function'
        ? undefined
        : `cluster must be made by ClusterProfile.of(...), got ${show(cluster)}`,
      delivery === undefined || delivery instanceof Delivery
        ? undefined
        : `delivery must be made by Delivery.argoCd(...) or .flux(...), got ${show(delivery)}`,
    )
    .throwIfAny();
  return { props, others };
}

const EXTENSION = /^\.?[^/\\\0]+$/;
