import { type BaselineSecurityOptions } from '../../lib';
import { RollingStrategy } from '../../lib/core/rolling-strategy';
import { SecurityProfile } from '../../lib/core/security-profile';
import { ContainerImage } from '../../lib/server/container-image';
import { FileMount } from '../../lib/server/file-mount';
import { ConfigMapKeyRef, SecretKeyRef } from '../../lib/core/references';
import type { ModelServerProps } from '../../lib/server/server-options';
import { ServerVolume } from '../../lib/server/server-volume';
import { containerOf, declare, failureOf, MINIMAL, podSpecOf } from '../support/declare';

const baseline = { tenant: { podSecurity: { enforce: 'baseline' } } } as never;
const untyped = (value: unknown) => value as never;

describe('what was checked is what is rendered', () => {
  test('options that are changed afterwards change nothing', () => {
    const options: { -readonly [Name in keyof BaselineSecurityOptions]: BaselineSecurityOptions[Name] } = {};
    const security = SecurityProfile.restricted(options);
    const { app } = declare({ security });
    const before = JSON.stringify(app.synthYaml());
    Object.assign(options, { runAsRoot: true, capabilities: ['SYS_ADMIN'], writableRootFilesystem: true });
    expect(JSON.stringify(app.synthYaml())).toBe(before);
    expect(podSpecOf({ security }).securityContext).toMatchObject({ runAsUser: 10001, runAsNonRoot: true });
  });

  test('so does a list of capabilities', () => {
    const capabilities = ['CHOWN'];
    const security = SecurityProfile.baseline({ capabilities });
    capabilities.push('SYS_ADMIN');
    expect(containerOf({ security }, baseline).securityContext.capabilities).toEqual({ add: ['CHOWN'], drop: ['ALL'] });
  });
});

test.each(['writableRootFilesystem', 'serviceAccountToken', 'runAsRoot'])(
  '%s is true or false, no text',
  (property) => {
    const security = SecurityProfile.baseline({ [property]: 'false' });
    expect(failureOf(() => declare({ security }, baseline))).toContain(
      `security.${property} must be true or false, got 'false'`,
    );
  },
);

describe('factories take anything, and the server says what is wrong', () => {
  test.each<[string, () => Partial<ModelServerProps>, string]>([
    [
      'a text for a list',
      () => ({ security: SecurityProfile.baseline({ capabilities: untyped('NET_ADMIN') }) }),
      "security.capabilities must be a list, got 'NET_ADMIN'",
    ],
    [
      'a text for options',
      () => ({ security: SecurityProfile.restricted(untyped('root')) }),
      "security.options must be an object, got 'root'",
    ],
    [
      'a number for a strategy',
      () => ({ rollout: RollingStrategy.of(untyped(1)) }),
      'rollout.options must be an object, got 1',
    ],
    [
      'a number for timing',
      () => ({ rollout: RollingStrategy.inPlace(untyped(30)) }),
      'rollout.options must be an object, got 30',
    ],
    [
      'no options for ECR',
      () => ({ image: ContainerImage.ecr(untyped(undefined)) }),
      "image.region must be an AWS region such as 'us-east-1', got nothing",
    ],
    [
      'a number for an account',
      () => ({ image: ContainerImage.ecr(untyped({ account: 123456789012, region: 'us-east-1', repository: 'a' })) }),
      'image.account must be the 12 digits of an AWS account, got 123456789012 (a number; write them as a text',
    ],
    [
      'no options for Docker Hub',
      () => ({ image: ContainerImage.dockerHub(untyped(null)) }),
      "image.repository must be a text such as 'team/iris', got nothing",
    ],
    [
      'a tag that is no text',
      () => ({ image: ContainerImage.dockerHub(untyped({ repository: 'a/b', tag: Symbol('v1') })) }),
      'image.tag must be a text that is not empty, got Symbol(v1)',
    ],
    [
      'no options for a volume',
      () => ({ volumes: [ServerVolume.emptyDir(untyped(undefined))] }),
      "volumes[0].name must be lower-case letters, digits and '-'",
    ],
    [
      'no options for a claim',
      () => ({ volumes: [ServerVolume.persistentVolumeClaim(untyped(null))] }),
      "volumes[0].claimName must be lower-case letters, digits, '-' and '.'",
    ],
    [
      'no Secret',
      () => ({ envFromSecrets: { A: SecretKeyRef.of(untyped(undefined), 'k') } }),
      "envFromSecrets['A'].secret must be a Secret of cdk8s-plus, got nothing",
    ],
    [
      'no name of a Secret',
      () => ({ envFromSecrets: { A: SecretKeyRef.named(untyped(undefined), 'k') } }),
      "envFromSecrets['A'].secretName must be lower-case letters",
    ],
    [
      'no key of a Secret',
      () => ({ envFromSecrets: { A: SecretKeyRef.named('s', untyped(undefined)) } }),
      "envFromSecrets['A'].key must be at most 253 letters",
    ],
    [
      'the name of a ConfigMap in place of one',
      () => ({ envFromConfigMaps: { A: ConfigMapKeyRef.of(untyped('settings'), 'k') } }),
      "envFromConfigMaps['A'].configMap must be a ConfigMap of cdk8s-plus, got 'settings'",
    ],
    [
      'no ConfigMap to mount',
      () => ({ files: [FileMount.configMap('/x', untyped(undefined))] }),
      'files[0].configMap must be a ConfigMap of cdk8s-plus, got nothing',
    ],
    [
      'a list of keys',
      () => ({ files: [FileMount.secretNamed('/x', 'tls', untyped({ keys: ['tls.crt'] }))] }),
      "files[0].keys must be an object, got ['tls.crt']",
    ],
  ])('%s', (_, props, message) => {
    const failure = failureOf(() => declare(props()));
    expect(failure).toContain("ModelServer 'vision/iris': ");
    expect(failure).toContain(message);
  });

  test('nothing means no options', () => {
    const given = { security: SecurityProfile.restricted(untyped(null)), rollout: RollingStrategy.of(untyped(null)) };
    expect(podSpecOf(given)).toEqual(podSpecOf(MINIMAL));
  });
});
