import type { Finding } from '../../rules/finding';
import type { CapacityChange } from './capacity';
import type { Acknowledgement, ObjectChange, Refusal, Removal } from './changes';
import type { PermissionChange, ReachChange, SecurityChange } from './permissions';
import type { Loss } from './losses';
import type { ModelChange, Restart } from './pods';
import type { Topology } from './topology';
import type { ReleaseChange, ServiceChange, TrafficChange } from './traffic';

/**
 * What a change comes to: `safe`; `ordered`, safe when it is applied, and before the next stage there is something to
 * wait for (`releases[].next`); `attention`, somebody has to decide; `refused`, some of it never reaches the cluster; `outage`, somebody's requests fail.
 */
export type Verdict = 'safe' | 'ordered' | 'attention' | 'refused' | 'outage';

/** Who applies the manifests: what is half applied, pruned and in which order differs. */
export type Delivery = 'kubectl' | 'argocd' | 'flux';

/** What a change of manifests will do, as data. Lists are ranked, the gravest first; none holds a Secret's value. */
export interface Review {
  readonly verdict: Verdict;
  /** Why, a sentence each, the gravest first. Empty when nothing is to be said. */
  readonly reasons: readonly string[];
  readonly delivery: Delivery;
  /** Number of objects on each side. */
  readonly objects: { readonly before: number; readonly after: number };
  /** What the API server refuses. */
  readonly refusals: readonly Refusal[];
  /** Workloads whose pods are replaced, and how. */
  readonly restarts: readonly Restart[];
  /** Workloads that read a configuration that changed, and whose pods are not replaced. */
  readonly staleConfigurations: readonly Restart[];
  /** Everything that is added, changed, renamed, or changed in labels or annotations only. */
  readonly changes: readonly ObjectChange[];
  /** What goes. */
  readonly removals: readonly Removal[];
  /** Hosts and paths, and who answers there. */
  readonly traffic: readonly TrafficChange[];
  /** Services whose pods change. */
  readonly services: readonly ServiceChange[];
  /**
   * Ports, routes and objects that somebody relies on, and that are there no more.
   *
   * @default - not told
   */
  readonly losses?: readonly Loss[];
  /** Releases that advance, or are rolled back. */
  readonly releases: readonly ReleaseChange[];
  /** What clients get: weights, revision, image, engine flags, served name. */
  readonly models: readonly ModelChange[];
  /** Requests, accelerators and quota headroom. */
  readonly capacity: readonly CapacityChange[];
  /** Who may do what they could not. */
  readonly permissions: readonly PermissionChange[];
  /** Who can reach whom that could not, or the other way round. */
  readonly reach: readonly ReachChange[];
  /** Lowered Pod Security, new exposure. */
  readonly security: readonly SecurityChange[];
  /** Findings of the rules that are new, and that are gone. */
  readonly findings: { readonly added: readonly Finding[]; readonly gone: readonly Finding[] };
  /** Findings that are newly acknowledged. */
  readonly acknowledgements: readonly Acknowledgement[];
  /** What nobody can know from manifests, in short concrete sentences. */
  readonly notChecked: readonly string[];
  /**
   * The picture of what the change touches.
   *
   * @default - made from traffic, services, workloads and reach
   */
  readonly topology?: Topology;
}
