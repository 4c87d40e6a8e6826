import type { GatewayFacts } from '../../cluster/gateway-facts';
import type { IRouteTarget } from '../../core/traffic-target';
import type { RoutingApiName } from '../../model/routing/dialects/registry';
import type { Labels } from '../../private/labels';
import type { CrossNamespace } from '../cross-namespace';
import type { RouteRuleOptions } from '../route-rule-options';
import type { PlannedTimeouts } from '../route-timeouts';
import type { TlsKind } from '../route-tls';
import type { RouteMatch } from './route-match';

/** A target and its share of a rule's requests, in percent. */
export interface PlannedTarget {
  readonly target: IRouteTarget;
  readonly weight: number;
}

/** A rule whose options have been checked and completed. */
export interface PlannedRule {
  /** What messages call it: `rules[0]`. */
  readonly property: string;
  /** Its place in the props. */
  readonly index: number;
  /** What objects made for it are called, behind the route's name. */
  readonly slug: string;
  readonly match: RouteMatch;
  readonly targets: readonly PlannedTarget[];
  readonly timeouts: PlannedTimeouts;
  readonly options: RouteRuleOptions;
  /** Options that it has from the route's defaults: their objects are shared. */
  readonly inherited: ReadonlySet<string>;
  /** Whether its requests go to several Services. */
  readonly isSplit: boolean;
}

/** A route's certificate. */
export interface PlannedTls extends TlsKind {
  readonly hosts: readonly string[];
  /** Where the certificate is kept; nothing where the gateway has one. */
  readonly secretName: string | undefined;
}

/** A route that has been checked: the one model that every renderer works from. */
export interface RoutePlan {
  readonly name: string;
  readonly path: string;
  readonly namespaceName: string | undefined;
  /** Hosts that the rules are for; none for every host that no other route names. */
  readonly hosts: readonly string[];
  /** In the order of the props. */
  readonly rules: readonly PlannedRule[];
  readonly tls: PlannedTls | undefined;
  readonly redirectToHttps: boolean;
  readonly crossNamespace: CrossNamespace;
  readonly annotations: Labels;
  readonly labels: Labels;
  /** The routing API that the route is made in. */
  readonly renderer: RoutingApiName;
  readonly gateway: GatewayFacts;
}
