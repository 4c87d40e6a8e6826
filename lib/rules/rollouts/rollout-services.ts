import type { Rule } from '../rule';
import { serviceProblems } from './argo/named-services';
import { routerProblems } from './argo/router-problems';
import { pairProblems } from './argo/service-pairs';
import { rolloutsIn } from './argo/spec';

export const rolloutServices: Rule = {
  id: 'rollout-services',
  title: 'the Services and routes of a Rollout exist, lead to its pods and carry its weights',
  severity: 'error',
  reason:
    'The controller of a Rollout writes the version into the selectors of the Services that it names, and the weights into the route that it names. What it cannot do so with it marks InvalidSpec, or the release waits for good. Without a router a Service that is named has the pods of one version alone, which starves it of the weights: a warning. Objects of namespaces of which the set has none are taken to be made elsewhere. Weights of 100 and 0 in a route are as they should be: a sync in the middle of a release then sends all requests to the stable version.',
  sources: [
    'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/',
    'https://rollouts-plugin-trafficrouter-gatewayapi.readthedocs.io/en/latest/',
    'pkg/apis/rollouts/validation/validation_references.go of argoproj/argo-rollouts at v1.9.1',
    'https://github.com/argoproj/argo-rollouts/issues/1760',
  ],
  example: {
    failing: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 5
  selector: { matchLabels: { app: iris } }
  strategy: { blueGreen: { activeService: iris, previewService: iris-preview } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ port: 80 }] }`,
    mended: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 5
  selector: { matchLabels: { app: iris } }
  strategy: { blueGreen: { activeService: iris, previewService: iris-preview } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris-preview, namespace: vision }
spec: { selector: { app: iris }, ports: [{ port: 80 }] }`,
  },
  check: (set) =>
    rolloutsIn(set).flatMap((rollout) =>
      [...pairProblems(rollout), ...serviceProblems(rollout), ...routerProblems(rollout)].map((problem) => ({
        manifest: rollout.manifest,
        ...problem,
      })),
    ),
};
