/** Who can reach a Service: https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types */
export enum ServiceType {
  /** Pods of the cluster. */
  CLUSTER_IP = 'ClusterIP',
  /** Everyone who reaches a node, on a port of the nodes. */
  NODE_PORT = 'NodePort',
  /** Everyone who reaches the load balancer that the cloud makes. */
  LOAD_BALANCER = 'LoadBalancer',
}
