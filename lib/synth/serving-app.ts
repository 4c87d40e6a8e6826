import { isAbsolute } from 'node:path';
import { App, type AppProps } from 'cdk8s';
import { setAppCheck, setAppChecks } from '../core/app-checks';
import { labelOf, setReporting } from '../core/app-problems';
import type { ClusterProfile } from '../core/cluster-profile';
import { Delivery } from '../delivery/delivery';
import type { JsonObject } from '../private/json';
import { checkOneOf } from '../private/check-text';
import { Problems } from '../private/problems';
import { misspeltMembers } from '../private/shape';
import { show } from '../private/show';
import { collect } from './collect';
import { DELIVERY, deliveryFiles } from './deliver';
import { Progress } from './progress';
import { stagesLeftOutSince } from './stages-left-out';
import { checkStockApp, emitFiles, synthesize } from './synthesize';
import { writeFiles } from './writer';

/** How an app is synthesized, and for which cluster. */
export interface ServingAppProps extends AppProps {
  /**
   * Facts about the cluster that the manifests are for.
   *
   * @default - the defaults of ClusterProfile
   */
  readonly cluster?: ClusterProfile;

  /**
   * Who applies the manifests when Git changes: the tool's own objects are written beside them, and what it has to read
   * on the manifests is added as annotations.
   *
   * @default - nobody that is known: kubectl
   */
  readonly delivery?: Delivery;

  /**
   * Whether servers with problems go on with what is right, so that one run tells what is wrong with all of them: at synthesis,
   * which then throws, or when a construct throws that cannot go on (a tenant, a release, a route). Without it each server
   * throws by itself, when it is made.
   *
   * @default false
   */
  readonly collectProblems?: boolean;
}

/**
 * A cdk8s app whose output applies in one go: one app for one cluster. Takes the place of `App` for any cdk8s app, and
 * synthesizes in time that grows with the number of objects, where `App` takes time that grows with its square.
 *
 * Namespaces and their budgets go to `00-namespaces.k8s.yaml`, which kubectl applies first; everything else to the file
 * of its chart. All problems of the whole app are reported at once, and nothing is written while there is one.
 */
export class ServingApp extends App {
  /** @param props how to synthesize, and for which cluster */
  public constructor(props: ServingAppProps = {}) {
    // The file that cdk8s would write beside the manifests makes `kubectl apply -f dist` fail.
    super({ ...props, recordConstructMetadata: false });
    // cdk8s may know props that are not known here.
    new Problems('ServingApp')
      .add(
        misspeltMembers('', props, 'ServingAppProps'),
        checkOneOf('collectProblems', props.collectProblems, [true, false]),
      )
      .add(
        props.delivery === undefined || props.delivery instanceof Delivery
          ? undefined
          : `delivery must be made by Delivery.argoCd(...) or .flux(...), got ${show(props.delivery)}`,
      )
      .throwIfAny();
    setReporting(this, labelFor(props.outdir), props.collectProblems === true);
    setAppChecks(this, 'checked');
    props.cluster?.applyTo(this);
    if (props.delivery !== undefined) DELIVERY.attach(this, props.delivery);
  }

  /**
   * Checks everything, then writes the manifests to `outdir` and warnings to standard error. On a terminal a synthesis
   * that lasts over a second shows how far it is.
   *
   * Files are replaced as a whole; files of an earlier synthesis that are not made any more are removed; files of
   * others are never touched. A release that is walked on in one apply where its plan takes several is warned of, as long
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
