import { checkText } from '../private/check-text';
import { readUrl } from '../private/check-url';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { downloaded } from './download';
import { type DownloadOptions, readDownload } from './download-options';
import type { SourceDescription } from './source-facts';

/** One file on a web server. */
export interface HttpOptions extends DownloadOptions {
  /** URL of the file, for example `https://models.example.com/llama-8b-q4.gguf`. */
  readonly url: string;

  /** SHA-256 of the file in 64 hexadecimal digits, as `sha256sum` prints it: other bytes are never served. */
  readonly sha256: string;

  /**
   * Name of the file below `mountPath`.
   *
   * @default - the last part of the URL's path
   */
  readonly fileName?: string;
}

/** The same as of smoke tests. */
const IMAGE = 'curlimages/curl:8.12.1';

/** `$1` is the URL, `$2` the digest, `$3` where the file goes. Its name is there when its bytes are. */
const SCRIPT = `set -eu
curl --fail --location --silent --show-error --retry 5 --output "$3.part" "$1"
echo "$2  $3.part" | sha256sum -c -
mv "$3.part" "$3"
`;

const FILE_NAME = /^[\w][\w.+-]*$/;

export function http(options: HttpOptions): SourceDescription {
  const found = new Problems('');
  const given = optionsOf(found, options, 'HttpOptions');
  const { url, sha256 } = given;
  const read = readUrl('url', url, ['https', 'http']);
  const fileName = given.fileName ?? ('url' in read ? lastPart(read.url) : 'model');
  found.add(
    'problem' in read ? read.problem : undefined,
    typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)
      ? undefined
      : `sha256 must be the 64 hexadecimal digits that sha256sum prints for the file, got ${show(sha256)}`,
    checkText('fileName', fileName) ??
      (FILE_NAME.test(fileName)
        ? undefined
        : `fileName must be a name of letters, digits, '.', '_', '+' and '-', got ${show(fileName)}`),
  );
  return downloaded({
    factory: 'http',
    options: readDownload(found, given, IMAGE),
    problems: found.sentences,
    endpoint: 'url' in read ? read.url : undefined,
    identity: [String(url), String(sha256)],
    command: (directory) => ['sh', '-c', SCRIPT, 'download', String(url), String(sha256), `${directory}/${fileName}`],
    file: fileName,
    publicHub: 'url' in read ? publicHost(read.url) : undefined,
  });
}

function lastPart({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf('/') + 1);
}

/** Hubs that count what one address asks for. A web server of one's own is one's own matter. */
function publicHost({ hostname }: URL): string | undefined {
  return /(^|\.)(huggingface\.co|hf\.co|github\.com|githubusercontent\.com)$/.test(hostname) ? hostname : undefined;
}
