import { LABEL } from '../private/labels';
import { PreviousRelease } from '../server/previous-release';
import type { CanaryInput } from './canary-rules';
import type { CanarySizes } from './canary-sizes';
import type { Release } from './release';
import { sideServiceName } from './sides';

type Labels = { [label: string]: string };

/** What the objects of a canary are called, and which pods its Services select. */
export class CanaryNames {
  public constructor(
    private readonly release: Release,
    private readonly input: CanaryInput,
  ) {}

  public get name(): string {
    return this.release.name;
  }

  public get service(): string {
    return this.release._serviceName;
  }

  public get canaryService(): string {
    return sideServiceName(`${this.service}-canary`, this.input.server);
  }

  /** Whether the Service goes on selecting what it selected before the release. */
  public get isKept(): boolean {
    const { previously } = this.input.props;
    return previously instanceof PreviousRelease && previously._isFirstOfTwo;
  }

  public instance(side: 'stable' | 'canary'): Labels {
    return { [LABEL.INSTANCE]: `${this.name}-${side}`, [LABEL.NAME]: this.name };
  }

  public selector(sizes: CanarySizes): Labels {
    const { previously } = this.input.props;
    return this.isKept && previously ? previously._selector(this.name) : this.wantedSelector(sizes);
  }

  /** What the Service selects, sooner or later. */
  public wantedSelector({ isPromoted }: CanarySizes): Labels {
    if (this.input.split._isByRoute) return this.instance('stable');
    return isPromoted ? this.instance('canary') : { [LABEL.NAME]: this.name };
  }
}
