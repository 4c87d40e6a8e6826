import { checkLabels } from '../private/labels';
import { under } from '../private/problems';
import { show } from '../private/show';
import { type AlertSetting, checkAlertSettings } from './alert-setting';

/** Alerts of every server and release of a cluster. */
export interface AlertOptions {
  /**
   * Alerts that differ from their defaults, or are not wanted, in the whole cluster. Those of a server or release go
   * before.
   *
   * @default - all alerts with their defaults
   */
  readonly settings?: AlertSetting[];

  /**
   * Where the runbooks are: the annotation `runbook_url` is this with the alert's name in place of `{alert}`, for
   * example `https://runbooks.example.com/{alert}`.
   *
   * @default - no annotation
   */
  readonly runbookUrl?: string;

  /**
   * Labels of every alert beside `severity`, by which Alertmanager may route it, for example `{ team: 'platform' }`.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
}

/** Sentences about what is wrong with alerts of a cluster. */
export function checkAlertOptions(property: string, options: AlertOptions | undefined): (string | undefined)[] {
  if (!options) return [];
  const { settings, runbookUrl, labels } = options;
  return [
    ...checkAlertSettings('settings', settings),
    runbookUrl === undefined || isRunbook(runbookUrl)
      ? undefined
      : `runbookUrl must begin with 'https://' or 'http://' and hold '{alert}' for the alert's name, got ${show(runbookUrl)}`,
    ...checkLabels('labels', labels),
    ...Object.keys(labels ?? {}).flatMap((key) => labelProblem(key)),
  ].map((problem) => problem && under(property, problem));
}

function isRunbook(url: unknown): boolean {
  return typeof url === 'string' && /^https?:\/\/[^\s{}]+\{alert\}[^\s{}]*$/.test(url);
}

/** https://prometheus.io/docs/concepts/data_model/ */
function labelProblem(key: string): string[] {
  if (['severity', 'alertname', 'namespace'].includes(key))
    return [`labels must not set '${key}', which every alert has by itself; remove it`];
  return /^[a-zA-Z_]\w*$/.test(key)
    ? []
    : [`labels keys must be letters, digits and '_', as Prometheus names labels, got ${show(key)}`];
}
