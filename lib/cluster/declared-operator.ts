import { checkLabelName } from '../private/check-name';
import { isPlainObject } from '../private/json';
import { checkSelectorLabels, type Labels } from '../private/labels';
import { show } from '../private/show';
import { unknownKeys } from '../private/unknown-keys';

/** How the Prometheus of a Prometheus operator selects what it reads, as it is declared. */
export interface DeclaredOperator {
  /**
   * Namespace that its pods run in.
   *
   * @default - not known
   */
  readonly namespaceName?: string;
  /**
   * Labels by which it selects monitors and rules (`podMonitorSelector`, `serviceMonitorSelector`, `ruleSelector`).
   *
   * @default - none: it selects all of them
   */
  readonly labels?: Labels;
  /**
   * Labels by which it selects rules, where those are others.
   *
   * @default - as `labels`
   */
  readonly ruleLabels?: Labels;
  /**
   * Labels by which it selects the namespaces of monitors and rules.
   *
   * @default - none: it reads those of all namespaces
   */
  readonly namespaceLabels?: Labels;
}

const KEYS: { readonly [Key in keyof Required<DeclaredOperator>]: (at: string, value: unknown) => string | undefined } =
  {
    namespaceName: checkLabelName,
    labels: labelsProblem,
    ruleLabels: labelsProblem,
    namespaceLabels: labelsProblem,
  };

/** What is wrong with a declared operator; of several problems the first. */
export function operatorProblem(at: string, value: unknown): string | undefined {
  if (!isPlainObject(value)) return `${at} must be an object, got ${show(value)}`;
  const [unknown] = unknownKeys(value, Object.keys(KEYS));
  if (unknown) return `${at} ${unknown.message}`;
  return Object.entries(KEYS)
    .map(([key, check]) => (Object.hasOwn(value, key) ? check(`${at}.${key}`, value[key]) : undefined))
    .find((problem) => problem !== undefined);
}

function labelsProblem(at: string, value: unknown): string | undefined {
  if (!isPlainObject(value)) return `${at} must be an object of labels, got ${show(value)}`;
  return checkSelectorLabels(at, value as Labels).find((problem) => problem !== undefined);
}
