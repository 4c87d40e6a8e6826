/** Programs that serve `networking.k8s.io/v1` Ingresses, as far as more is known of them than the API says. */
export enum IngressController {
  /** Traefik Proxy v3 (https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-ingress/). */
  TRAEFIK = 'traefik',
  /** The community's ingress-nginx, which gets no fixes any more (https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/). */
  INGRESS_NGINX = 'ingress-nginx',
  /** Any other: nothing is taken for granted but the API itself. */
  OTHER = 'other',
}

/** Implementations of the Gateway API whose conformance is known. */
export enum GatewayImplementation {
  /** Envoy Gateway. */
  ENVOY_GATEWAY = 'envoy-gateway',
  /** Kgateway. */
  KGATEWAY = 'kgateway',
  /** Cilium. */
  CILIUM = 'cilium',
  /** NGINX Gateway Fabric. */
  NGINX_GATEWAY_FABRIC = 'nginx-gateway-fabric',
  /** Google Kubernetes Engine. */
  GKE = 'gke',
  /** Traefik Proxy v3. */
  TRAEFIK = 'traefik',
  /** Istio. */
  ISTIO = 'istio',
  /** Agentgateway. */
  AGENTGATEWAY = 'agentgateway',
  /** Any other: only what every implementation must support is taken for granted. */
  OTHER = 'other',
}

/** Where the gateway's own pods run: NetworkPolicies of servers let them in, and nobody else. */
export interface GatewayPods {
  /** Namespace of the gateway's pods. */
  readonly namespaceName: string;

  /**
   * Labels of the gateway's pods.
   *
   * @default - every pod of the namespace may send requests
   */
  readonly podLabels?: { readonly [key: string]: string };
}

/** Facts about a Traefik v3. What its Helm chart sets is the default. */
export interface TraefikGatewayOptions {
  /**
   * Version of Traefik: `3.0` to `3.7`, with or without a patch number.
   *
   * @default '3.7'
   */
  readonly version?: string;

  /**
   * Where Traefik's pods run. A Traefik in the nodes' own network has no pods that a NetworkPolicy could name: there, let
   * the nodes' addresses in with `allowFrom(CidrPeer.of(...))`.
   *
   * @default - namespace `traefik`, label `app.kubernetes.io/name: traefik`, as the Helm chart installs it
   */
  readonly pods?: GatewayPods;

  /**
   * Entry point that takes requests without TLS.
   *
   * @default 'web'
   */
  readonly httpEntryPoint?: string;

  /**
   * Entry point that takes requests with TLS.
   *
   * @default 'websecure'
   */
  readonly httpsEntryPoint?: string;

  /**
   * Class that this Traefik looks after (`providers.kubernetesCRD.ingressClass`): written into every route made of
   * Traefik's own kinds, and into Ingresses.
   *
   * @default - none for Traefik's own kinds; Ingresses say `traefik`
   */
  readonly className?: string;

  /**
   * Whether a Service without endpoints is an answer 503 (`providers.kubernetesCRD.allowEmptyServices`). Without it one
   * backend without pods takes its whole route down, whatever its weight.
   *
   * @default true - as the Helm chart sets it; the program's own default is false
   */
  readonly allowEmptyServices?: boolean;

  /**
   * Whether a route may name objects of another namespace (`providers.kubernetesCRD.allowCrossNamespace`).
   *
   * @default false
   */
  readonly allowCrossNamespace?: boolean;

  /**
   * Whether a path of an Ingress matches by whole elements (`providers.kubernetesIngress.strictPrefixMatching`). Without
   * it the path `/v1` of an Ingress takes `/v1beta` as well.
   *
   * @default false
   */
  readonly strictPrefixMatching?: boolean;
}

/** Facts about a controller of Ingresses. */
export interface IngressGatewayOptions {
  /** Name of the IngressClass. */
  readonly className: string;

  /**
   * The program behind the class.
   *
   * @default IngressController.OTHER
   */
  readonly controller?: IngressController;

  /**
   * Where the controller's pods run.
   *
   * @default - not known: NetworkPolicies let nobody in for the route, open them with `allowFrom(...)`
   */
  readonly pods?: GatewayPods;

  /**
   * For Traefik: whether a path matches by whole elements (`providers.kubernetesIngress.strictPrefixMatching`).
   *
   * @default false
   */
  readonly strictPrefixMatching?: boolean;
}

/** Facts about an implementation of the Gateway API, and the Gateway that routes attach to. */
export interface GatewayApiOptions {
  /**
   * The implementation.
   *
   * @default GatewayImplementation.OTHER
   */
  readonly implementation?: GatewayImplementation;

  /**
   * Version of the implementation, for example `1.8`.
   *
   * @default - the version whose conformance report was read, see docs/routes.md
   */
  readonly version?: string;

  /**
   * Name of the Gateway that routes attach to, which exists already.
   *
   * @default - none: each route makes a Gateway of its own, of the class `className`
   */
  readonly gatewayName?: string;

  /**
   * Namespace of that Gateway. Its listeners must admit routes of other namespaces (`allowedRoutes`).
   *
   * @default - the namespace of each route
   */
  readonly gatewayNamespaceName?: string;

  /**
   * Name of the GatewayClass, for routes that make a Gateway of their own.
   *
   * @default - none: `gatewayName` is needed
   */
  readonly className?: string;

  /**
   * Name of the Gateway's listener without TLS.
   *
   * @default - 'http' on Gateways that routes make; on one that exists (`gatewayName`) none: routes without TLS attach to
   * every listener that admits them
   */
  readonly httpListener?: string;

  /**
   * Name of the Gateway's listener with TLS.
   *
   * @default - 'https' on Gateways that routes make; on one that exists (`gatewayName`) none: routes with TLS attach to
   * every listener that admits them, those without TLS as well
   */
  readonly httpsListener?: string;

  /**
   * Where the pods run that carry the requests.
   *
   * @default - not known: NetworkPolicies let nobody in for the route, open them with `allowFrom(...)`
   */
  readonly pods?: GatewayPods;
}
