import type { Manifest } from '../../manifests/manifest';
import { type JsonObject, objectAt } from '../../private/json';

/** NetworkPolicies of a namespace: those that ask pods for labels by one of these, and the others. */
interface NamespacePolicies {
  readonly byLabel: Map<string, Manifest[]>;
  readonly others: Manifest[];
}

/** Finds the NetworkPolicies that may select pods without looking at all of a namespace. */
export class PolicyIndex {
  private readonly byNamespace = new Map<string, NamespacePolicies>();

  public constructor(policies: readonly Manifest[]) {
    const carriers = new Map<string, number>();
    for (const policy of policies)
      for (const label of labelsOf(policy)) carriers.set(label, (carriers.get(label) ?? 0) + 1);
    for (const policy of policies) {
      const { byLabel, others } = this.inNamespace(policy.namespaceName ?? '');
      const [rarest] = labelsOf(policy).sort((a, b) => (carriers.get(a) ?? 0) - (carriers.get(b) ?? 0));
      const list = rarest === undefined ? others : byLabel.get(rarest);
      if (list) list.push(policy);
      else byLabel.set(rarest, [policy]);
    }
  }

  /** The policies that select pods with these labels, or ask for something besides. */
  public candidates(namespaceName: string | undefined, labels: JsonObject): Manifest[] {
    const found = this.byNamespace.get(namespaceName ?? '');
    if (!found) return [];
    const byLabel = Object.entries(labels).flatMap(
      ([key, value]) => found.byLabel.get(labelKey(namespaceName, key, value)) ?? [],
    );
    return [...found.others, ...byLabel];
  }

  private inNamespace(name: string): NamespacePolicies {
    const known = this.byNamespace.get(name) ?? { byLabel: new Map<string, Manifest[]>(), others: [] };
    this.byNamespace.set(name, known);
    return known;
  }
}

function labelsOf({ namespaceName, json }: Manifest): string[] {
  return Object.entries(objectAt(json, 'spec', 'podSelector', 'matchLabels')).map(([key, value]) =>
    labelKey(namespaceName, key, value),
  );
}

function labelKey(namespaceName: string | undefined, key: string, value: unknown): string {
  return [namespaceName ?? '', key, String(value)].join('\n');
}
