import type { Rule } from '../rule';
import { namedServiceViolations } from './argo/named-services';
import { rolloutsOf, violationsOf } from './argo/problem';
import { routeViolations } from './argo/routes';
import { serviceNameProblems } from './argo/services';

export const rolloutServices: Rule = {
  id: 'rollout-services',
  title: 'a Rollout of Argo has Services of its own for its versions, and routes that lead to both',
  severity: 'error',
  reason:
    "The controller has each Service that a Rollout names select one version, and writes weights into the routes between them. A Service or route that is not there, or does not fit, is found by the controller alone, which stops then, in the middle of a release too. Without a router a Service of one version gets its pods only (a warning), and weights in a TraefikService are back at what the manifest says with each apply (a warning where that sends requests to the new version). Of namespaces in which nothing is made, nothing is known; routes that a plugin's selector finds are not looked at.",
  sources: [
    'pkg/apis/rollouts/validation/validation_references.go of argoproj/argo-rollouts, v1.9',
    'https://github.com/argoproj/argo-rollouts/issues/1760',
    'https://github.com/argoproj/argo-rollouts/issues/2090',
    'https://github.com/argoproj/argo-rollouts/issues/2185',
  ],
  example: {
    failing: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: iris } }
  strategy: { blueGreen: { activeService: iris, previewService: iris } }
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
  replicas: 2
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
  check: (set) => [
    ...rolloutsOf(set).flatMap((rollout) => violationsOf(rollout, serviceNameProblems(rollout))),
    ...namedServiceViolations(set),
    ...rolloutsOf(set).flatMap((rollout) => routeViolations(set, rollout)),
  ],
};
