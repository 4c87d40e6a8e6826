import { itAccepts, itRefuses } from './cases';

const d = 'Deployment/shop/pricing';

describe('selectors of workloads', () => {
  itAccepts([
    'copy Deployment other\nDeployment spec.selector.matchLabels = { app: other }\nDeployment spec.template.metadata.labels = { app: other }',
  ]);
  itRefuses([
    [
      'copy Deployment other\nDeployment spec.selector.matchLabels.track = canary\nDeployment spec.template.metadata.labels.track = canary',
      `${d}: spec.selector also selects the pods of Deployment/shop/other`,
    ],
  ]);
});
