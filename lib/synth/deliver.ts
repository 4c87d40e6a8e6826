import * as path from 'node:path';
import type { App } from 'cdk8s';
import { Attachment } from '../core/attachment';
import type { Delivery } from '../delivery/delivery';
import { ManifestSet } from '../manifests/manifest-set';
import { emitDocument } from '../manifests/yaml/emitter';
import { isPlainObject } from '../private/json';
import { show } from '../private/show';
import { annotate } from './annotate';
import type { ManifestFile, PlacedObject } from './layout';
import { MARKER } from './writer';

/** Who applies what an app makes. */
export const DELIVERY = new Attachment<Delivery>('delivery');

/** What is wrong with who applies an app, before anything of it is looked at. */
export function deliveryProblems(app: App): readonly string[] {
  const tool = DELIVERY.on(app)?._tool;
  if (tool === undefined) return [];
  const [folder, outdir] = [path.resolve(tool.folder), path.resolve(app.outdir)];
  const isInside = folder === outdir || folder.startsWith(`${outdir}${path.sep}`);
  return [
    ...tool.problems,
    ...(isInside
      ? [
          `delivery.outdir must not be in the folder of the manifests, ${show(app.outdir)}, which is applied, got ${show(tool.folder)}`,
        ]
      : []),
  ];
}

/** Writes on the manifests what the tool that applies them has to read there. */
export function markForDelivery(app: App, placed: readonly PlacedObject[], problems: string[]): void {
  const tool = DELIVERY.on(app)?._tool;
  if (tool === undefined) return;
  const set = new ManifestSet(placed);
  for (const object of placed) {
    problems.push(...tool.problemsOf(object).map((problem) => `${object.kind} '${object.path}' ${problem}`));
    const annotations = tool.annotationsOf(object, set);
    if (annotations !== undefined && isPlainObject(object.json.metadata)) annotate(object.json.metadata, annotations);
  }
}

/** The folder and the files of the tool's own objects; nothing where nobody delivers. */
export function deliveryFiles(
  app: App,
  files: readonly ManifestFile[],
): { readonly folder: string; readonly contents: ReadonlyMap<string, Buffer> } | undefined {
  const tool = DELIVERY.on(app)?._tool;
  if (tool === undefined) return undefined;
  const set = new ManifestSet(files.flatMap(({ objects }) => objects));
  const outdir = path.relative(process.cwd(), path.resolve(app.outdir)).split(path.sep).join('/');
  const contents = [...tool.objectsFor({ set, files, outdir })].map(
    ([name, object]) => [name, Buffer.from(`${MARKER}\n${emitDocument(object)}`)] as const,
  );
  return { folder: tool.folder, contents: new Map(contents) };
}
