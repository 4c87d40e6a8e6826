import type * as kplus from 'cdk8s-plus-28';

/**
 * A pod selector in the vocabulary of cdk8s-plus. Its module is loaded here, when somebody asks: an app that does not
 * use cdk8s-plus never pays for it.
 */
export function podSelectorConfig(
  labels: { [key: string]: string },
  namespaceName: string | undefined,
): kplus.PodSelectorConfig {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { LabelSelector } = require('cdk8s-plus-28') as typeof kplus;
  return {
    labelSelector: LabelSelector.of({ labels }),
    namespaces: namespaceName === undefined ? undefined : { names: [namespaceName] },
  };
}
