import { ArgoCd } from './argo-cd/argo-cd';
import type { ArgoCdDeliveryOptions } from './argo-cd/argo-cd-options';
import type { DeliveryTool } from './delivery-tool';
import { Flux } from './flux/flux';
import type { FluxDeliveryOptions } from './flux/flux-options';

/**
 * Who applies the manifests when Git changes. The tool's own objects are written to a folder beside the manifests, never
 * into it, and what the tool has to read on the manifests is added to them as annotations, never to a pod template.
 *
 * What is wrong with it is reported by the app that uses it.
 *
 * @example
 * import { Delivery, ServingApp } from 'cdk8s-model-serving';
 *
 * new ServingApp({
 *   outdir: 'dist/production',
 *   delivery: Delivery.argoCd({ name: 'models', repoUrl: 'https://git.example/platform.git' }),
 * });
 */
export class Delivery {
  /**
   * Argo CD: an Application for the cluster, or one for each file.
   *
   * @param options the repository, and what differs from the defaults
   */
  public static argoCd(options: ArgoCdDeliveryOptions): Delivery {
    return new Delivery(new ArgoCd(options));
  }

  /**
   * Flux: a Kustomization for the cluster.
   *
   * @param options the source, and what differs from the defaults
   */
  public static flux(options: FluxDeliveryOptions): Delivery {
    return new Delivery(new Flux(options));
  }

  private constructor(
    /** @internal */
    public readonly _tool: DeliveryTool,
  ) {}
}
