import { Duration } from 'cdk8s';
import { Colour, ReleaseController, SmokeTest } from '../../../lib';
import { BENTO, SCRAPED, blueGreen, rolloutOf, imageOf } from './support';

describe('a blue/green release by Argo Rollouts', () => {
  test('is one Rollout with the version of the active colour, two Services, and no promotion by itself', () => {
    const given = blueGreen();
    expect(imageOf(given)).toBe('ranker:1.5');
    expect(rolloutOf(given).spec.strategy).toEqual({
      blueGreen: { activeService: 'ranker', autoPromotionEnabled: false, previewService: 'ranker-preview' },
    });
    expect(imageOf(blueGreen({ active: Colour.BLUE }))).toBe('ranker:1.4');
  });

  test('is promoted by itself after the pause, and keeps the version before for the delay', () => {
    const controller = ReleaseController.argoRollouts({
      pause: Duration.minutes(15),
      scaleDownDelay: Duration.hours(1),
    });
    expect(rolloutOf(blueGreen({ controller })).spec.strategy.blueGreen).toMatchObject({
      autoPromotionEnabled: true,
      autoPromotionSeconds: 900,
      scaleDownDelaySeconds: 3600,
    });
  });

  test('is tested before and judged after the active Service moves', () => {
    const given = blueGreen({ server: { ...BENTO, replicas: 3 }, verify: SmokeTest.http('/readyz') }, SCRAPED);
    expect(rolloutOf(given).spec.strategy.blueGreen).toMatchObject({
      prePromotionAnalysis: { templates: [{ templateName: 'ranker-verify' }] },
      postPromotionAnalysis: { templates: [{ templateName: 'ranker-checks' }] },
    });
    const [metric] = given.objects().get('AnalysisTemplate', 'ranker-checks').spec.metrics;
    expect(metric.initialDelay).toBe('600s');
  });
});
