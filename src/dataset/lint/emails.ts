const address = /(?<![\w.+-])[\p{L}\p{N}._%+-]{1,64}@(?<domain>(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24})(?![\p{L}\p{N}-])/gu

/** Domains that can belong to nobody (RFC 2606). */
const reserved = /(?:^|\.)example(?:\.[a-z.]+)?$|\.(?:test|invalid|localhost)$/i

/** E-mail addresses that somebody could have. */
export const emailsIn = (text: string): readonly string[] =>
  [...text.matchAll(address)].filter(({ groups }) => !reserved.test(groups?.['domain'] ?? '')).map(([found]) => found)
