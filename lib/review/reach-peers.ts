import type { Manifest } from '../manifests/manifest';
import { named } from '../model/network/openings';
import { meets, type Requirement, requirementsOf } from '../model/network/requirements';
import type { PodGroup } from '../model/selection/pod-groups';
import { append } from '../private/append';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../private/json';
import { policiesIn, selectedBy } from './reach-groups';
import type { Side } from './side';

/** Somebody whose labels change, or who is new, so that policies that stay as they are let it through, or no more. */
export interface Newcomer {
  /** Nothing where it is new. */
  readonly before?: Known;
  readonly after: Known;
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

/** The peers of all policies of both sides, by the namespace that they are in; those with a selector for namespaces under none. */
export class PeerChoices {
  private readonly byHome = new Map<string, PeerChoice[]>();

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
          if (!known.has(key)) append(this.byHome, home, choice);
          known.set(key, choice);
          choice.policies.push({ side, policy });
        }
      }
    }
  }

  /** The keys of the pods with policies that take somebody for a peer on one side and not on the other. */
  public groupsThatDiffer({ before, after }: Newcomer): Set<string> {
    const was = before ?? unlabelled(after);
    const homes = [...new Set(['', after.namespaceName])];
    const choices = homes.flatMap((home) => this.byHome.get(home) ?? []);
    const differing = choices.filter((choice) => isChosen(was, choice) !== isChosen(after, choice));
    const policies = differing.flatMap((choice) => choice.policies);
    return new Set(policies.flatMap(({ side, policy }) => selectedBy(side, policy)));
  }
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

/** The labels that policies of a side ask of pods among their peers. */
export function askedLabels(side: Side): string[] {
  return policiesIn(side)
    .flatMap(({ json }) => peersOf(json))
    .flatMap(({ podSelector }) => requirementsOf(isPlainObject(podSelector) ? podSelector : {}).map(({ key }) => key));
}
