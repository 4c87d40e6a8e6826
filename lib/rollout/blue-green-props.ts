import type { Colour } from '../core/colour';
import type { PreviousRelease } from '../server/previous-release';
import type { ServerOptions } from '../server/server-options';
import type { ReleaseController } from './controllers/release-controller';
import type { SmokeTest } from './smoke-test';
import type { VersionOptions } from './version-options';

/** A blue/green release: two full servers, of which one takes the requests. */
export interface BlueGreenProps {
  /** What both colours share: everything but the image. `selector` is not for a release. */
  readonly server: ServerOptions;

  /**
   * The blue server. Its size belongs to the colour, not to the role: `replicas: 0` keeps it at hand without pods.
   *
   * @default - no blue server
   */
  readonly blue?: VersionOptions;

  /**
   * The green server.
   *
   * @default - no green server
   */
  readonly green?: VersionOptions;

  /** The colour that takes the requests. Changing it changes the selectors of the two Services and nothing else. */
  readonly active: Colour;

  /**
   * Name of the Service that leads to the other colour, inside the cluster only. There is one when both colours are
   * declared.
   *
   * @default - the active Service's name and `-preview`
   */
  readonly previewServiceName?: string;

  /**
   * Ready pods that all requests need: as many the active colour must have, and the other one before the flip.
   *
   * @default - the pods of the active colour; the fewest where it scales by load
   */
  readonly minCapacity?: number;

  /**
   * The controller that carries the release out, in place of applies. `active` is the colour that is to take the requests
   * then: a change of it brings that colour up behind the preview Service, and the controller moves the active Service.
   *
   * @default - none: the apply that changes `active` moves it
   */
  readonly controller?: ReleaseController;

  /**
   * A request that each colour with pods must answer, as a Job for each.
   *
   * @default - no test
   */
  readonly verify?: SmokeTest;

  /**
   * What runs under the name before the release takes it over. Leave it out again once that is done.
   *
   * @default - nothing, or a BlueGreen
   */
  readonly previously?: PreviousRelease;
}
