/** How the nodes of a cluster say which accelerators they have: whose labels pods can choose them by. */
export enum NodeLabelScheme {
  /**
   * Labels of NVIDIA's GPU feature discovery, which the GPU Operator installs: `nvidia.com/gpu.product` and others
   * (https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md). Nodes with AMD GPUs
   * have those of AMD's GPU Operator: `amd.com/gpu.product-name`.
   */
  GPU_OPERATOR = 'gpu-operator',
  /**
   * Labels of Google Kubernetes Engine: `cloud.google.com/gke-accelerator` and others
   * (https://cloud.google.com/kubernetes-engine/docs/how-to/gpus).
   */
  GKE = 'gke',
  /**
   * Labels of Karpenter on AWS: `karpenter.k8s.aws/instance-gpu-name` and others
   * (https://karpenter.sh/docs/concepts/scheduling/#well-known-labels).
   */
  KARPENTER_AWS = 'karpenter-aws',
  /**
   * Labels of EKS Auto Mode, which are not those of Karpenter: `eks.amazonaws.com/instance-gpu-name` and others
   * (https://docs.aws.amazon.com/eks/latest/userguide/auto-learn-iam.html).
   */
  EKS_AUTO_MODE = 'eks-auto-mode',
}
