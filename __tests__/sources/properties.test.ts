import fc from 'fast-check';
import { ClusterProfile, EgressProxy, ModelCache, ModelServer, ServingApp, TenantNamespace } from '../../lib';
import { UsageError } from '../../lib/private/errors';
import { manifestsFrom, MINIMAL } from '../support/declare';
import { source } from './any-source';

const cluster = fc.record(
  {
    kubernetesVersion: fc.constantFrom('1.28', '1.30', '1.35', '1.37'),
    egressProxy: fc.constant(EgressProxy.of({ url: 'http://proxy.egress.svc:3128' })),
  },
  { requiredKeys: ['kubernetesVersion'] },
);

/** Nothing that is not a message of ours is ever thrown. */
function declared(make: (tenant: TenantNamespace) => void, profile: object): ServingApp | undefined {
  const app = new ServingApp({ cluster: ClusterProfile.of(profile) });
  try {
    // The namespace enforces `restricted`.
    make(new TenantNamespace(app, 'vision'));
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
  return app;
}

test('any source either gives our error or pods that a namespace of the level restricted lets in', () => {
  let accepted = 0;
  fc.assert(
    fc.property(source, cluster, fc.integer({ min: 1, max: 3 }), (weights, profile, replicas) => {
      const app = declared(
        (tenant) => new ModelServer(tenant, 'iris', { ...MINIMAL, replicas, source: weights }),
        profile,
      );
      if (!app) return;
      accepted++;
      manifestsFrom(app);
    }),
    { numRuns: 150 },
  );
  expect(accepted).toBeGreaterThan(30);
});

test('any source that downloads is one that a cache downloads once', () => {
  let accepted = 0;
  fc.assert(
    fc.property(source, cluster, (weights, profile) => {
      const app = declared((tenant) => {
        const cache = new ModelCache(tenant, 'llama', { source: weights, size: '200Gi' });
        new ModelServer(tenant, 'iris', { ...MINIMAL, replicas: 3, source: cache.source });
      }, profile);
      if (!app) return;
      accepted++;
      const [job] = manifestsFrom(app).all.filter(({ kind }) => kind === 'Job') as any[];
      const [server] = manifestsFrom(app).all.filter(({ kind }) => kind === 'Deployment') as any[];
      const [, , , mark] = server.spec.template.spec.initContainers[0].command;
      expect(job.spec.template.spec.containers[0].command[3]).toBe(mark);
    }),
    { numRuns: 150 },
  );
  expect(accepted).toBeGreaterThan(20);
});
