import { fieldPath } from '../../manifests/field-path';
import { unstartable } from '../../model/validation';
import { inPods } from '../in-pods';
import type { Rule } from '../rule';

export const startablePods: Rule = {
  id: 'startable-pods',
  title: 'nothing in a pod keeps it from starting',
  severity: 'error',
  reason:
    'The API server takes pods that no scheduler can place or no kubelet can run: user 0 beside `runAsNonRoot`, a working directory that is no absolute path, a ConfigMap, Secret or claim by a name that no object can have, a medium of an emptyDir that there is none of, a node affinity that compares with no number. The pods are made and stay in Pending, ContainerCreating or CreateContainerConfigError. Images are looked at by `container-image`.',
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://github.com/opencontainers/runtime-spec/blob/main/config.md#process',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  securityContext: { runAsNonRoot: true, runAsUser: 0 }
  containers: [{ name: main, image: registry.example/iris:1.0.0 }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  securityContext: { runAsNonRoot: true, runAsUser: 1000 }
  containers: [{ name: main, image: registry.example/iris:1.0.0 }]`,
  },
  check: (set) =>
    inPods(set, ({ manifest, podSpec, at: specAt }) =>
      unstartable(specAt, podSpec).map(({ at, message, fix }) => ({
        manifest,
        at,
        message: `${fieldPath(at)}: ${message}, and its pods never start`,
        ...(fix !== undefined && { fix }),
      })),
    ),
};
