import { App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from './manifest';
import { toManifests } from './manifest';

/**
 * The manifests of all charts of an app, without writing anything. An app that gives its manifests itself, because it
 * checks them as a whole, is asked for them.
 */
export function manifestsOfApp(app: App): Manifest[] {
  const { _manifests: own } = app as { _manifests?: unknown };
  if (typeof own !== 'function') return manifestsBelow(app);
  const objects = own.call(app) as object[];
  return objects.flatMap((object, index) => toManifests(object, `object ${index + 1} of the app`));
}

/** The manifests of the charts at and below a construct, in the order in which the app synthesizes them. */
export function manifestsBelow(scope: IConstruct): Manifest[] {
  const charts = scope.node.findAll().filter((construct) => Chart.isChart(construct));
  const objects = new Map(charts.map((chart): [Chart, unknown[]] => [chart, chart.toJson()]));
  // Only now: rendering a chart adds the dependencies that decide the order, also for the next call.
  const ordered = charts.length === 0 ? [] : (App.of(scope).charts ?? charts);
  return ordered.flatMap((chart) =>
    (objects.get(chart) ?? []).flatMap((object) => toManifests(object, `an object of chart '${chart.node.path}'`)),
  );
}
