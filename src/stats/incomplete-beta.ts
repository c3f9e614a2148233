import { logBeta } from './log-gamma.ts'

type Beta = { readonly a: number; readonly b: number; readonly x: number; readonly y: number }
type Term = { readonly top: number; readonly bottom: number }

/**
 * Regularized incomplete beta I_x(a, b), a, b > 0, at the x with these log odds, ln(x / (1 - x)):
 * so neither x nor 1 - x is lost where the other is close to 1.
 */
export function incompleteBeta(logOdds: number, a: number, b: number): number {
  const converges = share(logOdds) < (a + 1) / (a + b + 2)
  return converges ? byFraction(logOdds, a, b) : 1 - byFraction(-logOdds, b, a)
}

function byFraction(logOdds: number, a: number, b: number): number {
  const front = Math.exp(a * logShare(logOdds) + b * logShare(-logOdds) - logBeta(a, b))
  const beta = { a, b, x: share(logOdds), y: share(-logOdds) }
  return front / lentz(leadingTerm(beta), (m) => laterTerm(beta, m))
}

function share(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

function logShare(logOdds: number): number {
  return logOdds < 0 ? logOdds - Math.log1p(Math.exp(logOdds)) : -Math.log1p(Math.exp(-logOdds))
}

/** The continued fraction of Didonato & Morris (1992, BFRAC), whose terms do not cancel for x close to 1. */
function leadingTerm({ a, b, x, y }: Beta): number {
  return (a * (a * y - b * x + 1)) / (a + 1)
}

function laterTerm({ a, b, x, y }: Beta, m: number): Term {
  const step = a + 2 * m - 1
  const weight = (m * (b - m) * x) / step
  return {
    top: ((a + m - 1) * (a + b + m - 1) * weight * x) / step,
    bottom: m + weight + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (step + 2),
  }
}

/** leading + top(1)/(bottom(1) + top(2)/(bottom(2) + …)), from the front until it stands still (Lentz 1976; Thompson & Barnett 1986). */
function lentz(leading: number, term: (m: number) => Term): number {
  let value = leading
  let ratio = leading
  let inverse = 0
  for (let m = 1, change = 0; Math.abs(change - 1) > 1e-15; m += 1) {
    const { top, bottom } = term(m)
    inverse = 1 / (bottom + top * inverse)
    ratio = bottom + top / ratio
    change = ratio * inverse
    value *= change
  }
  return value
}
