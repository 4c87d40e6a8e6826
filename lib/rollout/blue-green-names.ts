import { Colour } from '../core/colour';
import { LABEL } from '../private/labels';
import { PreviousRelease } from '../server/previous-release';
import type { BlueGreenProps } from './blue-green-props';
import type { Release } from './release';
import { fittingName } from './sides';

type Labels = { [label: string]: string };

/** What the objects of a blue/green release are called, and which pods its Services select. */
export class BlueGreenNames {
  public constructor(
    private readonly release: Release,
    private readonly props: BlueGreenProps,
  ) {}

  public get name(): string {
    return this.release.name;
  }

  public get service(): string {
    return this.release._serviceName;
  }

  public get preview(): string {
    return this.props.previewServiceName ?? `${this.service}-preview`;
  }

  /** One that was given and is wrong is reported as given. */
  public fittingPreview(): string | undefined {
    return this.props.previewServiceName ?? fittingName(this.service, this.preview);
  }

  /** Whether the Service goes on selecting what it selected before the release. */
  public get isKept(): boolean {
    const { previously } = this.props;
    return previously instanceof PreviousRelease && previously._isFirstOfTwo;
  }

  public instance(colour: Colour): Labels {
    return { [LABEL.INSTANCE]: `${this.name}-${colour}`, [LABEL.NAME]: this.name };
  }

  public selector(): Labels {
    const { active, previously } = this.props;
    return this.isKept && previously ? previously._selector(this.name) : this.instance(active);
  }
}

/** The colour beside this one. */
export function other(colour: Colour): Colour {
  return colour === Colour.BLUE ? Colour.GREEN : Colour.BLUE;
}
