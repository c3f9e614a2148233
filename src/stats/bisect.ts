/** The end of the stretch from `low` on which `holds` is true, to the last bit; it must hold at `low` and stop holding once. */
export function bisect(holds: (x: number) => boolean, low: number, high: number): number {
  let inside = low
  let outside = high
  for (;;) {
    const middle = inside + (outside - inside) / 2
    if (!(middle > inside && middle < outside)) return outside
    if (holds(middle)) inside = middle
    else outside = middle
  }
}
