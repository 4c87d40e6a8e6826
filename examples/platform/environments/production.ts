import { ClusterProfile, GatewayFacts, ImageTags } from 'cdk8s-model-serving';
import type { Environment } from '../environment';

export const production: Environment = {
  name: 'production',
  cluster: ClusterProfile.of({ kubernetesVersion: '1.32', gateway: GatewayFacts.traefik() }),
  images: ImageTags.fromFile('images/production.json'),
  domain: 'models.example.com',
  iris: { replicas: 3 },
  ranker: { replicas: 10, steps: [10, 50], weight: 10 },
  gpus: 2,
};
