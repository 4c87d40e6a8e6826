import type { Rule } from '../rule';
import { refusalsOf } from '../api-server-says';

export const validObjects: Rule = {
  id: 'valid-objects',
  title: 'the API server accepts every object',
  severity: 'error',
  reason:
    'What the API server validates of each kind: names, labels, quantities, ports, probes, volumes, selectors, strategies, rules of policies and roles. Held against 6 722 recorded verdicts of Kubernetes 1.36; where no version is declared, what only some versions refuse is a warning. Whether what an object refers to exists is not looked at here.',
  sources: ['pkg/apis/*/validation of kubernetes/kubernetes'],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: rose } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check: (set, context) =>
    refusalsOf(set, context)
      .filter(({ reason }) => reason === 'Invalid')
      .map(({ violation }) => violation),
};
