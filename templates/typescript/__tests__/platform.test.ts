import { ImageTags } from 'cdk8s-model-serving';
import { Manifests, reviewMatchers, type ReviewMatchers } from 'cdk8s-model-serving/testing';
import { platform } from '../platform';

expect.extend(reviewMatchers);
declare global {
  namespace jest {
    interface Matchers<R, T> extends ReviewMatchers<R> {}
  }
}

test('nothing in the manifests is found to fail', () => {
  expect(platform()).toHaveFindings([]);
});

test('a server is what it was', () => {
  // npx jest --updateSnapshot, when it is meant to be something else.
  expect(Manifests.fromApp(platform()).get('Deployment', 'iris')).toMatchSnapshot();
});

test('a new image restarts its server alone, and nobody notices', () => {
  const next = platform(ImageTags.of({ 'vision/iris': 'registry.example/iris:0.3.0' }));

  expect(next).toBeAppliable({ after: platform() });
  expect(next).toRestartOnly(['iris'], { after: platform() });
  expect(next).toKeepServing({ after: platform() });
});
