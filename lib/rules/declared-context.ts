import { type ClusterFacts, UNDECLARED } from '../cluster/cluster-facts';
import type { DeclaredCluster } from '../cluster/declared-cluster';
import { minorOf } from '../cluster/kubernetes-version';
import type { Manifest } from '../manifests/manifest';
import { NO_CONTEXT, type RuleContext } from './context';

/** What rules know of a cluster whose facts are declared. */
export function contextOf(facts: DeclaredCluster): RuleContext {
  const { kubernetesVersion, dnsNamespaceName, dnsPort, nodeLocalDnsAddresses, nodePortMin, nodePortMax } = facts;
  const { dns, nodePorts } = UNDECLARED;
  return {
    ...NO_CONTEXT,
    cluster: {
      ...UNDECLARED,
      ...(kubernetesVersion !== undefined && { kubernetesMinor: minorOf(kubernetesVersion) }),
      dns: {
        namespaceName: dnsNamespaceName ?? dns.namespaceName,
        port: dnsPort ?? dns.port,
        nodeLocalAddresses: nodeLocalDnsAddresses ?? dns.nodeLocalAddresses,
      },
      nodePorts: { min: nodePortMin ?? nodePorts.min, max: nodePortMax ?? nodePorts.max },
      ...(facts.hpaScaleToZero !== undefined && { hpaScaleToZero: facts.hpaScaleToZero }),
      ...operatorFacts(facts),
    },
  };
}

function operatorFacts({ prometheusOperator }: DeclaredCluster): Pick<ClusterFacts, 'operator' | 'scraper'> {
  if (!prometheusOperator) return {};
  const { namespaceName, labels = {}, ruleLabels = labels, namespaceLabels = {} } = prometheusOperator;
  return {
    operator: { labels, ruleLabels, namespaceLabels },
    ...(namespaceName !== undefined && { scraper: { namespaceName } }),
  };
}

/** Manifests with what they may refer to and somebody else made. */
export function withExisting(manifests: readonly Manifest[], { existing = [] }: DeclaredCluster): readonly Manifest[] {
  if (existing.length === 0) return manifests;
  const made = existing.map(({ kind, namespaceName = '', name }) => `${kind} ${namespaceName}/${name}`);
  return manifests.map((manifest) => ({ ...manifest, madeElsewhere: [...(manifest.madeElsewhere ?? []), ...made] }));
}
