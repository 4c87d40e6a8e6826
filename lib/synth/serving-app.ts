import { isAbsolute } from 'node:path';
import { App } from 'cdk8s';
import { setAppCheck, setAppChecks } from '../core/app-checks';
import { labelOf, setReporting } from '../core/app-problems';
import type { JsonObject } from '../private/json';
import { readAppProps } from './check-app-props';
import { warn } from '../core/warnings';
import { collect } from './collect';
import { DELIVERY, deliveryFiles } from './deliver';
import { Progress } from './progress';
import type { ServingAppProps } from './serving-app-props';
import { stagesLeftOutSince } from './stages-left-out';
import { checkStockApp, emitFiles, synthesize } from './synthesize';
import { writeFiles } from './writer';

/**
 * A cdk8s app whose output applies in one go: one app for one cluster. Takes the place of `App` for any cdk8s app, and
 * synthesizes in time that grows with the number of objects, where `App` takes time that grows with its square.
 *
 * Namespaces and their budgets go to `00-namespaces.k8s.yaml`, which kubectl applies first; everything else to the file
 * of its chart. All problems of the whole app are reported at once, and nothing is written while there is one.
 *
 * @example
 * import {
 *   ClusterProfile,
 *   ContainerImage,
 *   ModelServer,
 *   ServingApp,
 *   ServingRuntime,
 *   TenantNamespace,
 * } from 'cdk8s-model-serving';
 *
 * const app = new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion: '1.34' }) });
 * new ModelServer(new TenantNamespace(app, 'vision'), 'iris', {
 *   image: ContainerImage.of('registry.example/iris:0.2.0'),
 *   runtime: ServingRuntime.bentoMl(),
 *   resources: { cpu: '500m', memory: '1Gi' },
 * });
 * app.synth();
 */
export class ServingApp extends App {
  /** @param props how to synthesize, and for which cluster */
  public constructor(props: ServingAppProps = {}) {
    const { props: given, others } = readAppProps(props);
    // The file that cdk8s would write beside the manifests makes `kubectl apply -f dist` fail.
    super({ ...others, ...given, recordConstructMetadata: false });
    setReporting(this, labelFor(given.outdir), given.collectProblems === true);
    for (const name of Object.keys(others))
      warn(
        this,
        `prop '${name}' is none that is known here, and cdk8s ignores what it does not know; leave it out, or name the prop that is meant`,
      );
    setAppChecks(this, 'checked');
    given.cluster?.applyTo(this);
    if (given.delivery !== undefined) DELIVERY.attach(this, given.delivery);
  }

  /**
   * Checks everything, then writes the manifests to `outdir` and warnings to standard error. On a terminal a synthesis
   * that lasts over a second shows how far it is.
   *
   * Files are replaced as a whole; files of an earlier synthesis that are not made any more are removed; files of
   * others are never touched. A release that advances in one apply where its plan takes several is warned of, as long
   * as the folder still holds what was written before: `cdk8s synth` empties it first.
   *
   * @throws when anything is wrong, with every problem found; the output folder is as it was
   */
  public synth(): void {
    const collected = collect(this);
    const progress = new Progress(collected.objects.length);
    try {
      const synthesis = synthesize(this, collected, progress);
      const warnings = [...synthesis.warnings];
      const contents = emitFiles(synthesis, (warning) => warnings.push(warning));
      const placed = synthesis.files.flatMap(({ objects }) => objects);
      warnings.push(...stagesLeftOutSince(this.outdir, placed));
      const delivered = deliveryFiles(this, synthesis.files);
      writeFiles(this.outdir, contents);
      if (delivered !== undefined) writeFiles(delivered.folder, delivered.contents);
      const bytes = [...contents.values()].reduce((sum, content) => sum + content.length, 0);
      progress.finish({ charts: synthesis.charts, objects: collected.objects.length, bytes });
      const label = labelOf(this);
      const about = label === undefined ? '' : `${label}: `;
      for (const warning of warnings) process.stderr.write(`warning: ${about}${warning}\n`);
    } catch (error) {
      progress.clear();
      throw error;
    }
  }

  /**
   * The same manifests as text: the bytes of the files, in the order in which kubectl applies them, with a document
   * separator between files.
   *
   * @throws when anything is wrong, with every problem found
   */
  public synthYaml(): string {
    const synthesis = synthesize(this, collect(this));
    return [...emitFiles(synthesis, () => undefined).values()].map(String).join('---\n');
  }

  /**
   * What is legal but likely not meant, each with the construct's path: an image without a version, a secret in plain
   * sight, a rollout that waits for a full quota.
   *
   * @throws when anything is wrong, with every problem found
   */
  public get warnings(): string[] {
    return [...synthesize(this, collect(this)).warnings];
  }

  /** @internal */
  public _manifests(): JsonObject[] {
    return synthesize(this, collect(this)).files.flatMap(({ objects }) => objects.map(({ json }) => json));
  }
}

/**
 * A program with several apps has a folder for each, which tells them apart. One that is named from the root of the file
 * system is that of a tool or a test.
 */
function labelFor(outdir: unknown): string | undefined {
  const usual = process.env.CDK8S_OUTDIR ?? 'dist';
  return typeof outdir !== 'string' || outdir === usual || isAbsolute(outdir) ? undefined : `app '${outdir}'`;
}

setAppCheck((app) => {
  for (const warning of checkStockApp(app)) process.stderr.write(`warning: ${warning}\n`);
});
