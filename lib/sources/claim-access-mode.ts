/** How many may use a claim: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes */
export enum ClaimAccessMode {
  /** Pods of one node may read and write. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** One pod may read and write. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
  /** Pods of all nodes may read and write: file systems of a network. */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** Pods of all nodes may read: also disks of a network that were filled before. */
  READ_ONLY_MANY = 'ReadOnlyMany',
}
