import { App, type AppProps, type Chart, Yaml } from 'cdk8s';
import type { ClusterProfile } from '../core/cluster-profile';
import { ManifestSet, resolvedObject } from '../preflight/manifest-set';
import { preflight } from '../preflight/preflight';
import type { JsonObject } from '../private/json';
import { UsageError } from '../private/usage-error';
import { collect } from './collect';
import { inReadingOrder } from './key-order';
import { layOut, type ManifestFile, NAMESPACES_FILE, type PlacedObject } from './layout';
import { MARKER, writeFiles } from './writer';

/** How an app is synthesized, and for which cluster. */
export interface ServingAppProps extends AppProps {
  /**
   * Facts about the cluster that the manifests are for.
   *
   * @default - the defaults of ClusterProfile
   */
  readonly cluster?: ClusterProfile;
}

/**
 * A cdk8s app whose output applies in one go: one app for one cluster.
 *
 * Namespaces and their budgets go to `00-namespaces.k8s.yaml`, which kubectl applies first; everything else to the file
 * of its chart. All problems of the whole app are reported at once, and nothing is written while there is one.
 */
export class ServingApp extends App {
  /** @param props how to synthesize, and for which cluster */
  public constructor(props: ServingAppProps = {}) {
    // The file that cdk8s would write beside the manifests makes `kubectl apply -f dist` fail.
    super({ ...props, recordConstructMetadata: false });
    props.cluster?.applyTo(this);
  }

  /**
   * Checks everything, then writes the manifests to `outdir` and warnings to standard error.
   *
   * @throws when anything is wrong, with every problem found; the output folder is as it was
   */
  public synth(): void {
    const { files, warnings } = this.checked();
    const texts = new Map(
      files.map(({ baseName, manifests }) => [`${baseName}${this.outputFileExtension}`, toYaml(manifests)]),
    );
    writeFiles(this.outdir, texts, this.outputFileExtension);
    for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  }

  /**
   * The same manifests as text, in the order in which kubectl applies the files.
   *
   * @throws when anything is wrong, with every problem found
   */
  public synthYaml(): string {
    return this.checked()
      .files.map(({ manifests }) => toYaml(manifests))
      .join('---\n');
  }

  /**
   * What is legal but likely not meant, each with the construct's path: an image without a version, a secret in plain
   * sight.
   */
  public get warnings(): string[] {
    return collect(this).warnings;
  }

  /** @internal */
  public _manifests(): JsonObject[] {
    return this.checked().files.flatMap(({ manifests }) => manifests);
  }

  private checked(): { readonly files: ManifestFile[]; readonly warnings: string[] } {
    const { objects, charts, problems, warnings } = collect(this);
    const names = new Map(charts.map((chart) => [chart, chart.node.path.replace(/\//g, '-')]));
    const placed: PlacedObject[] = [];
    for (const { object, chart } of objects) {
      try {
        placed.push({
          ...resolvedObject(object.node.path, object.toJson() as JsonObject),
          chartName: names.get(chart) ?? '',
        });
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
      }
    }
    if (problems.length === 0) problems.push(...fileNameProblems(names), ...preflight(new ManifestSet(placed)));
    if (problems.length > 0) throw new UsageError(problems);
    return { files: layOut(placed, this.outputFileExtension), warnings };
  }
}

function fileNameProblems(chartNames: ReadonlyMap<Chart, string>): string[] {
  const seen = new Map<string, string>();
  return [...chartNames].flatMap(([chart, name]) => {
    const key = name.toLowerCase();
    const { path } = chart.node;
    if (key === NAMESPACES_FILE)
      return [
        `chart '${path}' would write the file '${NAMESPACES_FILE}', which holds the namespaces of the app; give it another id`,
      ];
    const other = seen.get(key);
    if (other === undefined) {
      seen.set(key, path);
      return [];
    }
    return [`chart '${path}' would write the same file as chart '${other}' (letter case aside); give it another id`];
  });
}

function toYaml(manifests: readonly JsonObject[]): string {
  return `${MARKER}\n${Yaml.stringify(...manifests.map(inReadingOrder))}`;
}
