import { ClusterProfile, GatewayFacts, ImageTags } from 'cdk8s-model-serving';
import type { Environment } from '../environment';

export const staging: Environment = {
  name: 'staging',
  cluster: ClusterProfile.of({ kubernetesVersion: '1.33', gateway: GatewayFacts.traefik() }),
  images: ImageTags.fromFile('images/staging.json'),
  domain: 'staging.example.com',
  iris: { replicas: 1 },
  ranker: { replicas: 2, steps: [50], weight: 50 },
  gpus: 0,
};
