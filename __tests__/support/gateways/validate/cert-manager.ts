import { nonEmpty, objectName, wildcardHost } from './names';
import { flag, list, map, oneOf, repeated, struct, text, whole } from './shape';

const texts = list(nonEmpty);
const goDuration = text({ pattern: /^([0-9]+(\.[0-9]+)?(h|m|s))+$/ });
const usages = [
  'signing',
  'digital signature',
  'content commitment',
  'key encipherment',
  'key agreement',
  'data encipherment',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
  'any',
  'server auth',
  'client auth',
  'code signing',
  'email protection',
  's/mime',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'timestamping',
  'ocsp signing',
  'microsoft sgc',
  'netscape sgc',
];

const privateKey = struct<{ algorithm?: string; size?: number }>(
  {
    algorithm: oneOf('RSA', 'ECDSA', 'Ed25519'),
    encoding: oneOf('PKCS1', 'PKCS8'),
    size: whole(256, 8192),
    rotationPolicy: oneOf('Never', 'Always'),
  },
  ({ algorithm = 'RSA', size }) => {
    if (size === undefined) return undefined;
    const fits = { RSA: size >= 2048, ECDSA: [256, 384, 521].includes(size), Ed25519: false }[algorithm];
    return fits ? undefined : `has the size ${size}, which ${algorithm} keys do not have`;
  },
);

const subjects = ['commonName', 'dnsNames', 'uris', 'ipAddresses', 'emailAddresses', 'otherNames'];

/** https://cert-manager.io/docs/usage/certificate/ */
export const certificate = struct<Record<string, unknown>>(
  {
    'secretName!': objectName,
    'issuerRef!': struct({ 'name!': objectName, kind: nonEmpty, group: nonEmpty }),
    commonName: text({ min: 1, max: 64 }),
    dnsNames: list(wildcardHost, { min: 1 }, (names: string[]) => repeated(names).map((each) => `holds ${each} twice`)),
    uris: texts,
    ipAddresses: texts,
    emailAddresses: texts,
    duration: goDuration,
    renewBefore: goDuration,
    renewBeforePercentage: whole(1, 99),
    privateKey,
    usages: list(oneOf(...usages)),
    isCA: flag,
    revisionHistoryLimit: whole(1),
    subject: struct(
      Object.fromEntries(
        [
          'countries',
          'localities',
          'organizationalUnits',
          'organizations',
          'postalCodes',
          'provinces',
          'streetAddresses',
        ].map((each) => [each, texts]),
      ),
    ),
    secretTemplate: struct({ annotations: map(text()), labels: map(text({ max: 63 })) }),
  },
  (spec) =>
    subjects.some((each) => spec[each] !== undefined)
      ? undefined
      : `must name a subject: one of ${subjects.join(', ')}`,
  ({ renewBefore, renewBeforePercentage }) =>
    renewBefore !== undefined && renewBeforePercentage !== undefined
      ? 'has renewBefore and renewBeforePercentage'
      : undefined,
);
