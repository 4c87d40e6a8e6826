import type { Explanation } from '../explanation';

export const variableOrder: Explanation = {
  reason:
    'In the value of an environment variable `$(NAME)` is replaced by a variable that stands before it. One that stands behind it, or the variable itself, is not there yet: the text `$(NAME)` stays as it is, and the program gets it. Containers with envFrom, whose variables come first, are not looked at.',
  sources: ['https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/'],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: URL, value: 'http://$(HOST)/v1' }, { name: HOST, value: store.example }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: HOST, value: store.example }, { name: URL, value: 'http://$(HOST)/v1' }]`,
  },
};
