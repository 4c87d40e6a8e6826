import type { ITrafficTarget } from '../core/traffic-target';
import type { EndpointPicker } from './endpoint-picker';
import type { PickerFailureMode } from './picker-failure-mode';

/** Which pods a pool spreads requests over, and what picks them. */
export interface InferencePoolProps {
  /**
   * The server whose pods are in the pool, or a release of two versions: of a BlueGreen the active colour, of a Canary by
   * route each side in a pool of its own. In the namespace of the pool.
   */
  readonly target: ITrafficTarget;

  /**
   * What picks the pod that gets a request.
   *
   * @default EndpointPicker.llmD()
   */
  readonly picker?: EndpointPicker;

  /**
   * Ports of the pods that requests are sent to, 1 to 8 of them, each of which the picker counts as an endpoint of its own:
   * several where a pod runs several copies of the model, each with a port.
   *
   * @default - the HTTP port of the runtime
   */
  readonly targetPorts?: number[];

  /**
   * What the gateway does with requests while the picker does not answer.
   *
   * @default PickerFailureMode.OPEN
   */
  readonly failureMode?: PickerFailureMode;

  /**
   * Annotations of every object, but not of pods.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}
