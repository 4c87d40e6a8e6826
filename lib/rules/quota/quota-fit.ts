import type { Rule } from '../rule';
import { budgetedNamespaces } from './fit/budgeted-namespace';
import { capacityViolations } from './fit/capacity';

export const quotaFit: Rule = {
  id: 'quota-fit',
  title: 'what is in a namespace fits its quotas, at rest and while it rolls out',
  severity: 'error',
  reason: `Pods that a quota has no place for are refused one by one, with an event on a ReplicaSet and no word on the
Deployment. So what is in a namespace is held against its quotas, as the API server would charge it:

- at rest it must fit, with autoscalers at their most. Jobs end: one pod of each must find room beside that, all of
them at once are a warning;
- where a Deployment may lose no pod it needs one more before anything happens, and a Rollout a whole set: without
room for that beside everything else at rest the rollout never ends, an error;
- all Deployments of a namespace may roll out at once, since one apply can change all of them. What has room alone
gets it once another is done, and where pods may be lost the rollout goes on with those: a warning;
- old pods are charged until they are gone: where the quota has no room for them beside the new ones the rollout
waits, a warning, and an error where the wait is longer than its progress deadline;
- a stage of a release changes the numbers of its sides and rolls none of them but where it says so; what its later
stages take is held against the quota as its plan says it, a warning, since those are applied another day;
- what manifests do not say, how many nodes a DaemonSet is for, is a warning where a quota counts it.`,
  sources: [
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
    'https://kubernetes.io/docs/concepts/policy/limit-range/',
  ],
  example: {
    failing: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { requests.cpu: "2" } }
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
spec: { hard: { requests.cpu: "4" } }
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
  },
  check: (set) => budgetedNamespaces(set).flatMap(capacityViolations),
};
