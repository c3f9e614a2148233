/**
 * The text all claims are read from: one apostrophe, one hyphen, single spaces, no emphasis marks, nothing struck through.
 * NFC and not NFKC, which would turn the footnote mark of "€5¹" into a digit.
 */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[‘’ʼ′]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/—/g, ' - ')
    .replace(/[‐‑‒–−]/g, '-')
    .replace(/\r\n?/g, '\n')
    .replace(/~~[^~\n]{1,200}~~/g, ' ')
    .replace(/(?<!\d)\*|\*(?!\d)|`|__/g, '')
    .replace(/[^\S\n]+/g, ' ')
}

/** Sentences and lines, trimmed, none empty. */
export function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Where a claim is mentioned in the plain text. */
export type Span = { readonly start: number; readonly end: number }

/** What was asked and what was said, both plain. */
export type Said = { readonly text: string; readonly question: string }
