import { titleOf } from '../../manifests/object-ref';
import { carriedOf, nearestOf, namespacesWithUnseenPods } from '../../model/selection/nearest-pods';
import { meantPods } from '../../model/routing/meant-pods';
import { labelsText } from '../../model/selection/pod-index';
import { podGroupsOf } from '../../model/selection/pod-groups';
import { isOfControllers } from '../../model/selection/pod-makers';
import { hasSelector, podsOfService } from '../../model/selection/service-pods';
import { objectAt } from '../../private/json';
import type { Rule } from '../rule';

export const serviceSelectsPods: Rule = {
  id: 'service-selects-pods',
  title: 'Services select pods that something makes',
  severity: 'warning',
  reason:
    'A Service that selects no pods has no endpoints: requests are refused. Looked at are Services whose namespace has pods in the set that carry a key of the selector with another value, or not all of its labels: a slip of a label; and, where none carries any key, the Service of a server or release whose workload is there, and one that a route leads to and whose selector has the name of a workload under another key. Where a custom object in the namespace may make pods, nothing is said, nor of Services without selector.',
  sources: [
    'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris-server } }
  template:
    metadata: { labels: { app: iris-server } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris-server }, ports: [{ name: http, port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris-server } }
  template:
    metadata: { labels: { app: iris-server } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check: (set) =>
    set.ofKind('Service', '').flatMap((service) => {
      const { namespaceName } = service;
      if (!hasSelector(service) || podsOfService(set, service).length > 0) return [];
      if (
        namespacesWithUnseenPods(set).has(namespaceName ?? '') ||
        service.madeElsewhere?.some((each) => each.startsWith('Pod '))
      )
        return [];
      const selector = objectAt(service.json, 'spec', 'selector');
      if (Object.keys(selector).some(isOfControllers)) return [];
      // What is no text is refused.
      if (Object.values(selector).some((value) => typeof value !== 'string')) return [];
      const nearest = nearestOf(podGroupsOf(set).inNamespace(namespaceName), selector);
      const meant = nearest
        ? { group: nearest, labels: carriedOf(nearest, selector) }
        : meantPods(set, service, selector);
      if (!meant) return [];
      const { manifest: maker } = meant.group;
      return [
        {
          manifest: service,
          at: '/spec/selector',
          message: `selects ${labelsText(selector)}, and no pods of the namespace carry that; nearest are those of ${titleOf(maker)} with ${labelsText(meant.labels)}`,
          fix: 'correct the labels of one of both',
          others: [maker],
        },
      ];
    }),
};
