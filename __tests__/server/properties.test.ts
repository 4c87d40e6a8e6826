import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  ClusterProfile,
  ConfigMapKeyRef,
  FileMount,
  ModelServer,
  type ModelServerProps,
  ServingApp,
  TenantNamespace,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { cluster, name, objects, props } from '../support/any-props';
import { findings, noise, selectedBy } from '../support/api-server';
import { declare, MINIMAL, type Surroundings } from '../support/declare';

const RUNS = { numRuns: 500 };

/** A message of ours, as opposed to a crash. */
function isUsageError(error: unknown): boolean {
  return error instanceof Error && error.name === 'UsageError' && error.message.includes("'vision/iris");
}

/** A server with objects of cdk8s-plus, made beside it or in another tenant. */
function declareWith(
  given: Partial<ModelServerProps>,
  { pullSecrets, account, config, isElsewhere }: typeof objects extends fc.Arbitrary<infer T> ? T : never,
  surroundings: Surroundings,
): ServingApp {
  const app = new ServingApp({ cluster: surroundings.cluster && ClusterProfile.of(surroundings.cluster) });
  const tenant = new TenantNamespace(app, 'vision');
  const scope = isElsewhere ? new TenantNamespace(app, 'elsewhere') : tenant;
  const settings =
    config && new kplus.ConfigMap(scope, 'Config', { metadata: { name: 'config' }, data: { key: 'value' } });
  new ModelServer(tenant, 'iris', {
    ...MINIMAL,
    ...given,
    ...(pullSecrets > 0 && {
      imagePullSecrets: Array.from({ length: pullSecrets }, (_, index) =>
        kplus.Secret.fromSecretName(scope, `Pull${index}`, `pull-${index}`),
      ),
    }),
    ...(account && { serviceAccount: new kplus.ServiceAccount(scope, 'Account', { metadata: { name: 'account' } }) }),
    ...(settings && {
      files: [...(given.files ?? []), FileMount.configMap('/etc/config', settings, { keys: { key: 'key' } })],
      envFromConfigMaps: { ...given.envFromConfigMaps, CONFIGURED_KEY: ConfigMapKeyRef.of(settings, 'key') },
    }),
  });
  return app;
}

test('any props either give our error or manifests that the API server accepts and a reviewer does not question', () => {
  let accepted = 0;
  fc.assert(
    fc.property(props, cluster, objects, (given, profile, wanted) => {
      let manifests: Manifests;
      try {
        manifests = Manifests.fromApp(declareWith(given, wanted, { cluster: profile }));
      } catch (error) {
        if (!isUsageError(error)) throw error;
        return;
      }
      accepted++;
      const found = findings(manifests.all, { kubernetesVersion: profile.kubernetesVersion ?? '1.30' });
      // Its docstring says what it costs.
      const isMeant = (finding: string) =>
        given.autoscaling?.initialReplicas !== undefined && finding.includes('spec.replicas would undo');
      expect(found.filter((finding) => !isMeant(finding))).toEqual([]);
      expect(noise(manifests.all)).toEqual([]);
    }),
    RUNS,
  );
  // The property must not hold only because everything was refused.
  expect(accepted).toBeGreaterThan(RUNS.numRuns / 10);
});

test("selectors match exactly the server's own pods, however many servers there are", () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), (names) => {
      const { app, tenant } = declare({}, { id: names[0] });
      for (const id of names.slice(1)) new ModelServer(tenant, id, MINIMAL);
      const manifests = Manifests.fromApp(app);
      for (const id of names) {
        const selected = selectedBy(manifests.get('Service', id), manifests.all);
        expect(selected.map(({ workload }) => (workload as { metadata: { name: string } }).metadata.name)).toEqual([
          id,
        ]);
      }
    }),
    { numRuns: 50 },
  );
});

test('any value in any prop, from a caller without a type checker, gives our error or manifests, never a crash', () => {
  const keys = [
    'image',
    'runtime',
    'source',
    'resources',
    'name',
    'partOf',
    'replicas',
    'autoscaling',
    'health',
    'drain',
    'rollout',
    'service',
    'containerName',
    'imagePullPolicy',
    'imagePullSecrets',
    'command',
    'args',
    'env',
    'envFromSecrets',
    'envFromConfigMaps',
    'files',
    'volumes',
    'initContainers',
    'sidecars',
    'placement',
    'serviceAccount',
    'security',
    'metrics',
    'labels',
    'annotations',
    'podAnnotations',
    'selector',
    'networkPolicy',
    'overrides',
  ] as const satisfies (keyof ModelServerProps)[];
  const junk = fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true, withMap: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.oneof(
        junk,
        fc.array(junk),
        fc.dictionary(
          fc.constantFrom(
            'cpu',
            'memory',
            'name',
            'port',
            'deployment',
            'maxReplicas',
            'readiness',
            'tolerations',
            'spread',
            'volumes',
            'startupBudget',
          ),
          junk,
        ),
      ),
      (key, value) => {
        let manifests: readonly object[];
        try {
          manifests = Manifests.fromApp(declare({ ...MINIMAL, [key]: value }).app).all;
        } catch (error) {
          if (!isUsageError(error)) throw error;
          return;
        }
        // Overrides may say anything about a manifest; that is what they are for.
        if (key !== 'overrides') expect(findings(manifests, { externalServiceAccounts: true })).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
});
