import { checkLabelName, checkObjectName } from '../private/check-name';
import { checkMember } from '../private/check-text';
import { checkSelectorLabels } from '../private/labels';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import {
  type GatewayApiOptions,
  GatewayImplementation,
  type GatewayPods,
  IngressController,
  type IngressGatewayOptions,
  type TraefikGatewayOptions,
} from './gateway-options';
import type { PeerPods } from './peer-pods';

/** Facts about a Traefik, with every default filled in. */
export interface TraefikFacts {
  readonly minor: number;
  readonly httpEntryPoint: string;
  readonly httpsEntryPoint: string;
  readonly className: string | undefined;
  readonly allowEmptyServices: boolean;
  readonly allowCrossNamespace: boolean;
}

/** Facts about a controller of Ingresses, with every default filled in. */
export interface IngressFacts {
  readonly className: string;
  readonly controller: IngressController;
  readonly strictPrefixMatching: boolean;
}

/** Facts about a Gateway, with every default filled in. */
export interface GatewayApiFacts {
  readonly implementation: GatewayImplementation;
  readonly version: string | undefined;
  readonly gatewayName: string | undefined;
  readonly gatewayNamespaceName: string | undefined;
  readonly className: string | undefined;
  /** Nothing where the Gateway exists and nobody said how its listeners are called. */
  readonly httpListener: string | undefined;
  readonly httpsListener: string | undefined;
}

const TRAEFIK_PODS: GatewayPods = { namespaceName: 'traefik', podLabels: { 'app.kubernetes.io/name': 'traefik' } };
const NEWEST_TRAEFIK = 7;

/**
 * What carries requests into the cluster: a Traefik, a controller of Ingresses, an implementation of the Gateway API.
 *
 * | fact | default |
 * | --- | --- |
 * | Traefik's version | 3.7 |
 * | Traefik's pods | namespace `traefik`, label `app.kubernetes.io/name: traefik` |
 * | Traefik's entry points | `web`, `websecure` |
 * | `allowEmptyServices` | true, as the Helm chart sets it |
 * | `allowCrossNamespace`, `strictPrefixMatching` | false |
 * | controller of an IngressClass, implementation of the Gateway API | other: nothing but the API is taken for granted |
 * | listeners of a Gateway that a route makes | `http`, `https` |
 * | listeners of a Gateway that exists | not known: routes attach to all that admit them |
 *
 * What is wrong is reported by the ClusterProfile or route that uses it.
 *
 * @example
 * import { ClusterProfile, GatewayFacts, GatewayImplementation } from 'cdk8s-model-serving';
 *
 * const cluster = ClusterProfile.of({
 *   gateway: GatewayFacts.gatewayApi({
 *     implementation: GatewayImplementation.ENVOY_GATEWAY,
 *     gatewayName: 'public',
 *     gatewayNamespaceName: 'gateways',
 *     httpsListener: 'https',
 *     pods: { namespaceName: 'envoy-gateway-system' },
 *   }),
 * });
 */
export class GatewayFacts {
  /**
   * A Traefik v3. Routes are made of its own kinds (`traefik.io/v1alpha1`) unless they ask for something else.
   *
   * @param options what differs from Traefik's Helm chart
   */
  public static traefik(options: TraefikGatewayOptions = {}): GatewayFacts {
    const found = new Problems('');
    const given = optionsOf(found, options, 'TraefikGatewayOptions');
    return new GatewayFacts(found, given.pods ?? TRAEFIK_PODS, {
      traefik: traefikFacts(found, given),
      ingress: {
        className: given.className ?? 'traefik',
        controller: IngressController.TRAEFIK,
        strictPrefixMatching: flag(found, 'strictPrefixMatching', given.strictPrefixMatching, false),
      },
    });
  }

  /**
   * A controller of `networking.k8s.io/v1` Ingresses.
   *
   * @param options its class and what is known of it
   */
  public static ingress(options: IngressGatewayOptions): GatewayFacts {
    const found = new Problems('');
    const given = optionsOf(found, options, 'IngressGatewayOptions');
    const { className = '', controller = IngressController.OTHER } = given;
    found.add(
      given.className === undefined
        ? "className must be given: the IngressClass of the controller, for example 'nginx'"
        : checkObjectName('className', className),
      checkMember('controller', controller, 'IngressController', IngressController),
    );
    const strictPrefixMatching = flag(found, 'strictPrefixMatching', given.strictPrefixMatching, false);
    return new GatewayFacts(found, given.pods, { ingress: { className, controller, strictPrefixMatching } });
  }

  /**
   * An implementation of the Gateway API (`gateway.networking.k8s.io/v1`).
   *
   * @param options the Gateway that routes attach to, and what is known of the implementation
   */
  public static gatewayApi(options: GatewayApiOptions): GatewayFacts {
    const found = new Problems('');
    const given = optionsOf(found, options, 'GatewayApiOptions');
    return new GatewayFacts(found, given.pods, { gatewayApi: gatewayApiFacts(found, given) });
  }

  /** @internal */
  public readonly _traefik: TraefikFacts | undefined;
  /** @internal */
  public readonly _ingress: IngressFacts | undefined;
  /** @internal */
  public readonly _gatewayApi: GatewayApiFacts | undefined;
  /** @internal */
  public readonly _peer: PeerPods | undefined;
  private readonly found: Problems;

  private constructor(
    found: Problems,
    pods: GatewayPods | undefined,
    facts: { readonly traefik?: TraefikFacts; readonly ingress?: IngressFacts; readonly gatewayApi?: GatewayApiFacts },
  ) {
    if (pods) {
      found.add(
        (pods.namespaceName as unknown) === undefined
          ? "pods.namespaceName must be given: where the gateway's pods run, for example 'ingress-nginx'"
          : checkLabelName('pods.namespaceName', pods.namespaceName),
        checkSelectorLabels('pods.podLabels', pods.podLabels),
      );
    }
    this.found = found;
    this._traefik = facts.traefik;
    this._ingress = facts.ingress;
    this._gatewayApi = facts.gatewayApi;
    this._peer = pods && { namespaceName: pods.namespaceName, ...(pods.podLabels && { podLabels: pods.podLabels }) };
  }

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}

function traefikFacts(found: Problems, given: Partial<TraefikGatewayOptions>): TraefikFacts {
  const { version = `3.${NEWEST_TRAEFIK}`, httpEntryPoint = 'web', httpsEntryPoint = 'websecure', className } = given;
  const match = typeof version === 'string' ? /^v?3\.(\d{1,2})(\.\d+)?$/.exec(version) : null;
  const minor = Number(match?.[1] ?? NaN);
  found.add(
    minor <= NEWEST_TRAEFIK
      ? undefined
      : `version must be a version of Traefik from '3.0' to '3.${NEWEST_TRAEFIK}', got ${show(version)}`,
    checkEntryPoint('httpEntryPoint', httpEntryPoint),
    checkEntryPoint('httpsEntryPoint', httpsEntryPoint),
    httpEntryPoint === httpsEntryPoint
      ? `httpsEntryPoint must differ from httpEntryPoint, got ${show(httpsEntryPoint)} for both`
      : undefined,
    checkObjectName('className', className),
  );
  return {
    minor,
    httpEntryPoint,
    httpsEntryPoint,
    className,
    allowEmptyServices: flag(found, 'allowEmptyServices', given.allowEmptyServices, true),
    allowCrossNamespace: flag(found, 'allowCrossNamespace', given.allowCrossNamespace, false),
  };
}

function gatewayApiFacts(found: Problems, given: Partial<GatewayApiOptions>): GatewayApiFacts {
  const { implementation = GatewayImplementation.OTHER, version, gatewayName, gatewayNamespaceName, className } = given;
  const isMade = gatewayName === undefined;
  const { httpListener = isMade ? 'http' : undefined, httpsListener = isMade ? 'https' : undefined } = given;
  found.add(
    checkMember('implementation', implementation, 'GatewayImplementation', GatewayImplementation),
    version === undefined || (typeof version === 'string' && /^v?\d+\.\d+(\.\d+)?$/.test(version))
      ? undefined
      : `version must be a version such as '1.8', got ${show(version)}`,
    checkObjectName('gatewayName', gatewayName),
    checkLabelName('gatewayNamespaceName', gatewayNamespaceName),
    checkObjectName('className', className),
    (gatewayName === undefined) === (className === undefined)
      ? 'must name either a Gateway that exists (gatewayName) or a class to make Gateways of (className), got ' +
          (gatewayName === undefined ? 'neither' : 'both')
      : undefined,
    gatewayName === undefined && gatewayNamespaceName !== undefined
      ? `gatewayNamespaceName needs gatewayName, got ${show(gatewayNamespaceName)}`
      : undefined,
    checkObjectName('httpListener', httpListener),
    checkObjectName('httpsListener', httpsListener),
    httpListener !== undefined && httpListener === httpsListener
      ? `httpsListener must differ from httpListener, got ${show(httpsListener)} for both`
      : undefined,
  );
  return { implementation, version, gatewayName, gatewayNamespaceName, className, httpListener, httpsListener };
}

function checkEntryPoint(property: string, value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9][-_A-Za-z0-9]*$/.test(value)
    ? undefined
    : `${property} must be a name of letters, digits, '-' and '_', got ${show(value)}`;
}

function flag(found: Problems, property: string, value: unknown, fallback: boolean): boolean {
  if (value === undefined) return fallback;
  if (typeof value === 'boolean') return value;
  found.add(`${property} must be true or false, got ${show(value)}`);
  return fallback;
}

/** What is wrong with a gateway, when one is given. */
export function gatewayProblems(property: string, gateway: unknown): string[] {
  if (gateway === undefined) return [];
  if (!(gateway instanceof GatewayFacts))
    return [
      `${property} must be made by GatewayFacts.traefik(...), .ingress(...) or .gatewayApi(...), got ${show(gateway)}`,
    ];
  return gateway._problems().map((problem) => `${property}: ${problem}`);
}
