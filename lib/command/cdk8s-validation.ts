import type { Finding, Severity } from '../rules/finding';
import { readManifests } from '../manifests/read';
import { acknowledge } from '../rules/acknowledgements';
import { ManifestSet } from '../manifests/manifest-set';
import { ENGINE } from './engine';

/** A violation as the cdk8s CLI lists it. */
interface ReportedViolation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly manifestPath: string;
    readonly locations: readonly string[];
  }[];
}

/** What the cdk8s CLI hands to a validation, as far as it is used here. */
export interface ServingValidationContext {
  /** Paths of the files that were synthesized. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: ReportedViolation): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

/** What fails a synthesis. */
export interface ServingValidationProps {
  /**
   * `error`, or `warning` for both.
   *
   * @default 'error'
   */
  readonly failOn?: Severity;
}

/**
 * The rules of `check` as a validation of the cdk8s CLI, for `cdk8s.yaml`:
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-model-serving/validation
 *     version: 0.1.0
 *     class: ServingValidation
 * ```
 *
 * It is asked about all files of a synthesis together. Errors fail `cdk8s synth`; warnings are listed with them.
 */
export class ServingValidation {
  private readonly failOn: Severity;

  public constructor(props: ServingValidationProps = {}) {
    this.failOn = props.failOn ?? 'error';
  }

  /** Called by the cdk8s CLI. */
  public validate(context: ServingValidationContext): Promise<void> {
    const { manifests, problems } = readManifests(context.manifests);
    const ids = new Set(ENGINE.rules.map(({ id }) => id));
    const { findings } = acknowledge(ENGINE.run(manifests, {}), new ManifestSet(manifests), ids);
    for (const { file, message } of problems)
      context.report.addViolation(violation('readable-files', message, file, file));
    for (const finding of findings) context.report.addViolation(violationOf(finding));
    const isFailed =
      problems.length > 0 || findings.some(({ severity }) => severity === 'error' || this.failOn === 'warning');
    context.report.submit(isFailed ? 'failure' : 'success', {
      objects: String(manifests.length),
      findings: String(findings.length),
    });
    return Promise.resolve();
  }
}

function violationOf({ rule, object, origin, at, message, fix }: Finding): ReportedViolation {
  const file = origin && 'file' in origin ? origin.file : '';
  return violation(rule, message, file, object.name, fix, at);
}

function violation(
  rule: string,
  message: string,
  file: string,
  name: string,
  fix = 'docs/rules.md says more',
  at = '/',
): ReportedViolation {
  return {
    ruleName: rule,
    recommendation: message,
    fix,
    violatingResources: [{ resourceName: name, manifestPath: file, locations: [at] }],
  };
}
