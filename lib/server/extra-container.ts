import type { ContainerImage } from './container-image';
import type { EnvironmentOptions } from './environment';
import type { FileMount } from './file-mount';
import type { ContainerResources } from './resources';
import type { ServerVolume } from './server-volume';
import type { TerminalOptions } from './terminal-options';

/**
 * A container beside the model's own. It runs under the server's security profile, shares the server's `/tmp` and has
 * its home there: `HOME` is `/tmp` unless `env` says otherwise.
 */
export interface ExtraContainer extends EnvironmentOptions, TerminalOptions {
  /** Name of the container, unique in the pod. */
  readonly name: string;

  /** Image of the container. */
  readonly image: ContainerImage;

  /** CPU and memory: every container must say what it takes, or a quota refuses the pod. */
  readonly resources: ContainerResources;

  /**
   * Entry point in place of the image's own.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments of the entry point.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Volumes the container mounts besides `/tmp`. A volume of the server is named here again to share it, with
   * `mountedAt` and `asReadOnly` where it is mounted differently. One mounted at `/tmp` takes the place of the shared one.
   *
   * @default - none
   */
  readonly volumes?: ServerVolume[];

  /**
   * Files from ConfigMaps and Secrets. One that the server mounts at the same path is shared with it.
   *
   * @default - none
   */
  readonly files?: FileMount[];
}
