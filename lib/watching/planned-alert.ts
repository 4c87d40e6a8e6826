import type { AlertingRule } from '../../imports/monitoring.coreos.com';
import { durationText } from './promql';
import type { AlertDefault } from './alert-defaults';
import type { AlertSettings } from './alert-settings';
import type { WatchedServer } from './watched-server';

/** Alerts as they are to be made, and those that are not, with the reason. */
export interface PlannedAlerts {
  readonly rules: readonly AlertingRule[];
  readonly silenced: readonly { readonly alertName: string; readonly reason: string }[];
}

/** An alert with everything settled but what a cluster adds to all of them. */
export interface SettledAlert {
  readonly alertName: string;
  readonly query: string;
  readonly lastingSeconds: number;
  readonly severity: string;
  readonly summary: string;
  readonly description: string;
}

/** The alerts of a server as settings have them. */
export function planAlerts(
  server: WatchedServer,
  defaults: readonly AlertDefault[],
  settings: AlertSettings,
): PlannedAlerts {
  const settled = defaults.flatMap((each) => settledAlert(server, each, settings) ?? []);
  return alertsFrom(
    settled,
    defaults.map(({ alert }) => alert.alertName),
    settings,
  );
}

/** What of settled alerts is made, and what is silenced of those that there are. */
export function alertsFrom(
  settled: readonly SettledAlert[],
  names: readonly string[],
  settings: AlertSettings,
): PlannedAlerts {
  return {
    rules: settled
      .filter(({ alertName }) => settings.silenced(alertName) === undefined)
      .map((alert) => ruleOf(alert, settings)),
    silenced: names.flatMap((alertName) => {
      const reason = settings.silenced(alertName);
      return reason === undefined ? [] : [{ alertName, reason }];
    }),
  };
}

function settledAlert(server: WatchedServer, each: AlertDefault, settings: AlertSettings): SettledAlert | undefined {
  const { alertName } = each.alert;
  const query = each.query(server);
  const threshold = settings.threshold(alertName) ?? each.threshold;
  if (query === undefined || (each.isOnRequest && threshold === undefined)) return undefined;
  const also = each.also ? ` and ${each.also(server)}` : '';
  return {
    alertName,
    query: threshold === undefined ? query : `${query} > ${threshold}${also}`,
    lastingSeconds: settings.lastingSeconds(alertName) ?? each.lastingSeconds(server),
    severity: settings.severity(alertName) ?? each.severity,
    summary: each.summary(server, threshold ?? 0),
    description: each.description,
  };
}

function ruleOf(
  { alertName, query, lastingSeconds, severity, summary, description }: SettledAlert,
  { options }: AlertSettings,
): AlertingRule {
  const { runbookUrl, labels } = options;
  return {
    alert: alertName,
    expr: query,
    ...(lastingSeconds > 0 && { for: durationText(lastingSeconds) }),
    labels: { ...labels, severity },
    annotations: {
      description,
      ...(runbookUrl !== undefined && { runbook_url: runbookUrl.replaceAll('{alert}', alertName) }),
      summary,
    },
  };
}
