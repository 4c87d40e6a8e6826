import type { Explanation } from '../explanation';

export const claimAccessMode: Explanation = {
  reason:
    'A ReadWriteOncePod claim is for one pod in the whole cluster: a second one is never scheduled, and a rollout that begins with a new pod never ends. A ReadWriteOnce claim is for the pods of one node: on another they wait with a Multi-Attach error (a warning, as all may be on one node). What can only be read should be mounted so: many drivers refuse else (a warning). Pods that come to an end leave a claim to the next. Claims that a StatefulSet makes for each of its pods, and those of others, are not looked at.',
  sources: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    'pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go of kubernetes/kubernetes',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/persistent-volumes/readonlymany-disks',
  ],
  example: {
    failing: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: weights, namespace: vision }
spec: { accessModes: [ReadWriteOncePod], resources: { requests: { storage: 10Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 1
  strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers: [{ name: main, image: registry.example/iris:1.0.0, volumeMounts: [{ name: weights, mountPath: /weights }] }]
      volumes: [{ name: weights, persistentVolumeClaim: { claimName: weights } }]`,
    mended: `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: weights, namespace: vision }
spec: { accessModes: [ReadWriteOncePod], resources: { requests: { storage: 10Gi } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers: [{ name: main, image: registry.example/iris:1.0.0, volumeMounts: [{ name: weights, mountPath: /weights }] }]
      volumes: [{ name: weights, persistentVolumeClaim: { claimName: weights } }]`,
  },
};
