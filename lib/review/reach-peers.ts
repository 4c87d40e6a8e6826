import type { Manifest } from '../manifests/manifest';
import { named } from '../model/network/openings';
import { meets, type Requirement, requirementsOf } from '../model/network/requirements';
import type { PodGroup } from '../model/selection/pod-groups';
import { append } from '../private/append';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../private/json';
import { policiesIn, selectedBy } from './reach-groups';
import type { Side } from './side';

/** Somebody whose labels change, or who is new, so that policies that stay as they are let it through, or no more. */
export interface Relabelled {
  /** Nothing where it is new. */
  readonly before?: Known;
  readonly after: Known;
  /** What pods are called, all that are alike together. */
  readonly text?: string;
}

/** The labels that policies look at: of a namespace, or of pods in one. */
export interface Known {
  readonly namespaceName: string;
  readonly namespaceLabels: JsonObject;
  readonly pods?: PodGroup;
}

/** What is open to any pods of the namespace is open to new ones whatever their labels are. */
export function unlabelled(known: Known): Known {
  return known.pods ? { ...known, pods: { ...known.pods, labels: {} } } : known;
}

/** A peer that policies choose by labels, once for all that write it alike. */
interface PeerChoice {
  readonly namespaces: readonly Requirement[];
  readonly pods: readonly Requirement[];
  readonly policies: { readonly side: Side; readonly policy: Manifest }[];
}

/** The peers that are chosen in one namespace: those that ask pods for a label by its values, and the others. */
interface HomeChoices {
  readonly byLabel: Map<string, PeerChoice[]>;
  readonly others: PeerChoice[];
}

/** The peers of all policies of both sides, by the namespace that they are in; those with a selector for namespaces under none. */
export class PeerChoices {
  private readonly byHome = new Map<string, HomeChoices>();

  public constructor(before: Side, after: Side) {
    const known = new Map<string, PeerChoice>();
    for (const side of [before, after]) {
      for (const policy of policiesIn(side)) {
        for (const { namespaceSelector, podSelector } of peersOf(policy.json)) {
          const home = isPlainObject(namespaceSelector) ? '' : (policy.namespaceName ?? '');
          const key = JSON.stringify([home, namespaceSelector, podSelector]);
          const choice = known.get(key) ?? {
            namespaces: isPlainObject(namespaceSelector) ? requirementsOf(namespaceSelector) : named(home),
            pods: requirementsOf(isPlainObject(podSelector) ? podSelector : {}),
            policies: [],
          };
          if (!known.has(key)) this.add(home, choice);
          known.set(key, choice);
          choice.policies.push({ side, policy });
        }
      }
    }
  }

  /** The keys of the pods with policies that take somebody for a peer on one side and not on the other. */
  public groupsThatDiffer({ before, after }: Relabelled): Set<string> {
    const was = before ?? unlabelled(after);
    const homes = [...new Set(['', after.namespaceName])];
    const choices = homes.flatMap((home) => this.candidates(home, [was, after]));
    const differing = choices.filter((choice) => isChosen(was, choice) !== isChosen(after, choice));
    const policies = differing.flatMap((choice) => choice.policies);
    return new Set(policies.flatMap(({ side, policy }) => selectedBy(side, policy)));
  }

  private add(home: string, choice: PeerChoice): void {
    const choices = this.byHome.get(home) ?? { byLabel: new Map<string, PeerChoice[]>(), others: [] };
    this.byHome.set(home, choices);
    const asked = choice.pods.find(({ operator }) => operator === 'In');
    if (!asked) choices.others.push(choice);
    else for (const value of asked.values) append(choices.byLabel, labelKey(asked.key, value), choice);
  }

  /** The choices that may take somebody for a peer: pods that lack the label that one asks for are none. */
  private candidates(home: string, knowns: readonly Known[]): PeerChoice[] {
    const choices = this.byHome.get(home);
    if (!choices) return [];
    const labels = knowns.flatMap(({ pods }) => Object.entries(pods?.labels ?? {}));
    const isNamespace = knowns.some(({ pods }) => !pods);
    const byLabel = isNamespace
      ? [...choices.byLabel.values()].flat()
      : labels.flatMap(([key, value]) => choices.byLabel.get(labelKey(key, value)) ?? []);
    return [...new Set([...choices.others, ...byLabel])];
  }
}

function labelKey(key: string, value: unknown): string {
  return `${key}\n${String(value)}`;
}

function isChosen({ namespaceLabels, pods }: Known, choice: PeerChoice): boolean {
  return meets(namespaceLabels, choice.namespaces) && (!pods || meets(pods.labels, choice.pods));
}

function peersOf(json: JsonObject): JsonObject[] {
  const { ingress, egress } = objectAt(json, 'spec');
  return [
    ...objectsIn(ingress).flatMap(({ from }) => objectsIn(from)),
    ...objectsIn(egress).flatMap(({ to }) => objectsIn(to)),
  ].filter(({ ipBlock }) => !isPlainObject(ipBlock));
}

/** The labels that policies ask of pods among their peers, and the values that they name. */
export function askedLabels(sides: readonly Side[]): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map<string, Set<string>>();
  for (const { json } of sides.flatMap(policiesIn)) {
    for (const { podSelector } of peersOf(json)) {
      for (const { key, values } of requirementsOf(isPlainObject(podSelector) ? podSelector : {})) {
        const known = asked.get(key) ?? new Set<string>();
        asked.set(key, known);
        for (const value of values) known.add(value);
      }
    }
  }
  return asked;
}
