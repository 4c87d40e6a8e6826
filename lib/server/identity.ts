import { checkLabelName, checkServiceName } from '../private/check-name';
import { checkText } from '../private/check-text';
import {
  checkAnnotations,
  checkLabels,
  COMMON_LABELS,
  checkSelectorLabels,
  isLabelValue,
  LABEL,
  type Labels,
} from '../private/labels';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { ServerOptions } from './server-options';

/** What a server and its objects are called, and how its pods are found. */
export interface Identity {
  readonly name: string;
  readonly containerName: string;
  /** Labels of every object. */
  readonly labels: Labels;
  /** Labels of the Deployment and its pods. */
  readonly workloadLabels: Labels;
  readonly podLabels: Labels;
  /** Labels that the Deployment and the Service select pods by. */
  readonly selector: Labels;
  /** Labels that the NetworkPolicy selects pods by: helper pods of the server carry them as well. */
  readonly policySelector: Labels;
}

/** The same with labels for its pods alone. */
export function withPodLabels(identity: Identity, labels: Labels | undefined): Identity {
  return labels ? { ...identity, podLabels: { ...labels, ...identity.podLabels } } : identity;
}

/**
 * Checks the names and labels of a server and derives all others from them.
 *
 * @param releaseName what a release calls both of its servers; each is told from the other by its instance
 */
export function planIdentity(
  problems: Problems,
  id: string,
  options: ServerOptions,
  tenantLabels: Labels,
  tag: string | undefined,
  releaseName?: string,
): Identity {
  const name = options.name ?? id;
  problems.add(
    checkServiceName(options.name === undefined ? 'its id, which is its name (or the prop name),' : 'name', name),
    checkLabelName('containerName', options.containerName),
    checkText('partOf', options.partOf),
    options.partOf !== undefined && !isLabelValue(options.partOf)
      ? `partOf must be a label value, got ${show(options.partOf)}`
      : undefined,
    checkLabels('labels', options.labels),
    checkAnnotations('annotations', options.annotations),
    checkAnnotations('podAnnotations', options.podAnnotations),
    checkSelectorLabels('selector', options.selector),
    options.selector && Object.keys(options.selector).length === 0
      ? 'selector must name a label at least, got an empty object'
      : undefined,
  );
  const own = { [LABEL.INSTANCE]: name, [LABEL.NAME]: releaseName ?? name };
  const partOf: Labels = options.partOf === undefined ? {} : { [LABEL.PART_OF]: options.partOf };
  const labels: Labels = Object.assign(
    { [LABEL.COMPONENT]: 'model-server' },
    partOf,
    tenantLabels,
    options.labels ?? {},
  );
  Object.assign(labels, own, COMMON_LABELS);
  // 'latest' is the name of no version.
  const isVersion = isLabelValue(tag) && tag !== 'latest';
  const workloadLabels: Labels = isVersion ? Object.assign({ [LABEL.VERSION]: tag }, labels) : labels;
  return {
    name,
    containerName: options.containerName ?? releaseName ?? name,
    labels,
    workloadLabels,
    podLabels: options.selector ? { ...workloadLabels, ...options.selector } : workloadLabels,
    selector: options.selector ? { ...options.selector } : own,
    policySelector: options.selector ? { ...options.selector } : { [LABEL.INSTANCE]: name },
  };
}
