import type { ContainerRuntime } from '../cluster/container-runtime';
import type { GatewayFacts } from '../cluster/gateway-facts';
import type { GpuOperatorFacts } from '../cluster/gpu-operator';
import type { MetricsAdapter } from '../cluster/metrics-adapter';
import type { MetricsScraper } from '../cluster/metrics-scraper';
import type { NodeLabelScheme } from '../cluster/node-label-scheme';
import type { ArgoRolloutsFacts, KServeFacts, SeldonFacts } from '../cluster/serving-controllers';
import type { AlertOptions } from './alert-options';
import type { EgressProxy } from './egress-proxy';
import type { KedaFacts } from './keda-facts';

/** Facts about the cluster that manifests are made for. What is left out has the default of the table in `ClusterProfile`. */
export interface ClusterProfileOptions {
  /**
   * Oldest version of Kubernetes the manifests must run on: one that the table of ClusterProfile names, such as `1.32`.
   *
   * @default '1.30'
   */
  readonly kubernetesVersion?: string;

  /**
   * Who collects metrics.
   *
   * @default - nobody: no scrape annotations, no monitors, no way in
   */
  readonly scraper?: MetricsScraper;

  /**
   * Alerts of all servers and releases, for a scraper of the Prometheus operator. An empty object switches them on with
   * their defaults.
   *
   * @default - none but those of servers that ask for them
   */
  readonly alerts?: AlertOptions;

  /**
   * What serves metrics of pods to HorizontalPodAutoscalers. Servers that scale by what their runtime tells of its load need it,
   * or `keda`; with both they use it, unless they ask for KEDA.
   *
   * @default - not declared
   */
  readonly metricsAdapter?: MetricsAdapter;

  /**
   * KEDA, where it is installed. Servers may then scale by ScaledObjects.
   *
   * @default - not declared
   */
  readonly keda?: KedaFacts;

  /**
   * Whether HorizontalPodAutoscalers may take the last pod away (feature gate `HPAScaleToZero` of kube-apiserver and
   * kube-controller-manager): beta and on from Kubernetes 1.37 on, alpha and off before
   * (https://kubernetes.io/blog/2026/09/02/kubernetes-v1-37-hpa-scale-to-zero-beta/).
   *
   * @default - from Kubernetes 1.37 on
   */
  readonly hpaScaleToZero?: boolean;

  /**
   * What carries requests into the cluster. Routes are made for it, and servers let its pods in for the routes that
   * lead to them.
   *
   * @default - none: each route says for itself, with `via`
   */
  readonly gateway?: GatewayFacts;

  /**
   * Namespace of the cluster's DNS service.
   *
   * @default 'kube-system'
   */
  readonly dnsNamespaceName?: string;

  /**
   * Port that the pods of the DNS service listen on, which is the one that NetworkPolicies open: policies see a
   * connection after the Service has led it to a pod. 5353 on OpenShift
   * (https://github.com/openshift/cluster-dns-operator), whatever port its Service has.
   *
   * @default 53
   */
  readonly dnsPort?: number;

  /**
   * Addresses of node-local DNS caches, which no selector can match because they use the node's network
   * (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/). An empty list when there are none.
   *
   * @default ['169.254.20.10']
   */
  readonly nodeLocalDnsAddresses?: string[];

  /**
   * Smallest node port of the cluster (kube-apiserver's `--service-node-port-range`).
   *
   * @default 30000
   */
  readonly nodePortMin?: number;

  /**
   * Largest node port of the cluster.
   *
   * @default 32767
   */
  readonly nodePortMax?: number;

  /**
   * What runs containers on the nodes. It decides which volumes they can mount.
   *
   * @default - not declared
   */
  readonly containerRuntime?: ContainerRuntime;

  /**
   * NVIDIA's GPU Operator, or what it installs. Declared, nodes have the labels NodeLabelScheme.GPU_OPERATOR unless
   * `nodeLabels` says otherwise.
   *
   * @default - not declared: no RuntimeClass is set, no labels are known
   */
  readonly gpuOperator?: GpuOperatorFacts;

  /**
   * How nodes say which accelerators they have. Accelerators that are chosen by product need it.
   *
   * @default - NodeLabelScheme.GPU_OPERATOR with `gpuOperator`, else not declared
   */
  readonly nodeLabels?: NodeLabelScheme;

  /**
   * Accelerators that are kept free for rollouts, by resource name or DeviceClass, for example
   * `{ 'nvidia.com/gpu': 1, 'gpu.nvidia.com': 1 }`. Servers with an accelerator roll out with a surge pod only where a
   * spare for that pod is declared.
   *
   * @default - none: servers with an accelerator roll out in place
   */
  readonly spareAccelerators?: { readonly [resource: string]: number };

  /**
   * Whether nodes with NVIDIA GPUs start containers with a `crun` that makes the root filesystem read-only before the
   * hooks of NVIDIA have written to it, so that a container with a GPU and a read-only root is never created
   * (https://github.com/containers/crun/issues/1924, mended in https://github.com/containers/crun/pull/1925). CRI-O, and
   * OpenShift from 4.18 on, run `crun`; containerd runs `runc`, which is not concerned. Where it is true, the root
   * filesystem of containers with such a device is writable, and an annotation of the Deployment says why.
   *
   * @default false
   */
  readonly gpuNodesRunOldCrun?: boolean;

  /**
   * Version of the LeaderWorkerSet controller (https://lws.sigs.k8s.io), for example `0.10`: 0.6 or later. Groups of pods
   * that serve one model together need it.
   *
   * @default - not declared: groups are refused
   */
  readonly leaderWorkerSet?: string;

  /**
   * The proxy through which pods reach what is outside of the cluster. Downloads of weights use it, and are let out to
   * nothing else.
   *
   * @default - none: straight to the internet
   */
  readonly egressProxy?: EgressProxy;

  /**
   * KServe, where it runs in the cluster: KServeModel needs it.
   *
   * @default - none
   */
  readonly kserve?: KServeFacts;

  /**
   * Seldon Core 1, where it runs in the cluster: SeldonModel needs it.
   *
   * @default - none
   */
  readonly seldon?: SeldonFacts;

  /**
   * Argo Rollouts, where it runs in the cluster: releases by ReleaseController.argoRollouts need it.
   *
   * @default - none
   */
  readonly argoRollouts?: ArgoRolloutsFacts;
}
