import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { parseAmount } from '../amount';
import { claimSpec } from '../claims';
import { between } from '../counts';
import { child, childOrEmpty, children, has, keys, number, text } from '../fields';
import { templateMetadata } from '../label-syntax';
import { dnsSubdomain, oneOf } from '../names';
import type { Refusals } from '../refusal';
import { fileMode, filePath, keyFiles, podFiles } from './volume-files';

type SourceCheck = (at: string, source: JsonObject, out: Refusals, spec: JsonObject) => void;

const HOST_PATH_TYPES = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
];
const MAX_DRIVER = 63;
const TOKEN_SECONDS = { from: 600, to: 2 ** 32 };

/** What the server asks of a source besides its types; sources that are not here may hold whatever their types allow. */
const CHECKS: { readonly [field: string]: SourceCheck } = {
  configMap: (at, source, out) => {
    required(at, source, 'name', out);
    keyFiles(at, source, out);
  },
  csi: (at, source, out) => {
    const driver = text(source, 'driver');
    if (driver.length > MAX_DRIVER) out.invalid(`${at}/driver`, `must have at most ${MAX_DRIVER} characters`);
    else out.problem(`${at}/driver`, dnsSubdomain(driver.toLowerCase()));
  },
  downwardAPI: (at, source, out, spec) => {
    podFiles(at, source, spec, out);
  },
  emptyDir: (at, source, out) => {
    const limit = has(source, 'sizeLimit') ? parseAmount(source.sizeLimit) : undefined;
    if (limit !== undefined && limit < 0n) {
      out.invalid(`${at}/sizeLimit`, `must be 0 or more, got ${show(source.sizeLimit)}`);
    }
  },
  ephemeral: (at, source, out) => {
    const template = child(source, 'volumeClaimTemplate');
    if (!template) {
      out.invalid(`${at}/volumeClaimTemplate`, 'is missing');
      return;
    }
    templateMetadata(`${at}/volumeClaimTemplate/metadata`, childOrEmpty(template, 'metadata'), out);
    claimSpec(`${at}/volumeClaimTemplate/spec`, childOrEmpty(template, 'spec'), out);
  },
  hostPath: (at, source, out) => {
    const path = text(source, 'path');
    required(at, source, 'path', out);
    if (path.split('/').includes('..')) out.invalid(`${at}/path`, `must not hold '..', got ${show(path)}`);
    out.problem(`${at}/type`, oneOf(text(source, 'type'), HOST_PATH_TYPES));
  },
  image: (at, source, out) => {
    required(at, source, 'reference', out);
    const policy = text(source, 'pullPolicy');
    if (policy !== '') out.problem(`${at}/pullPolicy`, oneOf(policy, ['Always', 'IfNotPresent', 'Never']));
  },
  nfs: (at, source, out) => {
    required(at, source, 'server', out);
    required(at, source, 'path', out);
    const path = text(source, 'path');
    if (path !== '' && !path.startsWith('/')) out.invalid(`${at}/path`, `must be an absolute path, got ${show(path)}`);
  },
  persistentVolumeClaim: (at, source, out) => {
    required(at, source, 'claimName', out);
  },
  projected: (at, source, out, spec) => {
    fileMode(at, source, 'defaultMode', out);
    const paths = new Set<string>();
    children(source, 'sources').forEach((part, index) => {
      projectedSource(`${at}/sources/${index}`, part, spec, out);
      onePathEach(`${at}/sources/${index}`, part, paths, out);
    });
  },
  secret: (at, source, out) => {
    required(at, source, 'secretName', out);
    keyFiles(at, source, out);
  },
};

/** What one volume is made of. */
export function volumeSource(at: string, field: string, source: JsonObject, spec: JsonObject, out: Refusals): void {
  if (Object.hasOwn(CHECKS, field)) CHECKS[field](at, source, out, spec);
}

function projectedSource(at: string, part: JsonObject, spec: JsonObject, out: Refusals): void {
  const given = keys(part).filter((field) => has(part, field));
  if (given.length > 1) out.invalid(`${at}/${given[1]}`, `must have one source only, there is ${given[0]} already`);
  for (const field of given) {
    const source = child(part, field);
    if (!source) continue;
    const where = `${at}/${field}`;
    if (field === 'downwardAPI') podFiles(where, source, spec, out);
    else if (field === 'serviceAccountToken') token(where, source, out);
    else if (field === 'configMap' || field === 'secret') {
      required(where, source, 'name', out);
      keyFiles(where, source, out);
    } else if (text(source, 'path') !== '') filePath(`${where}/path`, text(source, 'path'), out);
  }
}

/** No two parts of a volume are written to the same file. */
function onePathEach(at: string, part: JsonObject, paths: Set<string>, out: Refusals): void {
  const claim = (where: string, path: string): void => {
    if (path === '') return;
    if (paths.has(path)) out.invalid(where, `there is a file ${show(path)} already`);
    paths.add(path);
  };
  for (const field of ['secret', 'configMap', 'downwardAPI']) {
    children(childOrEmpty(part, field), 'items').forEach((item, index) => {
      claim(`${at}/${field}/items/${index}/path`, text(item, 'path'));
    });
  }
  claim(`${at}/serviceAccountToken/path`, text(childOrEmpty(part, 'serviceAccountToken'), 'path'));
}

function token(at: string, source: JsonObject, out: Refusals): void {
  out.problem(
    `${at}/expirationSeconds`,
    between(number(source, 'expirationSeconds'), TOKEN_SECONDS.from, TOKEN_SECONDS.to),
  );
  filePath(`${at}/path`, text(source, 'path'), out);
}

function required(at: string, source: JsonObject, field: string, out: Refusals): void {
  if (text(source, field) === '') out.invalid(`${at}/${field}`, 'is missing or empty');
}
