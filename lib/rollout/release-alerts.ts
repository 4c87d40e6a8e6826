import { COMPARED } from '../watching/compared';
import { alertsFrom, type PlannedAlerts, type SettledAlert } from '../watching/planned-alert';
import { rateOf } from '../watching/promql';
import { comparedQueries, type ReleaseWatch } from './release-watch';
import { QueryComparison } from './release-query';

/**
 * Alerts of a new version that is worse than the one before: what the plan asks at a stage, with the other answer.
 *
 * @param name of the release
 * @param former whether requests go to the version before as well, or did so within the last hour
 */
export function releaseAlerts(name: string, watch: ReleaseWatch, former: 'serving' | 'lately'): PlannedAlerts {
  const { settings, server } = watch.fresh;
  const { queries } = comparedQueries(watch, former === 'serving');
  const settled = COMPARED.flatMap(
    ({ alert, title, severity, lastingSeconds, summary, description }): SettledAlert[] => {
      const found = queries.find(({ queryName }) => queryName === title);
      if (!found) return [];
      const { alertName } = alert;
      const { query, threshold, comparison } = found;
      const isWorse = `${query} ${comparison === QueryComparison.AT_LEAST ? '<' : '>'} ${threshold}`;
      return [
        {
          alertName,
          query: former === 'serving' ? isWorse : `${isWorse}${onlyAfterFlip(watch)}`,
          lastingSeconds: settings.lastingSeconds(alertName) ?? lastingSeconds,
          severity: settings.severity(alertName) ?? severity,
          summary: `${name}: ${summary(threshold)} (${server.deploymentName} against ${watch.former.server.deploymentName})`,
          description,
        },
      ];
    },
  );
  return alertsFrom(
    settled,
    COMPARED.map(({ alert }) => alert.alertName),
    settings,
  );
}

/** Nobody asks about a version that has served for long, with nothing to compare it to. */
function onlyAfterFlip({ former, gateway }: ReleaseWatch): string {
  const { server } = former;
  const finished = server.metrics?.requests?.finished;
  if (finished) return ` and ${rateOf(finished, server, '1h')} > 0`;
  return gateway ? ` and ${rateOf(gateway.requests.finished, gateway.former, '1h')} > 0` : '';
}
