/** Whether a route may send requests to Services of another namespace, and who says so. */
export enum CrossNamespace {
  /** It may not: a target in another namespace is an error. */
  REFUSED = 'refused',
  /**
   * This app grants it. On the Gateway API a ReferenceGrant is made in the namespace of each such target
   * (https://gateway-api.sigs.k8s.io/api-types/referencegrant/). Traefik grants it for the whole cluster or not at all, by
   * `allowCrossNamespace`, which `GatewayFacts.traefik` declares.
   */
  GRANT = 'grant',
  /** The owner of the other namespace has granted it already: no ReferenceGrant is made. */
  GRANTED_ELSEWHERE = 'granted-elsewhere',
}
