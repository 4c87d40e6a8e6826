import * as fs from 'node:fs';
import { systemReason } from '../manifests/read/system-reason';
import { UsageError } from '../private/errors';
import { isProblems, noSuchImage, readImageList } from '../private/image-list';
import { isPlainObject } from '../private/json';
import { show } from '../private/show';
import { ContainerImage } from './container-image';

/**
 * Images by name, apart from the code: a file that whoever builds images changes, as a pull request that touches one line.
 *
 * The file is JSON, one object of names and images; what the names are is up to you, and the paths of the constructs read
 * well. `cdk8s-model-serving image set NAME IMAGE` changes one, and keeps the rest of the file as it is.
 *
 * ```json
 * {
 *   "vision/iris": "registry.example/iris:0.3.0@sha256:6c3c624b58dbbcd3c0dd82b4c53f04194d1247c6eebdaab7c610cf7d66709b3b"
 * }
 * ```
 *
 * @example
 * import { ContainerResources, ImageTags, ModelServer, ServingApp, ServingRuntime, TenantNamespace } from 'cdk8s-model-serving';
 *
 * const images = ImageTags.of({ 'vision/iris': 'registry.example/iris:0.3.0' });
 * const vision = new TenantNamespace(new ServingApp(), 'vision');
 * new ModelServer(vision, 'iris', {
 *   image: images.image('vision/iris'),
 *   runtime: ServingRuntime.bentoMl(),
 *   resources: { cpu: '500m', memory: '1Gi' },
 * });
 */
export class ImageTags {
  /**
   * Reads images from a file.
   *
   * @param path of the JSON, from the folder in which the app runs
   * @throws when the file cannot be read, is not JSON, names an image twice, or holds anything but texts
   */
  public static fromFile(path: string): ImageTags {
    const read = readImageList(contentOf(path));
    if (isProblems(read)) throw new UsageError(read.map((problem) => `ImageTags: ${path} ${problem}`));
    return new ImageTags(read.images, path);
  }

  /**
   * Images that the program has from elsewhere.
   *
   * @param images by name
   * @throws when one of them is no text
   */
  public static of(images: { readonly [name: string]: string }): ImageTags {
    if (!isPlainObject(images))
      throw new UsageError([`ImageTags: images must be an object of names and images, got ${show(images)}`]);
    const problems = Object.entries(images).flatMap(([name, image]: [string, unknown]) =>
      typeof image === 'string' ? [] : [`ImageTags: ${show(name)} must be an image, got ${show(image)}`],
    );
    if (problems.length > 0) throw new UsageError(problems);
    return new ImageTags(images, 'the list of images');
  }

  private constructor(
    private readonly images: { readonly [name: string]: string },
    private readonly origin: string,
  ) {}

  /** The names of all images, sorted. */
  public get names(): string[] {
    return Object.keys(this.images).sort();
  }

  /**
   * The image of a name. What is wrong with it is reported by the construct that uses it: a name that is not there, and
   * an image without a tag and a digest.
   *
   * @param name as it stands in the file
   */
  public image(name: string): ContainerImage {
    if (typeof name !== 'string') return ContainerImage._missing(`the name must be a text, got ${show(name)}`);
    if (Object.hasOwn(this.images, name))
      return ContainerImage._pinned(this.images[name], `${show(name)} of ${this.origin}`);
    return ContainerImage._missing(
      `there is no image ${show(name)} in ${this.origin}; ${noSuchImage(name, this.images)}`,
    );
  }
}

function contentOf(path: string): string {
  try {
    return fs.readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError([`ImageTags: ${show(path)} ${systemReason(error)}; it is looked for from ${process.cwd()}`]);
  }
}
