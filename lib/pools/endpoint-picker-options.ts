import type { ContainerImage } from '../core/container-image';
import type { CidrPeer } from '../core/network-peer';
import type { ContainerResources } from '../server/resources';

/** How the endpoint picker of llm-d runs, which is made with the pool. */
export interface EndpointPickerOptions {
  /**
   * Image of the picker. Another version may know other flags and plugins: those written here are of 0.9.
   *
   * @default - ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.9.0
   */
  readonly image?: ContainerImage;

  /**
   * Pickers, 1 at least. Of several one picks, by leader election, and the others wait: they are never ready, so that the
   * Deployment shows 1 of 2, and a change of it replaces all at once. With one, a new picker is ready before the old one
   * goes. Several bring no more throughput.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * CPU and memory of each picker: half a core to one for each request per second with prompts of a hundred thousand
   * tokens, far less for short ones (docs/operations.md of llm-d/llm-d-router).
   *
   * @default - as upstream's chart has it: cpu 8, memory 8Gi, memoryLimit 16Gi
   */
  readonly resources?: ContainerResources;

  /**
   * The whole EndpointPickerConfig (`llm-d.ai/v1alpha1`) as YAML, in place of the one that is made from the metrics of the
   * runtime.
   *
   * @default - scorers of queue (2), cache (2) and prefix (3), by the metrics of the runtime
   */
  readonly config?: string;

  /**
   * Arguments behind those that are made here, for example `--v=2`.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Whether the picker speaks TLS, with a certificate that it signs itself, as it does by default. A gateway that speaks to
   * it in plain text needs false.
   *
   * @default true
   */
  readonly secureServing?: boolean;

  /**
   * Addresses of the API server, which the picker watches pods and its pool through: no labels can name it.
   *
   * @default - any address, on the ports 443 and 6443
   */
  readonly apiServer?: CidrPeer[];
}

/** A picker that somebody else makes. */
export interface PickerServiceOptions {
  /** Name of its Service. */
  readonly name: string;

  /**
   * Port of the Service on which the gateway asks it.
   *
   * @default 9002
   */
  readonly port?: number;

  /**
   * Namespace of the Service, which must be that of the pool: a pool can name no other.
   *
   * @default - that of the pool
   */
  readonly namespaceName?: string;
}
