/** Which object of a cluster is meant. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the API server gives the name (`generateName`). */
  readonly name: string;
  /** Nothing for what lives in no namespace, or in the one that whoever applies it chooses. */
  readonly namespaceName?: string;
}

/** How messages call an object, or any of a kind: `Deployment 'iris' in namespace 'vision'`. */
export function titleOf({ kind, name, namespaceName }: Partial<ObjectRef> & Pick<ObjectRef, 'kind'>): string {
  const named = name === undefined ? kind : `${kind} '${name}'`;
  return namespaceName === undefined ? named : `${named} in namespace '${namespaceName}'`;
}

/** Orders and compares references: what the API server keeps once has one key, whatever version it is written in. */
export function keyOf({ apiVersion, kind, name, namespaceName = '' }: ObjectRef): string {
  return [groupOf(apiVersion), kind, namespaceName, name].join('\n');
}

/** The API group of an `apiVersion`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
