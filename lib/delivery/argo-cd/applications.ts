import { lastAppliedBytes, MAX_ANNOTATION_BYTES } from '../../manifests/last-applied';
import type { Manifest } from '../../manifests/manifest';
import { type JsonObject, unlessEmpty } from '../../private/json';
import type { Delivered, DeliveredFile } from '../delivery-tool';
import type { ArgoCdDeliveryOptions } from './argo-cd-options';
import { ignoredDifferences } from './ignored-differences';

/** An Application, and what it applies. */
interface Part {
  readonly name: string;
  /** The files of it alone; all of the folder where there is nothing. */
  readonly include?: string;
  readonly files: readonly DeliveredFile[];
}

/** The Applications by the names of their files. */
export function applicationsFor(options: ArgoCdDeliveryOptions, delivered: Delivered): Map<string, JsonObject> {
  const parts =
    options.perChart === true
      ? partsByChart(options.name, delivered)
      : [{ name: options.name, files: delivered.files }];
  return new Map(parts.map((part) => [`${part.name}.yaml`, application(options, delivered, part)]));
}

/** A file is a chart, or the folder of a chart is; what must exist before them has a file of its own. */
function partsByChart(name: string, { files }: Delivered): Part[] {
  const charts = new Map<string, DeliveredFile[]>();
  for (const file of files) {
    const [chart, ...below] = file.name.split('/');
    const include = below.length > 0 ? `${chart}/*` : chart;
    charts.set(include, [...(charts.get(include) ?? []), file]);
  }
  return [...charts].map(([include, own]) => ({ name: `${name}-${titleOf(include)}`, include, files: own }));
}

/** `00-namespaces.k8s.yaml` is `namespaces`, `vision.k8s.yaml` is `vision`. */
function titleOf(include: string): string {
  return include
    .replace(/\/\*$|(\.k8s)?\.ya?ml$/, '')
    .replace(/^\d\d-/, '')
    .toLowerCase();
}

function application(options: ArgoCdDeliveryOptions, delivered: Delivered, part: Part): JsonObject {
  const { destinationName, destinationServer = 'https://kubernetes.default.svc', targetRevision = 'HEAD' } = options;
  const objects = part.files.flatMap((file) => file.objects);
  const ignored = ignoredDifferences(delivered.set, objects);
  const hasFolders = part.include === undefined && delivered.files.some(({ name }) => name.includes('/'));
  const directory = unlessEmpty({
    ...(part.include !== undefined && { include: part.include }),
    ...((hasFolders || part.include?.includes('/')) && { recurse: true }),
  });
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: part.name, namespace: options.namespaceName ?? 'argocd' },
    spec: {
      project: options.project ?? 'default',
      destination: destinationName === undefined ? { server: destinationServer } : { name: destinationName },
      source: {
        repoURL: options.repoUrl,
        targetRevision,
        path: options.path ?? delivered.outdir,
        ...(directory && { directory }),
      },
      ...(ignored.length > 0 && { ignoreDifferences: ignored }),
      syncPolicy: syncPolicy(options, objects, ignored.length > 0),
    },
  };
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/ */
function syncPolicy(
  { automated = true, prune = true }: ArgoCdDeliveryOptions,
  objects: readonly Manifest[],
  hasIgnored: boolean,
): JsonObject {
  const isLarge = objects.some(({ json }) => lastAppliedBytes(json) > MAX_ANNOTATION_BYTES);
  return {
    ...(automated && { automated: { prune, selfHeal: true } }),
    // A namespace of another Application, or what an operator has to bring, may come a little later.
    retry: { limit: 10, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
    syncOptions: [
      'PruneLast=true',
      // What is ignored in the comparison is applied all the same without it.
      ...(hasIgnored ? ['RespectIgnoreDifferences=true'] : []),
      ...(isLarge ? ['ServerSideApply=true'] : []),
    ],
  };
}
