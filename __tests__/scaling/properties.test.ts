import fc from 'fast-check';
import type { TenantNamespaceProps } from '../../lib';
import { UsageError } from '../../lib/private/errors';
import { Manifests } from '../../lib/testing';
import { findings } from '../support/api-server';
import { declare, manifestsFrom } from '../support/declare';
import { hasStrictSchemas, strictSchemaErrors } from '../support/strict-schemas';
import { anyScaling } from './any-scaling';
import { VLLM } from './support';

const RUNS = 150;

/** The app of such a server, and nothing where its props are refused, in words alone. */
function appOf({ autoscaling, cluster }: { autoscaling: object; cluster: object }, tenant?: TenantNamespaceProps) {
  try {
    return declare({ ...VLLM, autoscaling: autoscaling as never }, { cluster, tenant });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const message of error.messages) expect(message).toMatch(/^ModelServer 'vision\/iris': autoscaling\./);
    return undefined;
  }
}

test('a scaled server is refused in words, or is what its cluster takes, with one scaler and no replicas of its own', () => {
  let made = 0;
  fc.assert(
    fc.property(anyScaling, (scaling) => {
      const given = appOf(scaling);
      if (!given) return;
      made += 1;
      const manifests = manifestsFrom(given.app);
      const scalers = manifests.all.filter(({ kind }) => ['HorizontalPodAutoscaler', 'ScaledObject'].includes(kind));
      expect(scalers).toHaveLength(1);
      const { minReplicas, initialReplicas } = scaling.autoscaling;
      expect(manifests.get('Deployment').spec.replicas).toBe(initialReplicas);
      const [{ spec }] = scalers as any[];
      expect(spec.minReplicas ?? spec.minReplicaCount).toBe(minReplicas);
      expect(spec.maxReplicas ?? spec.maxReplicaCount).toBe(scaling.autoscaling.maxReplicas);
      for (const object of manifests.all as any[]) {
        const errors = strictSchemaErrors(object.apiVersion as string, object.kind as string, object as object);
        expect(hasStrictSchemas ? errors : []).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
  // Most of what is tried is possible, or nothing would have been looked at.
  expect(made).toBeGreaterThan(RUNS / 4);
});

test('the quota of a tenant takes the most pods of a scaled server as an API server counts them, KEDA or not', () => {
  const told = { fits: 0, doesNot: 0 };
  fc.assert(
    fc.property(anyScaling, fc.integer({ min: 1, max: 14 }), (scaling, pods) => {
      const given = appOf(scaling, { quota: { cpu: '400', memory: '4Ti', gpus: 40, pods } });
      if (!given) return;
      const made = Manifests.fromChart(given.tenant).all;
      const { kubernetesVersion } = scaling.cluster;
      const options = { kubernetesVersion, externalServiceAccounts: true, replicasWithAutoscaler: true };
      const fits = findings(made, options).length === 0;
      const { app } = given;
      if (fits) expect(() => app.synthYaml()).not.toThrow();
      else expect(() => app.synthYaml()).toThrow(/pods/);
      told[fits ? 'fits' : 'doesNot'] += 1;
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(told.fits, told.doesNot)).toBeGreaterThan(5);
});
