import fc from 'fast-check';
import { ContainerImage, type EcrImage } from '../../lib';
import { type ImageReference, parseImageReference } from '../../lib/private/image-reference';
import { checkImage } from '../../lib/core/container-image';

const SHA256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const SHA512 = `sha512:${'a'.repeat(128)}`;
const problems = (image: ContainerImage) => image._problems();
const warnings = (image: ContainerImage) => image._warnings();

// Parts by the grammar of https://github.com/distribution/reference, each written by hand from its comment.
const domainPart = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,6}[a-zA-Z0-9])?$/);
const host = fc.oneof(
  fc.array(domainPart, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('.')),
  fc.constantFrom('localhost', 'LOCALHOST', 'Registry', '127.0.0.1', '[::1]', '[2001:db8::1]'),
);
const port = fc.option(fc.integer({ min: 1, max: 65535 }));
const registry = fc.oneof(
  fc.tuple(host, port).map(([name, number]) => (number === null ? name : `${name}:${number}`)),
  fc.integer({ min: 1, max: 65535 }).map((number) => `registry:${number}`),
);
const pathPart = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{1,5}$/),
    fc.array(fc.tuple(fc.constantFrom('.', '_', '__', '-', '---'), fc.stringMatching(/^[a-z0-9]{1,4}$/)), {
      maxLength: 2,
    }),
  )
  .map(([first, more]) => first + more.map(([separator, name]) => separator + name).join(''));
const path = fc.array(pathPart, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/);
const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
const optional = <T>(part: fc.Arbitrary<T>) => fc.option(part, { nil: undefined });

const join = ({ registry: where, repository, tag: name, digest: sum }: Partial<ImageReference>) =>
  `${where === undefined ? '' : `${where}/`}${repository}${name === undefined ? '' : `:${name}`}${sum === undefined ? '' : `@${sum}`}`;

test('a reference that is built from valid parts parses back to these parts', () => {
  const parts = fc.record({ registry, repository: path, tag: optional(tag), digest: optional(digest) });
  fc.assert(
    fc.property(parts, (reference) => {
      expect(parseImageReference(join(reference))).toEqual(reference);
    }),
    { numRuns: 500 },
  );
});

test('without a registry it is one of Docker Hub, unless the first part would pass for a host', () => {
  const parts = fc.record({ repository: path, tag: optional(tag), digest: optional(digest) });
  fc.assert(
    fc.property(parts, (reference) => {
      const [first, ...others] = reference.repository.split('/');
      fc.pre(others.length === 0 || !(first.includes('.') || first === 'localhost'));
      expect(parseImageReference(join(reference))).toEqual({ registry: 'docker.io', ...reference });
    }),
    { numRuns: 500 },
  );
});

test.each<[string, ImageReference]>([
  ['iris', { registry: 'docker.io', repository: 'iris' }],
  ['iris:0.2.0', { registry: 'docker.io', repository: 'iris', tag: '0.2.0' }],
  ['library/nginx', { registry: 'docker.io', repository: 'library/nginx' }],
  ['localhost/iris', { registry: 'localhost', repository: 'iris' }],
  ['localhost:5000', { registry: 'docker.io', repository: 'localhost', tag: '5000' }],
  ['localhost:5000/iris', { registry: 'localhost:5000', repository: 'iris' }],
  ['registry:5000/iris:1', { registry: 'registry:5000', repository: 'iris', tag: '1' }],
  ['[::1]:5000/iris:1', { registry: '[::1]:5000', repository: 'iris', tag: '1' }],
  ['Registry/iris', { registry: 'Registry', repository: 'iris' }],
  ['ghcr.io/a/b/c/d:v1', { registry: 'ghcr.io', repository: 'a/b/c/d', tag: 'v1' }],
  ['iris:_', { registry: 'docker.io', repository: 'iris', tag: '_' }],
  ['iris:V1.0-RC_1', { registry: 'docker.io', repository: 'iris', tag: 'V1.0-RC_1' }],
  [`iris:${'t'.repeat(128)}`, { registry: 'docker.io', repository: 'iris', tag: 't'.repeat(128) }],
  ['a__b', { registry: 'docker.io', repository: 'a__b' }],
  ['a---b', { registry: 'docker.io', repository: 'a---b' }],
  [`iris@${SHA256}`, { registry: 'docker.io', repository: 'iris', digest: SHA256 }],
  [`iris:1@${SHA256}`, { registry: 'docker.io', repository: 'iris', tag: '1', digest: SHA256 }],
  [`iris@${SHA512}`, { registry: 'docker.io', repository: 'iris', digest: SHA512 }],
])('%s is a registry, a repository, perhaps a tag and a digest', (reference, parts) => {
  const image = ContainerImage.of(reference);
  expect(problems(image)).toEqual([]);
  expect(parseImageReference(reference)).toEqual(parts);
  expect(image).toMatchObject({ reference, registry: parts.registry });
  expect([image.tag, image.digest]).toEqual([parts.tag, parts.digest]);
});

test.each([
  ['nothing', ''],
  ['white space', ' iris'],
  ['a line break', 'iris\n'],
  ['a capital in the repository', 'Iris'],
  ['a capital behind the registry', 'ghcr.io/Team/iris'],
  ['a scheme', 'https://ghcr.io/iris'],
  ['three underscores', 'a___b'],
  ['two dots', 'a..b'],
  ['a separator at the end', 'iris-'],
  ['a separator at the beginning', '_iris'],
  ['an empty part', 'ghcr.io//iris'],
  ['a slash at the end', 'ghcr.io/iris/'],
  ['a registry alone', 'ghcr.io/'],
  ['a port that is none', 'ghcr.io:http/iris'],
  ['an empty port', 'ghcr.io:/iris'],
  ['an empty tag', 'iris:'],
  ['two tags', 'iris:1:2'],
  ['a tag that begins with a dot', 'iris:.1'],
  ['a tag that begins with a hyphen', 'iris:-1'],
  ['a plus in the tag', 'iris:1.0+cuda'],
  ['a tag of 129 characters', `iris:${'t'.repeat(129)}`],
  ['an empty digest', 'iris@'],
  ['a short digest', 'iris@sha256:abc'],
  ['a digest in capitals', `iris@${SHA256.toUpperCase().replace('SHA', 'sha')}`],
  ['a digest of no known kind', `iris@md5:${'a'.repeat(32)}`],
  ['a digest before the tag', `iris@${SHA256}:1`],
  ['two digests', `iris@${SHA256}@${SHA256}`],
  ['an image id', 'a'.repeat(64)],
  ['a repository of 256 characters', 'a'.repeat(256)],
  ['no text', 5],
  ['nothing at all', undefined],
])('%s is what a container runtime would refuse: InvalidImageName', (_what, reference) => {
  const image = ContainerImage.of(reference as string);
  expect(problems(image)).toEqual([
    expect.stringMatching(/^image must be '\[registry\/\]repository\[:tag\]\[@sha256:digest\]' .*, got /s),
  ]);
  expect(warnings(image)).toEqual([]);
  expect([image.registry, image.tag, image.digest]).toEqual([undefined, undefined, undefined]);
});

test('a repository may have 255 characters, and 64 hexadecimal digits with a tag', () => {
  expect(problems(ContainerImage.of('a'.repeat(255)))).toEqual([]);
  expect(problems(ContainerImage.of(`${'a'.repeat(64)}:1`))).toEqual([]);
});

test.each([
  ['iris', 'has no tag, which means latest'],
  ['ghcr.io/iris:latest', `has the tag 'latest'`],
])('%s is a warning: two pods of one Deployment may run different versions', (reference, what) => {
  expect(warnings(ContainerImage.of(reference))).toEqual([expect.stringContaining(`image '${reference}' ${what}`)]);
});

test.each(['iris:1', 'iris:latest-gpu', `iris@${SHA256}`, `iris:latest@${SHA256}`, 'localhost:5000'])(
  '%s is no warning: it names a version or a digest',
  (reference) => {
    expect(warnings(ContainerImage.of(reference))).toEqual([]);
  },
);

const ecr = (image: Partial<EcrImage>) =>
  ContainerImage.ecr({ account: '123456789012', region: 'us-east-1', repository: 'iris', ...image });

test.each([
  ['us-east-1', '123456789012.dkr.ecr.us-east-1.amazonaws.com/iris:1'],
  ['us-gov-west-1', '123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/iris:1'],
  ['ap-southeast-7', '123456789012.dkr.ecr.ap-southeast-7.amazonaws.com/iris:1'],
  ['cn-north-1', '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/iris:1'],
  ['cn-northwest-1', '123456789012.dkr.ecr.cn-northwest-1.amazonaws.com.cn/iris:1'],
])('an image of Amazon ECR in %s: %s', (region, reference) => {
  expect(ecr({ region, tag: '1' }).reference).toBe(reference);
  expect(problems(ecr({ region, tag: '1' }))).toEqual([]);
});

test.each<[Partial<EcrImage>, RegExp]>([
  [{ account: '12345' }, /^image\.account must be the 12 digits of an AWS account, got '12345'$/],
  [{ account: undefined }, /^image\.account must be .* got nothing$/],
  [{ region: 'us-east' }, /^image\.region must be an AWS region such as 'us-east-1', got 'us-east'$/],
  [{ region: undefined }, /^image\.region must be .* got nothing$/],
  [{ repository: undefined }, /^image\.repository must be a text such as 'team\/iris', got nothing$/],
  [{ repository: 'Iris' }, /^image must be /],
  [{ tag: '1 0' }, /^image must be /],
  [{ digest: 'abc' }, /^image must be /],
])('an image of Amazon ECR with %j is refused', (image, problem) => {
  expect(problems(ecr(image))).toEqual([expect.stringMatching(problem)]);
});

test('an image of Docker Hub is written the short way', () => {
  const image = ContainerImage.dockerHub({ repository: 'tagore8661/iris', tag: 'v1', digest: SHA256 });
  expect(image.reference).toBe(`tagore8661/iris:v1@${SHA256}`);
  expect([image.registry, image.tag, image.digest]).toEqual(['docker.io', 'v1', SHA256]);
  expect(problems(ContainerImage.dockerHub({} as never))).toEqual([
    `image.repository must be a text such as 'team/iris', got nothing`,
  ]);
});

test('problems name the property that holds the image; what is no image says how to make one', () => {
  expect(checkImage('canary.image', ContainerImage.of('Iris'))).toEqual([expect.stringMatching(/^canary\.image must/)]);
  for (const value of ['iris:1', undefined, null, { reference: 'iris:1' }]) {
    expect(checkImage('image', value)).toEqual([
      expect.stringMatching(/^image must be made by ContainerImage\.of\(\.\.\.\), .*, got /),
    ]);
  }
});
