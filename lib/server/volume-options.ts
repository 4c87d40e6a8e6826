/** Scratch space that lives as long as the pod. */
export interface EmptyDirVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container: a directory below `/`. */
  readonly mountPath: string;
  /** Size at which the pod is evicted, as a Kubernetes quantity. */
  readonly sizeLimit: string;
  /**
   * Whether it is held in memory; its content then counts against the container's memory limit, which all such volumes
   * that the container can write to must fit into.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** Storage that outlives the pod. */
export interface PersistentVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container: a directory below `/`. */
  readonly mountPath: string;
  /** Name of the PersistentVolumeClaim, in the server's namespace. */
  readonly claimName: string;
  /**
   * Whether the container may only read it. Pods that write to one claim need an access mode that allows it.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/** Storage that a CSI driver makes for each pod, and that goes with it. */
export interface CsiVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container: a directory below `/`. */
  readonly mountPath: string;
  /** Name of the CSI driver, which must offer volumes inside of pods: `secrets-store.csi.k8s.io`. */
  readonly driver: string;
  /**
   * What the driver is told. Never secrets: the values stand in the manifests.
   *
   * @default - nothing
   */
  readonly attributes?: { readonly [name: string]: string };
  /**
   * File system of the volume.
   *
   * @default - the driver's own
   */
  readonly fsType?: string;
  /**
   * Secret, in the server's namespace, by which the driver is let in to the storage.
   *
   * @default - none
   */
  readonly secretName?: string;
  /**
   * Whether the container may only read it.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/** Storage of a StorageClass that is made for each pod, and goes with it: larger than the disk of a node. */
export interface EphemeralVolumeOptions {
  /** Name of the volume. */
  readonly name: string;
  /** Where it appears in the container: a directory below `/`. */
  readonly mountPath: string;
  /** Size of the storage of each pod, as a Kubernetes quantity. */
  readonly size: string;
  /**
   * Class of the storage.
   *
   * @default - the cluster's default
   */
  readonly storageClassName?: string;
  /**
   * Labels of the claims that are made.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
}
