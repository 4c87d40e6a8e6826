import type { Manifest } from '../../manifests/manifest';
import { append } from '../../private/append';
import { type JsonObject, objectAt } from '../../private/json';
import { ByLabel } from '../selection/by-label';

/** Finds the NetworkPolicies that may select pods without looking at all of a namespace. */
export class PolicyIndex {
  /** Each policy by the one of the labels that it asks for that fewest others ask for. */
  private readonly byLabel = new ByLabel<Manifest>();
  /** Those that ask for no label by its value. */
  private readonly others = new Map<string, Manifest[]>();

  public constructor(policies: readonly Manifest[]) {
    const askers = new ByLabel<Manifest>();
    for (const policy of policies) askers.addAll(policy.namespaceName, labelsOf(policy), policy);
    for (const policy of policies) {
      const { namespaceName } = policy;
      const labels = labelsOf(policy);
      const howMany = (key: string): number => askers.carriers(namespaceName, key, labels[key]).length;
      const [rarest] = Object.keys(labels).sort((a, b) => howMany(a) - howMany(b));
      if (rarest === undefined) append(this.others, namespaceName ?? '', policy);
      else this.byLabel.add(namespaceName, rarest, labels[rarest], policy);
    }
  }

  /** The policies that select pods with these labels, or ask for something besides. */
  public candidates(namespaceName: string | undefined, labels: JsonObject): readonly Manifest[] {
    const found = [...(this.others.get(namespaceName ?? '') ?? [])];
    for (const key of Object.keys(labels))
      for (const policy of this.byLabel.carriers(namespaceName, key, labels[key])) found.push(policy);
    return found;
  }
}

function labelsOf({ json }: Manifest): JsonObject {
  return objectAt(json, 'spec', 'podSelector', 'matchLabels');
}
