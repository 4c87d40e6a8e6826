import * as fs from 'node:fs';
import * as path from 'node:path';
import { celestialBodies } from '../../apps/celestial-bodies';
import { cluster } from '../../apps/cluster';
import { environments } from '../../apps/environments';
import { irisByWeight, seldon } from '../../apps/gateways';
import { intentClassifier } from '../../apps/intent-classifier';
import { iris } from '../../apps/iris';
import { mlem } from '../../apps/mlem';
import { sharedCluster } from '../../apps/shared-cluster';
import { testApi } from '../../apps/test-api';
import { ModelServer, ServingApp, TenantNamespace } from '../../lib';
import { checkManifests } from '../../lib/command';
import { Manifests } from '../../lib/testing';
import { declare, MINIMAL } from '../support/declare';

const ROOT = path.join(__dirname, '../..');

/** Ids of the rules behind an app's warnings; what constructs warn of by themselves has none. */
const rulesIn = (warnings: readonly string[]) =>
  warnings.flatMap((warning) => /\[([a-z0-9-]+)\]$/.exec(warning)?.slice(1) ?? []).sort();
const rulesOf = (manifests: Manifests) =>
  checkManifests(manifests.all)
    .map(({ rule }) => rule)
    .sort();

const demonstration = () => {
  const app = new ServingApp({ cluster });
  celestialBodies(app, 'europe-west6-docker.pkg.dev/mlops-project/registry');
  intentClassifier(app);
  mlem(app, { tag: 'd57e4cacec82ebd72572d434ec148f1d' });
  testApi(app);
  environments(app);
  sharedCluster(app);
  iris(app);
  return app;
};

/** Fits at rest, and waits while it rolls. */
const tight = () => {
  const app = new ServingApp();
  const vision = new TenantNamespace(app, 'vision', { quota: { pods: 5 } });
  for (const id of ['a', 'b', 'c']) new ModelServer(vision, id, { ...MINIMAL, replicas: 1 });
  return app;
};

describe('what is found at synthesis is found in the files, and nothing else', () => {
  test('in the demonstration platform', () => {
    expect(rulesOf(Manifests.fromDirectory(path.join(ROOT, 'dist')))).toEqual(rulesIn(demonstration().warnings));
  });

  test.each([
    ['seldon.k8s.yaml', seldon],
    ['iris-by-weight.k8s.yaml', irisByWeight],
  ])('in %s', (file, build) => {
    const app = new ServingApp();
    build(app);
    const text = fs.readFileSync(path.join(ROOT, '__tests__/golden', file), 'utf8');
    expect(rulesOf(Manifests.fromYaml(text))).toEqual(rulesIn(app.warnings));
  });

  test('in an app whose rollouts wait for each other', () => {
    const found = rulesIn(tight().warnings);
    expect(found).toContain('quota-fit');
    expect(rulesOf(Manifests.fromYaml(tight().synthYaml()))).toEqual(found);
  });
});

test('what is acknowledged in a construct is acknowledged in the YAML that it becomes', () => {
  const { app } = declare();
  expect(rulesOf(Manifests.fromYaml(app.synthYaml()))).toEqual([]);
});
