import type { Explanation } from '../explanation';

export const containerImage: Explanation = {
  reason:
    'The API server takes any text for an image. One that is no reference (InvalidImageName), such as one whose tag came out empty, never starts, and neither does one whose tag or path is the word that a program writes in place of nothing. A container that has none after a merge is refused (valid-objects).',
  sources: [
    'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    'https://github.com/distribution/reference/blob/main/reference.go',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec: { containers: [{ name: main, image: 'registry.example/iris:undefined' }] }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec: { containers: [{ name: main, image: 'registry.example/iris:1.0.0' }] }`,
  },
};
