import { titleOf } from '../../manifests/object-ref';
import { scrapedPods, type ScrapedPods, type Scraper, scraperOf } from '../../model/monitoring/scraped-pods';
import { type Admission, admissionOf, namespacesLetIn } from '../../model/network/admission';
import { type NetworkReach, networkReachOf } from '../../model/network/reach';
import { namesOf } from '../network/policies/policy-text';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const scraperReachesMetrics: Rule = {
  id: 'scraper-reaches-metrics',
  title: 'network policies let the scraper in to the metrics that are announced to it',
  severity: 'warning',
  reason:
    'Pods are announced by a ServiceMonitor, a PodMonitor or the annotations of Prometheus, and a policy that does not let the scraper in on that port leaves a target that is down for good: requests are served, and what is measured of them is lost. Where the scraper runs is what is declared of the cluster, or the Prometheus of the set; where neither is known, only pods that let in nobody, or none but their own namespace, are found.',
  sources: [
    'https://prometheus-operator.dev/docs/platform/troubleshooting/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  ingress: [{ ports: [{ port: 8000 }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata:
      labels: { app: iris }
      annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9090" }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 8000 }]
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }]
      ports: [{ port: 9090 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata:
      labels: { app: iris }
      annotations: { prometheus.io/scrape: "true", prometheus.io/port: "9090" }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check(set, { cluster }) {
    const reach = networkReachOf(set);
    if (reach.isEmpty) return [];
    const scrapers = [true, false].map((isMonitor) => scraperOf(set, cluster, isMonitor));
    return once(
      scrapedPods(set).flatMap((scraped) => {
        const scraper = scrapers[scraped.isMonitor ? 0 : 1];
        const admission = admissionOf(reach, scraped.group, scraper, scraped.port);
        return admission === 'open' ? [] : [violationOf(reach, scraped, scraper, admission)];
      }),
    );
  },
};

function violationOf(
  reach: NetworkReach,
  { by, at, group, port }: ScrapedPods,
  scraper: Scraper,
  admission: Exclude<Admission, 'open'>,
): Violation {
  const policies = reach.policiesOf(group, 'ingress');
  const lets = policies.length === 1 ? 'lets' : 'let';
  const whose = by === group.manifest ? 'its pods' : `the pods of ${titleOf(group.manifest)}`;
  const says: { readonly [kind in typeof admission]: string } = {
    nobody: `${lets} nobody in on that port`,
    refused: `${lets} others in on that port, but not ${scraper.title}`,
    others: `${lets} none in on that port but pods of ${namespacesLetIn(reach, group, port)}; where the scraper's pods run is not declared`,
  };
  return {
    manifest: by,
    at,
    message: `announces metrics on port ${port.number} of ${whose}, and ${namesOf(policies)} ${says[admission]}`,
    fix: `${scraper.pods.length > 0 ? '' : 'find out where they run and '}let the scraper's pods in with a NetworkPolicy that selects these pods, on port ${port.number}`,
    others: [...(by === group.manifest ? [] : [group.manifest]), ...policies],
  };
}
