import type { Rule } from '../rule';
import { refusalsOf } from '../api-server-says';

export const knownFields: Rule = {
  id: 'known-fields',
  title: 'every field exists in the API and has the type that it asks for',
  severity: 'error',
  reason:
    'The API server refuses unknown fields and wrong types (`kubectl apply` validates strictly), or, told to ignore them, drops them in silence: what was meant never happens. Fields are those of the releases of the Kubernetes client from 1.28 on; where no version is declared, what only some versions know is a warning. Of the custom resources that this library makes (routes of the Gateway API, Traefik and certificates), the types of the fields that it uses are known, and what is spelled nearly like one of them is a warning; other fields, and other kinds, are for the schemas of `check --schemas`.',
  sources: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replica: 2
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }`,
  },
  check: (set, context) =>
    refusalsOf(set, context)
      .filter(({ reason }) => reason === 'BadRequest')
      .map(({ violation }) => violation),
};
