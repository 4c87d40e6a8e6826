import { isUtf8 } from 'node:buffer';

const BYTE_ORDER_MARK = '\ufeff';

/** The text of a file, or why it is none. */
export function decodeText(
  bytes: Uint8Array,
): { readonly text: string } | { readonly reason: string; readonly fix?: string } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { reason: 'it is text in UTF-16, which kubectl does not read', fix: 'save it as UTF-8' };
  }
  if (bytes.includes(0)) return { reason: 'it is a binary file, not YAML' };
  if (!isUtf8(bytes)) return { reason: 'it is not text in UTF-8', fix: 'save it as UTF-8' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return { text: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text };
}
