/** Which object of a cluster is meant. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the API server gives the name (`generateName`). */
  readonly name: string;
  readonly namespaceName?: string;
}
