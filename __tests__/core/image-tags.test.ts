import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Chart } from 'cdk8s';
import { ContainerImage, ImageTags, ModelServer, ServingApp, ServingRuntime } from '../../lib';
import { Manifests } from '../../lib/testing';
import { UsageError } from '../../lib/private/errors';

const DIGEST = `sha256:${'ab'.repeat(32)}`;
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'images-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function fileOf(content: string): string {
  const file = path.join(folder, 'images.json');
  fs.writeFileSync(file, content);
  return file;
}

interface PodController {
  readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
}

function said(mistake: () => unknown): readonly string[] {
  try {
    mistake();
  } catch (error) {
    if (error instanceof UsageError) return error.messages;
    throw error;
  }
  return [];
}

function imageOfServer(image: ContainerImage): unknown {
  const app = new ServingApp();
  new ModelServer(new Chart(app, 'vision'), 'iris', {
    image,
    runtime: ServingRuntime.bentoMl(),
    resources: { cpu: '1', memory: '1Gi' },
  });
  const { template } = Manifests.fromApp(app).get('Deployment', 'iris').spec as PodController;
  return template.spec.containers[0].image;
}

test('a server runs the image that the file names', () => {
  const images = ImageTags.fromFile(fileOf(JSON.stringify({ 'vision/iris': `iris:0.3.0@${DIGEST}` })));
  expect(images.names).toEqual(['vision/iris']);
  expect(imageOfServer(images.image('vision/iris'))).toBe(`iris:0.3.0@${DIGEST}`);
});

test.each([
  [
    'a name that is nearly there',
    'vision/irs',
    "image: there is no image 'vision/irs' in the list of images; did you mean 'vision/iris'?",
  ],
  [
    'a name that is not there',
    'ranker',
    "image: there is no image 'ranker' in the list of images; it names 'empty', 'latest', 'set', 'unset', 'vision/iris', ...",
  ],
  [
    'neither tag nor digest',
    'latest',
    "image must have a tag or a digest, got 'iris' as 'latest' of the list of images",
  ],
  [
    'an empty tag',
    'empty',
    "image must be '[registry/]repository[:tag][@sha256:digest]' with a lower-case repository, got 'iris:'; its tag is empty",
  ],
  [
    'a tag that nothing was put into',
    'unset',
    "image has the tag 'undefined', got 'iris:undefined'; give a value to the variable that is its tag",
  ],
  [
    'an inherited name',
    'toString',
    "image: there is no image 'toString' in the list of images; it names 'empty', 'latest', 'set', 'unset', 'vision/iris', ...",
  ],
])('%s is an error of the server that uses it', (_, name, problem) => {
  const images = ImageTags.of({
    'vision/iris': 'iris:1',
    latest: 'iris',
    empty: 'iris:',
    unset: 'iris:undefined',
    set: 'x:1',
    zoo: 'z:1',
  });
  expect(said(() => imageOfServer(images.image(name)))).toEqual([`ModelServer 'vision/iris': ${problem}`]);
});

test.each(['undefined', 'null', 'None', 'NaN'])('a tag %s is an error wherever the image comes from', (tag) => {
  for (const image of [ContainerImage.of(`iris:${tag}`), ContainerImage.dockerHub({ repository: 'iris', tag })])
    expect(said(() => imageOfServer(image))).toEqual([expect.stringContaining(`image has the tag '${tag}'`)]);
});

test.each([
  ['{', 'is no JSON in line 1'],
  ['{"a": null}', "'a' must be an image in quotation marks, got nothing"],
])('the file %j is refused with its path', (content, problem) => {
  const file = fileOf(content);
  expect(said(() => ImageTags.fromFile(file))).toEqual([`ImageTags: ${file} ${problem}`]);
});

test('a file that is not there is told with the folder from which it was looked for', () => {
  expect(said(() => ImageTags.fromFile('nowhere.json'))).toEqual([
    `ImageTags: 'nowhere.json' does not exist; it is looked for from ${process.cwd()}`,
  ]);
});

test('what is no list is refused', () => {
  expect(said(() => ImageTags.of([] as never))).toEqual([
    'ImageTags: images must be an object of names and images, got []',
  ]);
  expect(said(() => ImageTags.of({ a: 1 } as never))).toEqual(["ImageTags: 'a' must be an image, got 1"]);
});
