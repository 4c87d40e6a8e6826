import { knownKind } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';

/** Groups of Kubernetes itself, whose kinds that make pods are known. */
const BUILT_IN = /^(|apps|batch|autoscaling|policy|([a-z]+\.)?[a-z-]+\.k8s\.io|extensions)$/;
/** Groups of others whose kinds make no pods that a Service could be for. */
const WITHOUT_PODS =
  /^(gateway\.networking\.k8s\.io|gateway\.envoyproxy\.io|traefik\.(io|containo\.us)|cert-manager\.io|acme\.cert-manager\.io|external-secrets\.io|keda\.sh|monitoring\.googleapis\.com|networking\.gke\.io|cloud\.google\.com|networking\.istio\.io|security\.istio\.io|telemetry\.istio\.io|cilium\.io|crd\.projectcalico\.org|projectcalico\.org|kyverno\.io|bitnami\.com|argoproj\.io|inference\.networking\.k8s\.io|autoscaling\.k8s\.io|snapshot\.storage\.k8s\.io)$/;
/** Kinds of groups that make pods as well. */
const KINDS_WITHOUT_PODS = new Set(['ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'Probe', 'ScrapeConfig']);

/** Whether an object may make pods of which manifests say nothing: a custom one, of a controller that is not known. */
export function mayMakeUnseenPods({ group, kind }: Manifest): boolean {
  // Groups of pods are described by what makes them.
  if (knownKind(group, kind)?.podGroup) return false;
  return !BUILT_IN.test(group) && !WITHOUT_PODS.test(group) && !KINDS_WITHOUT_PODS.has(kind);
}

/**
 * Labels that controllers give to pods, one to each or as they come: manifests do not say which pods carry them.
 * https://kubernetes.io/docs/reference/labels-annotations-taints/, and Argo Rollouts' own.
 */
const OF_CONTROLLERS =
  /^(leaderworkerset\.sigs\.k8s\.io\/.+|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/(job-name|controller-uid|job-completion-index)|job-name|controller-uid|pod-template-hash|controller-revision-hash|rollouts-pod-template-hash)$/;

/** Whether manifests cannot say which pods carry a label. */
export function isOfControllers(key: string): boolean {
  return OF_CONTROLLERS.test(key);
}
