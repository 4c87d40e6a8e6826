import type { AppProps } from 'cdk8s';
import type { ClusterProfile } from '../core/cluster-profile';
import type { Delivery } from '../delivery/delivery';

/** How an app is synthesized, and for which cluster. */
export interface ServingAppProps extends AppProps {
  /**
   * Facts about the cluster that the manifests are for.
   *
   * @default - the defaults of ClusterProfile
   */
  readonly cluster?: ClusterProfile;

  /**
   * Who applies the manifests when Git changes: the tool's own objects are written beside them, and what it has to read
   * on the manifests is added as annotations.
   *
   * @default - nobody that is known: kubectl
   */
  readonly delivery?: Delivery;

  /**
   * Whether servers with problems go on with what is right, so that one run tells what is wrong with all of them: at synthesis,
   * which then throws, or when a construct throws that cannot go on (a tenant, a release, a route). Without it each server
   * throws by itself, when it is made.
   *
   * @default false
   */
  readonly collectProblems?: boolean;
}
