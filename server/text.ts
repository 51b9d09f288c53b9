/** Text that PostgreSQL refuses (NUL) or would change silently (half a character) is no text. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

const PLAIN = /^[\n -~]*$/
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g
/** Controls, and what turns, hides or marks text without being seen. */
const UNSEEN =
  /(?!\n)\p{Cc}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
/** Joiners belong in emoji and in scripts that are written joined; elsewhere they only hide. */
const STRAY_JOINERS =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Variation_Selector}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}])[\u200c\u200d]/gu
const PILED_UP = /(\p{M}{4})\p{M}+/gu

/** One form for what looks the same, without signs that are not seen; a tab becomes a space, a line end one sign. */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replace(UNSEEN, '')
    .replace(STRAY_JOINERS, '')
    .normalize('NFC')
    .replace(PILED_UP, '$1')
}
