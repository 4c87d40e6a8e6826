import { inPods } from '../in-pods';
import { graceSeconds, stopHooks } from '../../model/rollout/pod-timing';
import { show } from '../../private/show';
import type { Rule } from '../rule';

export const hookWithinGracePeriod: Rule = {
  id: 'hook-within-grace-period',
  title: 'the hook before a stop leaves time to stop',
  severity: 'error',
  reason:
    'The grace period begins before the preStop hook, not after it. A hook that sleeps as long or longer is cut short, and the container is killed two seconds after it was told to stop: requests under way are lost. Looked at are sleeps whose time is written in the manifest.',
  sources: [
    'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  terminationGracePeriodSeconds: 30
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      lifecycle: { preStop: { exec: { command: [sleep, '60'] } } }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  terminationGracePeriodSeconds: 90
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      lifecycle: { preStop: { exec: { command: [sleep, '60'] } } }`,
  },
  check: (set) =>
    inPods(set, ({ manifest, podSpec, at }) => {
      const hooks = stopHooks(podSpec);
      if (hooks.length === 0) return [];
      const grace = graceSeconds(podSpec);
      const given = podSpec.terminationGracePeriodSeconds === undefined ? `${grace} (the default)` : `${grace}`;
      return (
        hooks
          // A native sleep that is longer is refused.
          .filter(({ seconds, isNative }) => (isNative ? seconds === grace : seconds >= grace) && seconds > 0)
          .map(({ containerName, seconds, field }) => ({
            manifest,
            at: `${at}/terminationGracePeriodSeconds`,
            message: `terminationGracePeriodSeconds of ${given} must be more than the ${seconds} s that ${field} of container ${show(containerName)} takes, or the container is killed at once`,
            fix: `raise it above ${seconds} by what the container itself takes to stop, or shorten the hook`,
          }))
      );
    }),
};
