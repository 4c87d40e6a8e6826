const MARKER = '\n---';

/** Offset of the next line that begins a document, at or after an offset; the end of the text when there is none. */
export function nextBoundary(text: string, from: number): number {
  let found = text.indexOf(MARKER, from - 1);
  while (found >= 0) {
    if (isMarker(text, found + 1) && !followsDirective(text, found)) return found + 1;
    found = text.indexOf(MARKER, found + 1);
  }
  return text.length;
}

/** Offset of the next line that begins a JSON object after another one; the end of the text when there is none. */
export function nextJsonObject(text: string, from: number): number {
  let found = text.indexOf('\n{', from - 1);
  while (found >= 0) {
    if (
      text
        .slice(Math.max(0, found - 100), found)
        .trimEnd()
        .endsWith('}')
    )
      return found + 1;
    found = text.indexOf('\n{', found + 1);
  }
  return text.length;
}

/** Offset of the first document's marker where nothing but comments, directives and empty lines stand before it; else `from`. */
export function firstMarker(text: string, from: number): number {
  let line = from;
  while (line < text.length) {
    if (isMarker(text, line)) return line;
    const end = text.indexOf('\n', line);
    const content = text.slice(line, end < 0 ? text.length : end).trim();
    if (content !== '' && !content.startsWith('#') && !content.startsWith('%')) return from;
    if (end < 0) return from;
    line = end + 1;
  }
  return from;
}

function isMarker(text: string, at: number): boolean {
  return text.startsWith('---', at) && (at + 3 >= text.length || ' \t\r\n'.includes(text[at + 3]));
}

/** Whether the line before a line break is a directive: the marker after it begins that directive's document. */
function followsDirective(text: string, lineBreak: number): boolean {
  const start = text.lastIndexOf('\n', lineBreak - 1) + 1;
  return text[start] === '%';
}
