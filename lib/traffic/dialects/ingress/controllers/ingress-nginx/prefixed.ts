import type { Annotations } from '../controller';

/** Annotations under the prefix of ingress-nginx; what is undefined is left out. */
export function prefixed(annotations: { readonly [key: string]: Annotations[string] | undefined }): Annotations {
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) =>
      value === undefined ? [] : [[`nginx.ingress.kubernetes.io/${key}`, value]],
    ),
  );
}
