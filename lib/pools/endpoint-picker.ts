import { Problems } from '../private/problems';
import { optionsOf, strictOptionsOf } from '../private/shape';
import type { EndpointPickerOptions, PickerServiceOptions } from './endpoint-picker-options';

/** What a pool's picker is to be. @internal */
export type PickerKind =
  { readonly made: Partial<EndpointPickerOptions> } | { readonly existing: Partial<PickerServiceOptions> };

/**
 * What picks the pod that gets a request of an InferencePool. What is wrong with it is reported by the pool.
 *
 * @example
 * import { EndpointPicker } from 'cdk8s-model-serving';
 *
 * const picker = EndpointPicker.llmD({ replicas: 2, resources: { cpu: '2', memory: '4Gi' } });
 */
export class EndpointPicker {
  /**
   * The endpoint picker of llm-d (https://github.com/llm-d/llm-d-router), made with the pool: Deployment, Service,
   * ServiceAccount, Role, PodDisruptionBudget, ConfigMap and NetworkPolicy.
   *
   * @param options what differs from the defaults
   */
  public static llmD(options: EndpointPickerOptions = {}): EndpointPicker {
    const found = new Problems('');
    return new EndpointPicker(found, { made: optionsOf(found, options, 'EndpointPickerOptions') });
  }

  /**
   * A picker that somebody else makes, for example with the Helm chart of llm-d. Its NetworkPolicies are not known here.
   *
   * @param options its Service
   */
  public static service(options: PickerServiceOptions): EndpointPicker {
    const found = new Problems('');
    return new EndpointPicker(found, { existing: strictOptionsOf(found, options, 'PickerServiceOptions') });
  }

  private constructor(
    private readonly found: Problems,
    /** @internal */
    public readonly _kind: PickerKind,
  ) {}

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}
