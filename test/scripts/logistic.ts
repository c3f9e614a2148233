/** One sample: its features and whether what they stand for came true. */
export type Row = { readonly features: readonly number[]; readonly right: boolean }

export type Fit = {
  readonly mean: readonly number[]
  readonly scale: readonly number[]
  readonly weights: readonly number[]
  readonly intercept: number
}

/** Strength of the L2 penalty on the weights of standardised features; the intercept is free. */
const penalty = 2

/** L2-regularised logistic regression by Newton's method from zero: deterministic. */
export const fitLogistic = (rows: readonly Row[]): Fit => {
  const size = rows[0]?.features.length ?? 0
  const mean = columns(size, (column) => average(rows.map(({ features }) => features[column] ?? 0)))
  const scale = columns(
    size,
    (column) => Math.sqrt(average(rows.map(({ features }) => ((features[column] ?? 0) - (mean[column] ?? 0)) ** 2))) || 1,
  )
  const inputs = rows.map(({ features }) => [1, ...features.map((value, column) => (value - (mean[column] ?? 0)) / (scale[column] ?? 1))])
  let parameters = columns(size + 1, () => 0)
  for (let step = 0; step < 50; step += 1) parameters = newtonStep(parameters, inputs, rows)
  const [intercept = 0, ...weights] = parameters
  return { mean, scale, weights, intercept }
}

export const predict = ({ mean, scale, weights, intercept }: Fit, features: readonly number[]): number =>
  sigmoid(
    weights.reduce(
      (sum, weight, column) => sum + (weight * ((features[column] ?? 0) - (mean[column] ?? 0))) / (scale[column] ?? 1),
      intercept,
    ),
  )

const newtonStep = (parameters: readonly number[], inputs: readonly (readonly number[])[], rows: readonly Row[]): number[] => {
  const size = parameters.length
  const gradient = columns(size, (column) => (column === 0 ? 0 : -penalty * (parameters[column] ?? 0)))
  const curvature = columns(size, (row) => columns<number>(size, (column) => (row === column && row > 0 ? penalty : 0)))
  for (const [place, input] of inputs.entries()) {
    const chance = sigmoid(input.reduce((sum, value, column) => sum + value * (parameters[column] ?? 0), 0))
    const error = (rows[place]?.right === true ? 1 : 0) - chance
    for (const [row, value] of input.entries()) {
      gradient[row] = (gradient[row] ?? 0) + error * value
      const line = curvature[row] ?? []
      for (const [column, other] of input.entries()) line[column] = (line[column] ?? 0) + chance * (1 - chance) * value * other
    }
  }
  const step = solve(curvature, gradient)
  return parameters.map((value, column) => value + (step[column] ?? 0))
}

/** Gaussian elimination with partial pivoting. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const rows = matrix.map((row, place) => [...row, right[place] ?? 0])
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (const column of rows.keys()) {
    const pivot = [...rows.keys()]
      .slice(column)
      .reduce((best, row) => (Math.abs(at(row, column)) > Math.abs(at(best, column)) ? row : best), column)
    const [first, second] = [rows[column] ?? [], rows[pivot] ?? []]
    rows[column] = second
    rows[pivot] = first
    for (const row of rows.keys()) {
      if (row === column) continue
      const factor = at(row, column) / at(column, column)
      rows[row] = (rows[row] ?? []).map((value, place) => value - factor * at(column, place))
    }
  }
  return rows.map((row, place) => (row.at(-1) ?? 0) / (row[place] ?? 1))
}

const columns = <T>(size: number, make: (column: number) => T): T[] => Array.from({ length: size }, (_, column) => make(column))
const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
