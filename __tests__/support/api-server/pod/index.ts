import type { ObjectRule } from '../rules';
import { affinityRule } from './affinity';
import { containerRule } from './containers';
import { dnsRule } from './dns';
import { envRule } from './env';
import { lifecycleRule } from './lifecycle';
import { podSpecRule } from './pod-spec';
import { podView } from './pod-rule';
import { probeRule } from './probes';
import { resourceRule } from './resources';
import { schedulingRule } from './scheduling';
import { volumeRule } from './volumes';

const rules = [
  podSpecRule,
  dnsRule,
  containerRule,
  envRule,
  volumeRule,
  resourceRule,
  probeRule,
  lifecycleRule,
  schedulingRule,
  affinityRule,
];

/** Everything there is to say of the pod template of a workload, whatever the workload is. */
export const podTemplateRule: ObjectRule = function* (manifest) {
  const pod = podView(manifest);
  if (pod) for (const rule of rules) yield* rule(pod);
};
