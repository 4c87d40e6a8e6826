import type { Rule } from '../rule';
import { admissionViolations } from './fit/admission';
import { budgetedNamespaces } from './fit/budgeted-namespace';

export const podAdmission: Rule = {
  id: 'pod-admission',
  title: 'no pod lacks what the quotas of its namespace count, or leaves what its LimitRanges allow',
  severity: 'error',
  reason:
    'Pods that lack what a quota counts, or lie outside of what a LimitRange allows, are refused one by one, with an event on a ReplicaSet and no word on the Deployment.',
  sources: [
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  example: {
    failing: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { limits.memory: 8Gi } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - name: main
          image: registry.example/iris:1.0.0
          resources: { requests: { cpu: "1" } }`,
    mended: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { limits.memory: 8Gi } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - name: main
          image: registry.example/iris:1.0.0
          resources: { requests: { cpu: "1" }, limits: { memory: 1Gi } }`,
  },
  check: (set) => budgetedNamespaces(set).flatMap(admissionViolations),
};
