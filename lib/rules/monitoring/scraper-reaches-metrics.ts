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
