import { titleOf } from '../../manifests/object-ref';
import { podSpecOf } from '../../manifests/pod-spec';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { scaledWorkloadsOf } from '../../model/scaling/scalers';
import type { Rule } from '../rule';

export const cpuScalingOnAccelerators: Rule = {
  id: 'cpu-scaling-on-accelerators',
  title: 'what runs on accelerators is not scaled by CPU and memory alone',
  severity: 'warning',
  check: (set) =>
    [...scaledWorkloadsOf(set)].flatMap(([workload, scalers]) =>
      scalers.flatMap(({ manifest, metrics }) => {
        if (metrics.length === 0 || metrics.some((metric) => metric !== 'cpu' && metric !== 'memory')) return [];
        const podSpec = podSpecOf(workload);
        const [device] = podSpec ? acceleratorsOf(podSpec, deviceClaimsIn(set, workload.namespaceName)) : [];
        if (device === undefined) return [];
        return [
          {
            manifest,
            at: manifest.kind === 'ScaledObject' ? '/spec/triggers' : '/spec/metrics',
            message: `scales ${titleOf(workload)} by ${[...new Set(metrics)].join(' and ')} alone, whose pods run on ${device.count} ${device.resource}: CPU and memory say little about the load of an accelerator`,
            fix: 'add a metric of the server, such as requests that wait',
            others: [workload],
          },
        ];
      }),
    ),
};
