import { fieldPath } from '../../manifests/field-path';
import { likenessOf } from '../../model/alike/first-alike';
import { serverWarnings as serverWarningsOf } from '../../model/validation';
import type { Rule } from '../rule';

export const serverWarnings: Rule = {
  id: 'server-warnings',
  title: 'the API server accepts every object without a warning',
  severity: 'warning',
  reason:
    'The API server accepts some mistakes and warns of them: variables that are set twice, amounts of a part of a byte (`500m` of memory), files of a volume at one path, a port twice, spread and affinity without a selector. `kubectl apply` prints that, and GitOps and most pipelines do not. Warnings of what is deprecated and works are left out.',
  sources: [
    'https://kubernetes.io/blog/2020/09/03/warnings/',
    'pkg/api/pod/warnings.go and pkg/api/persistentvolumeclaim/util.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      resources: { requests: { memory: 500m } }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      resources: { requests: { memory: 500Mi } }`,
  },
  check: (set) =>
    likenessOf(set)
      .where(set.manifests, ({ json }) => serverWarningsOf(json).length > 0)
      .flatMap((manifest) =>
        serverWarningsOf(manifest.json).map(({ at, message, fix }) => ({
          manifest,
          at,
          message: `${fieldPath(at)}: ${message}`,
          ...(fix !== undefined && { fix }),
        })),
      ),
};
