/** The models that need no key: both quote the corpus; one finds by meaning too, the other by words alone. */
export const localModels: Readonly<Record<string, { readonly embeds: boolean }>> = {
  'use-lite@0.2.0': { embeds: true },
  'lexical@0.1.0': { embeds: false },
}
