import type { Duration } from 'cdk8s';
import { checkOneOf } from '../private/check-text';
import { Problems, under } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { secondsOf } from './duration';
import { AlertSeverity, ServingAlert } from './serving-alert';

/** What of an alert differs from its default. */
export interface AlertTuning {
  /**
   * The figure beyond which it fires, in the unit of the alert: see ServingAlert. 0 or more.
   *
   * @default - that of the alert
   */
  readonly threshold?: number;

  /**
   * How long that has to last until it fires. Whole seconds.
   *
   * @default - that of the alert
   */
  readonly lasting?: Duration;

  /**
   * How urgent it is.
   *
   * @default - that of the alert
   */
  readonly severity?: AlertSeverity;
}

/**
 * An alert that differs from its default, or is not wanted.
 *
 * @example
 * import { AlertSetting, AlertSeverity, ServingAlert } from 'cdk8s-model-serving';
 *
 * AlertSetting.tuned(ServingAlert.CACHE_FULL, { threshold: 0.9, severity: AlertSeverity.CRITICAL });
 * AlertSetting.silenced(ServingAlert.RESTARTS, 'the model is reloaded every night');
 */
export class AlertSetting {
  /**
   * An alert with another threshold, duration or severity.
   *
   * @param alert the alert
   * @param tuning what differs
   */
  public static tuned(alert: ServingAlert, tuning: AlertTuning): AlertSetting {
    return new AlertSetting(alert, tuning, undefined);
  }

  /**
   * An alert that is not made. The reason stands in the annotation `cdk8s-model-serving/silenced` of the rules, for
   * whoever misses it.
   *
   * @param alert the alert
   * @param reason why, in one line
   */
  public static silenced(alert: ServingAlert, reason: string): AlertSetting {
    return new AlertSetting(alert, undefined, reason);
  }

  /** @internal */
  public readonly _tuning: Partial<AlertTuning>;
  /** @internal */
  public readonly _isSilenced: boolean;
  private readonly found = new Problems('');

  private constructor(
    private readonly alert: ServingAlert,
    tuning: AlertTuning | undefined,
    private readonly reason: string | undefined,
  ) {
    this._isSilenced = tuning === undefined;
    this._tuning = tuning === undefined ? {} : optionsOf(this.found, tuning, 'AlertTuning');
  }

  /** @internal */
  public get _alertName(): string {
    return this.alert instanceof ServingAlert ? this.alert.alertName : '';
  }

  /** @internal */
  public get _reason(): string {
    return String(this.reason).trim();
  }

  /** @internal */
  public get _lastingSeconds(): number | undefined {
    const { lasting } = this._tuning;
    return lasting && secondsOf(new Problems(''), '', lasting, 0);
  }

  /** @internal */
  public _problems(): (string | undefined)[] {
    if (!(this.alert instanceof ServingAlert))
      return [`alert must be one of ServingAlert, such as ServingAlert.ERRORS, got ${show(this.alert)}`];
    const name = this.alert._problem();
    return [name && `alert ${name}`, ...(this._isSilenced ? [this.reasonProblem()] : this.tuningProblems())];
  }

  private reasonProblem(): string | undefined {
    const { reason } = this;
    return typeof reason === 'string' && reason.trim() !== '' && !/[\r\n]/.test(reason.trim())
      ? undefined
      : `reason must say in one line why nobody wants to know, got ${show(reason)}`;
  }

  private tuningProblems(): (string | undefined)[] {
    const { threshold, lasting, severity } = this._tuning;
    const found = new Problems('');
    secondsOf(found, 'lasting', lasting, 0);
    return [
      ...this.found.sentences,
      thresholdProblem(this._alertName, threshold),
      ...found.sentences,
      checkOneOf('severity', severity, Object.values(AlertSeverity)),
      this.found.isEmpty && threshold === undefined && lasting === undefined && severity === undefined
        ? 'threshold, lasting or severity must be given, got nothing; leave the setting out for the defaults'
        : undefined,
    ];
  }
}

const SHARES = [ServingAlert.CACHE_FULL, ServingAlert.ERRORS, ServingAlert.NEW_VERSION_ERRORS].map(
  ({ alertName }) => alertName,
);
/** They fire at nothing, whatever the figure. */
const WITHOUT = [ServingAlert.NOTHING_READY, ServingAlert.NOT_STARTING, ServingAlert.NOT_SCRAPED].map(
  ({ alertName }) => alertName,
);

function thresholdProblem(alertName: string, threshold: unknown): string | undefined {
  if (threshold === undefined) return undefined;
  if (WITHOUT.includes(alertName))
    return `threshold must be left out of ${alertName}, which has none, got ${show(threshold)}; tune lasting or severity`;
  const isNumber = typeof threshold === 'number' && Number.isFinite(threshold);
  if (SHARES.includes(alertName)) {
    return isNumber && threshold > 0 && threshold < 1
      ? undefined
      : `threshold of ${alertName} must be a share above 0 and below 1, got ${show(threshold)}${isNumber && threshold >= 1 && threshold < 100 ? `; write ${threshold / 100} for ${threshold} %` : ''}`;
  }
  if (alertName === ServingAlert.NEW_VERSION_LATENCY.alertName) {
    return isNumber && threshold >= 1
      ? undefined
      : `threshold of ${alertName} must be a factor of 1 or more, such as 1.5, got ${show(threshold)}`;
  }
  return isNumber && threshold >= 0 ? undefined : `threshold must be a number of 0 or more, got ${show(threshold)}`;
}

/** Checks a list of settings: each once. */
export function checkAlertSettings(property: string, settings: readonly unknown[] | undefined): (string | undefined)[] {
  const names = (settings ?? []).map((setting) => (setting instanceof AlertSetting ? setting._alertName : undefined));
  return (settings ?? []).flatMap((setting, index) => {
    const at = `${property}[${index}]`;
    if (!(setting instanceof AlertSetting))
      return [`${at} must be made by AlertSetting.tuned(...) or .silenced(...), got ${show(setting)}`];
    const isAgain = names.indexOf(names[index]) !== index;
    return [
      ...setting._problems().map((problem) => problem && under(at, problem)),
      isAgain ? `${at} must be of another alert than those before, got ${show(names[index])} again` : undefined,
    ];
  });
}
