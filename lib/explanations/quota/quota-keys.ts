import type { Explanation } from '../explanation';

export const quotaKeys: Explanation = {
  reason: 'The API server takes keys that it never counts, and refuses others: either way nothing is limited.',
  sources: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  example: {
    failing: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { count/deployments: 4 } }`,
    mended: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { count/deployments.apps: 4 } }`,
  },
};
