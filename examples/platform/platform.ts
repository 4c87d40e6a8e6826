import { ServingApp } from 'cdk8s-model-serving';
import type { Environment } from './environment';
import { production } from './environments/production';
import { staging } from './environments/staging';
import { assistants } from './teams/assistants';
import { search } from './teams/search';
import { vision } from './teams/vision';

export const ENVIRONMENTS: readonly Environment[] = [staging, production];

/** Everything on one cluster: one app for each, written to a folder of its own. */
export function platform(environment: Environment): ServingApp {
  const { cluster, name } = environment;
  const app = new ServingApp({ cluster, outdir: `dist/${name}` });
  for (const team of [vision, search, assistants]) team(app, environment);
  return app;
}
