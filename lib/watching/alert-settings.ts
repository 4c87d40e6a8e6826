import type { AlertOptions } from '../core/alert-options';
import type { AlertSetting } from '../core/alert-setting';

/** Settings of alerts: a server's own go before those of the cluster, member by member. */
export class AlertSettings {
  private readonly own: ReadonlyMap<string, AlertSetting>;
  private readonly shared: ReadonlyMap<string, AlertSetting>;

  public constructor(
    public readonly options: AlertOptions,
    own: readonly AlertSetting[] = [],
  ) {
    this.own = byName(own);
    this.shared = byName(options.settings ?? []);
  }

  /** Names of the alerts that the server itself speaks of, each with its place in the list. */
  public get named(): readonly string[] {
    return [...this.own.keys()];
  }

  /** Why an alert is not made; nothing where it is. */
  public silenced(alertName: string): string | undefined {
    const setting = this.own.get(alertName) ?? this.shared.get(alertName);
    return setting?._isSilenced === true ? setting._reason : undefined;
  }

  public threshold(alertName: string): number | undefined {
    return this.own.get(alertName)?._tuning.threshold ?? this.shared.get(alertName)?._tuning.threshold;
  }

  public lastingSeconds(alertName: string): number | undefined {
    return this.own.get(alertName)?._lastingSeconds ?? this.shared.get(alertName)?._lastingSeconds;
  }

  public severity(alertName: string): string | undefined {
    return this.own.get(alertName)?._tuning.severity ?? this.shared.get(alertName)?._tuning.severity;
  }
}

function byName(settings: readonly AlertSetting[]): ReadonlyMap<string, AlertSetting> {
  return new Map(settings.map((setting) => [setting._alertName, setting]));
}
