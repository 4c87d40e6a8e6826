import { pullPolicyOf } from '../../model/update/defaults/container';
import { checkLabelName } from '../../private/check-name';
import { checkTexts } from '../../private/check-text';
import { parseImageReference } from '../../private/image-reference';
import type { JsonObject } from '../../private/json';
import type { ImportedServer } from '../read/imported-server';
import { call, literal, word } from '../source/code';
import type { Part } from './part';

const POLICIES: { readonly [policy: string]: string } = {
  Always: 'ImagePullPolicy.ALWAYS',
  IfNotPresent: 'ImagePullPolicy.IF_NOT_PRESENT',
  Never: 'ImagePullPolicy.NEVER',
};

/** The container itself: name, image, entry point, arguments, ports, terminal. */
export function containerPart({ manifest, container, port, grpcPort }: ImportedServer): Part {
  const { image, imagePullPolicy, command, args, stdin, tty } = container;
  const reference = String(image);
  const name =
    typeof container.name === 'string' && checkLabelName('name', container.name) === undefined
      ? container.name
      : undefined;
  const usual = parseImageReference(image)?.digest === undefined ? 'Always' : 'IfNotPresent';
  const wanted = imagePullPolicy ?? pullPolicyOf(image);
  const policy = typeof wanted === 'string' && Object.hasOwn(POLICIES, wanted) ? wanted : usual;
  const [words, rest] = [command, args].map((given) =>
    Array.isArray(given) && given.length > 0 && checkTexts('words', given) === undefined ? given : undefined,
  );
  const ports = [{ name: port.speaks, containerPort: port.number, protocol: 'TCP' }];
  if (grpcPort !== undefined) ports.push({ name: 'grpc', containerPort: grpcPort, protocol: 'TCP' });
  return {
    props: {
      image: call('ContainerImage.of', literal(reference)),
      imagePullPolicy: policy === usual ? undefined : word(POLICIES[policy]),
      containerName: name === undefined || name === manifest.name ? undefined : literal(name),
      command: words && literal(words),
      args: rest && literal(rest),
      stdin: stdin === true ? literal(true) : undefined,
      tty: tty === true ? literal(true) : undefined,
    },
    container: madeContainer({ name: name ?? manifest.name, image, policy, words, rest, ports, stdin, tty }),
  };
}

function madeContainer({ name, image, policy, words, rest, ports, stdin, tty }: JsonObject): JsonObject {
  return {
    name,
    image,
    imagePullPolicy: policy,
    command: words,
    args: rest,
    ports,
    stdin: stdin === true || undefined,
    tty: tty === true || undefined,
  };
}
