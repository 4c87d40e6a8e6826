import { secondsOf } from '../../core/duration';
import type { Manifest } from '../../manifests/manifest';
import { checkObjectName } from '../../private/check-name';
import { checkOneOf, checkText } from '../../private/check-text';
import { type JsonObject, objectAt } from '../../private/json';
import { Problems, under } from '../../private/problems';
import { optionsOf } from '../../private/shape';
import { show } from '../../private/show';
import type { Annotations, Delivered, DeliveryTool } from '../delivery-tool';
import { FluxSourceKind, type FluxDeliveryOptions } from './flux-options';
import { kustomizationFor } from './kustomization';

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources */
const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

/** What goes with a namespace cannot be brought back, and a claim holds data. */
const PROTECTED: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolumeClaim']);

/** Flux, with every default filled in. */
export class Flux implements DeliveryTool {
  public readonly problems: readonly string[];
  private readonly options: Partial<FluxDeliveryOptions>;
  private readonly seconds: { readonly interval: number; readonly timeout: number | undefined };

  public constructor(options: FluxDeliveryOptions) {
    const found = new Problems('');
    this.options = optionsOf(found, options, 'FluxDeliveryOptions');
    const { name, sourceName, namespaceName, serviceAccountName, dependsOn, interval, timeout } = this.options;
    this.seconds = {
      interval: secondsOf(found, 'interval', interval, 600, 60),
      timeout: timeout === undefined ? undefined : secondsOf(found, 'timeout', timeout, 300, 1),
    };
    found.add(
      checkObjectName('name', name ?? ''),
      checkObjectName('sourceName', sourceName ?? ''),
      checkOneOf('sourceKind', this.options.sourceKind, Object.values(FluxSourceKind)),
      namespaceName === undefined ? undefined : checkObjectName('namespaceName', namespaceName),
      serviceAccountName === undefined ? undefined : checkObjectName('serviceAccountName', serviceAccountName),
      (dependsOn ?? []).map((other, index) =>
        other === name
          ? `dependsOn[${index}] must be another Kustomization, got ${show(other)}`
          : checkObjectName(`dependsOn[${index}]`, other),
      ),
      checkOneOf('prune', this.options.prune, [true, false]),
      ...(['path', 'outdir'] as const).map((property) => checkText(property, this.options[property])),
    );
    this.problems = found.sentences.map((problem) => under('delivery', problem));
  }

  public get folder(): string {
    return this.options.outdir ?? `flux/${this.options.name ?? ''}`;
  }

  public annotationsOf({ kind, json }: Manifest): Annotations | undefined {
    const isSaid = objectAt(json, 'metadata', 'annotations')[PRUNE] !== undefined;
    return PROTECTED.has(kind) && !isSaid ? { [PRUNE]: 'disabled' } : undefined;
  }

  public problemsOf({ kind, json }: Manifest): readonly string[] {
    const written = objectAt(json, 'metadata', 'annotations')[PRUNE];
    if (kind !== 'Namespace' || written === undefined || written === 'disabled') return [];
    return [
      `has ${PRUNE}: ${show(written)}: Flux would delete the namespace with everything in it; write 'disabled', or leave it out`,
    ];
  }

  public objectsFor(delivered: Delivered): ReadonlyMap<string, JsonObject> {
    const options = this.options as FluxDeliveryOptions;
    return new Map([[`${options.name}.yaml`, kustomizationFor(options, this.seconds, delivered)]]);
  }
}
