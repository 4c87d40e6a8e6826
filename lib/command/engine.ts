import { ManifestSet } from '../manifests/manifest-set';
import type { Manifest } from '../manifests/manifest';
import { UNDECLARED } from '../cluster/cluster-facts';
import { minorOf } from '../cluster/kubernetes-version';
import { NO_CONTEXT, type RuleContext } from '../rules/context';
import type { Finding, Severity } from '../rules/finding';
import { RULES } from '../rules/registry';
import { runRules } from '../rules/run-rules';
import type { ClusterFacts } from './cluster-file';

/** A rule as lists and explanations show it. */
export interface RuleDescription {
  readonly id: string;
  /** What it proves, in one line. */
  readonly title: string;
  readonly severity: Severity;
  /** Why it holds. */
  readonly reason?: string;
  /** Where the reason is written: URLs, or files of a repository. */
  readonly sources?: readonly string[];
  /** YAML that breaks the rule, and the same mended. */
  readonly example?: { readonly failing: string; readonly mended: string };
}

/** What judges manifests. */
export interface Engine {
  readonly rules: readonly RuleDescription[];
  run(manifests: readonly Manifest[], cluster: ClusterFacts): Finding[];
}

/** What rules know of a cluster whose facts are declared in a file. */
export function contextOf(facts: ClusterFacts): RuleContext {
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
    },
  };
}

/** Manifests with what they may refer to and somebody else made. */
function withExisting({ existing = [] }: ClusterFacts): (manifest: Manifest) => Manifest {
  const made = existing.map(({ kind, namespaceName = '', name }) => `${kind} ${namespaceName}/${name}`);
  return (manifest) =>
    made.length === 0 ? manifest : { ...manifest, madeElsewhere: [...(manifest.madeElsewhere ?? []), ...made] };
}

/** Every rule of this library. The one place where commands meet rules. */
export const ENGINE: Engine = {
  rules: RULES,
  run: (manifests, cluster) => runRules(new ManifestSet(manifests.map(withExisting(cluster))), contextOf(cluster)),
};
