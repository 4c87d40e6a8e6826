import { ImageTags } from 'cdk8s-model-serving';
import { reviewMatchers, type ReviewMatchers } from 'cdk8s-model-serving/testing';
import { ENVIRONMENTS, platform } from '../platform';

expect.extend(reviewMatchers);
declare global {
  namespace jest {
    interface Matchers<R, T> extends ReviewMatchers<R> {}
  }
}

describe.each(ENVIRONMENTS)('$name', (environment) => {
  const folder = `dist/${environment.name}`;
  const images = ImageTags.fromFile(`images/${environment.name}.json`);

  test('the folder is what the app synthesizes', () => {
    expect(platform(environment)).toBeRefactorOnly(folder);
  });

  test('a new image of iris restarts iris alone, and nobody notices', () => {
    const all = Object.fromEntries(images.names.map((name) => [name, images.image(name).reference]));
    const next = platform({
      ...environment,
      images: ImageTags.of({ ...all, 'vision/iris': 'registry.example/vision/iris:9.9.9' }),
    });

    expect(next).toBeAppliable({ after: folder });
    expect(next).toRestartOnly(['iris'], { after: folder });
    expect(next).toKeepServing({ after: folder });
  });
});
