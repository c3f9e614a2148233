/** A number in [0, 1) that depends on its text alone (FNV-1a, then mixed): the same call meets the same luck in every run. */
export const chanceOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** A normally distributed number (Box and Muller), from the text alone. */
export const normalOf = (text: string): number =>
  Math.sqrt(-2 * Math.log(1 - chanceOf(`${text} radius`))) * Math.cos(2 * Math.PI * chanceOf(`${text} angle`))
