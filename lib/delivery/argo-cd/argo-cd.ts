import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { checkObjectName } from '../../private/check-name';
import { checkOneOf, checkText } from '../../private/check-text';
import { type JsonObject, objectAt } from '../../private/json';
import { Problems, under } from '../../private/problems';
import { optionsOf } from '../../private/shape';
import { show } from '../../private/show';
import type { Annotations, Delivered, DeliveryTool } from '../delivery-tool';
import { applicationsFor } from './applications';
import { argoCdAnnotations, argoCdProblems } from './argo-cd-annotations';
import type { ArgoCdDeliveryOptions } from './argo-cd-options';

/** Argo CD, with every default filled in. */
export class ArgoCd implements DeliveryTool {
  public readonly problems: readonly string[];
  public readonly options: Partial<ArgoCdDeliveryOptions>;

  public constructor(options: ArgoCdDeliveryOptions) {
    const found = new Problems('');
    this.options = optionsOf(found, options, 'ArgoCdDeliveryOptions');
    const { name, repoUrl, destinationName, destinationServer, namespaceName, outdir } = this.options;
    found.add(
      checkObjectName('name', name ?? ''),
      repositoryProblem(repoUrl),
      ...(['path', 'targetRevision', 'project', 'destinationName'] as const).map((property) =>
        checkText(property, this.options[property]),
      ),
      pathProblem(this.options.path),
      destinationServer === undefined || /^https?:\/\/[^/\s]/.test(destinationServer)
        ? undefined
        : `destinationServer must be a URL such as 'https://kubernetes.default.svc', got ${show(destinationServer)}`,
      destinationName !== undefined && destinationServer !== undefined
        ? 'destinationName and destinationServer are two ways to name one cluster; give one'
        : undefined,
      namespaceName === undefined ? undefined : checkObjectName('namespaceName', namespaceName),
      ...(['perChart', 'automated', 'prune'] as const).map((property) =>
        checkOneOf(property, this.options[property], [true, false]),
      ),
      outdir === undefined ? undefined : checkText('outdir', outdir),
    );
    this.problems = found.sentences.map((problem) => under('delivery', problem));
  }

  public get folder(): string {
    return this.options.outdir ?? `argocd/${this.options.name ?? ''}`;
  }

  public annotationsOf(manifest: Manifest, set: ManifestSet): Annotations | undefined {
    return argoCdAnnotations(manifest, set);
  }

  public problemsOf(manifest: Manifest): readonly string[] {
    return argoCdProblems(objectAt(manifest.json, 'metadata', 'annotations'), manifest.kind);
  }

  public objectsFor(delivered: Delivered): ReadonlyMap<string, JsonObject> {
    return applicationsFor(this.options as ArgoCdDeliveryOptions, delivered);
  }
}

/** `https://`, `ssh://`, `oci://`, or as scp takes it. */
function repositoryProblem(url: unknown): string | undefined {
  return typeof url === 'string' && /^([a-z]+:\/\/[^\s/]\S*|[\w.-]+@[\w.-]+:\S+)$/.test(url)
    ? undefined
    : `repoUrl must be an address such as 'https://git.example/platform.git', got ${show(url)}`;
}

function pathProblem(path: unknown): string | undefined {
  return typeof path === 'string' && (path.startsWith('/') || path.split('/').includes('..'))
    ? `path must be a folder inside the repository, without '/' in front and without '..', got ${show(path)}`
    : undefined;
}
