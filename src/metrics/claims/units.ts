/** A unit within its dimension; values of one dimension convert by factor. */
export type Unit = { readonly dimension: string; readonly factor: number }

type Row = readonly [dimension: string, factor: number, names: string]

/** ISO 4217 codes with the words and signs for them; one sign may stand for several. */
const CURRENCIES: readonly Row[] = [
  ['EUR', 1, 'eur,euro,€'],
  ['USD', 1, 'usd,us$,us dollar,dollar,$,buck'],
  ['GBP', 1, 'gbp,£,pound,pound sterling,british pound,quid'],
  ['CAD', 1, 'cad,ca$,c$,canadian dollar,dollar,$'],
  ['AUD', 1, 'aud,au$,a$,australian dollar,dollar,$'],
  ['NZD', 1, 'nzd,nz$,dollar,$'],
  ['SGD', 1, 'sgd,s$,dollar,$'],
  ['HKD', 1, 'hkd,hk$,dollar,$'],
  ['JPY', 1, 'jpy,yen,¥'],
  ['CNY', 1, 'cny,rmb,yuan,¥'],
  ['CHF', 1, 'chf,franc,swiss franc'],
  ['SEK', 1, 'sek,kr,krona,kronor'],
  ['NOK', 1, 'nok,kr,krone,kroner'],
  ['DKK', 1, 'dkk,kr,krone,kroner'],
  ['PLN', 1, 'pln,zł,zloty,złoty'],
  ['CZK', 1, 'czk,kč,koruna'],
  ['HUF', 1, 'huf,ft,forint'],
  ['RON', 1, 'ron,lei'],
  ['BGN', 1, 'bgn,lev'],
  ['TRY', 1, '₺,lira'],
  ['INR', 1, 'inr,₹,rs,rupee'],
  ['BRL', 1, 'brl,r$'],
  ['MXN', 1, 'mxn,mx$,peso'],
  ['ZAR', 1, 'zar,rand'],
  ['KRW', 1, 'krw,₩'],
  ['ILS', 1, 'ils,₪,shekel'],
  ['AED', 1, 'aed,dirham'],
  ['EUR', 0.01, 'cent,ct,euro cent'],
  ['USD', 0.01, 'cent,ct,¢'],
  ['CAD', 0.01, 'cent,ct'],
  ['AUD', 0.01, 'cent,ct'],
  ['GBP', 0.01, 'pence,penny,p'],
]

const MEASURES: readonly Row[] = [
  ['percent', 1, '%,percent,per cent,pct,percentage,percentage point,pp'],
  ['percent', 0.1, '‰,per mille,per mil'],
  ['percent', 0.01, 'bp,bps,basis point'],
  ['time', 0.001, 'ms,msec,millisecond'],
  ['time', 1, 's,sec,second'],
  ['time', 60, 'm,min,minute'],
  ['time', 3600, 'h,hr,hour'],
  ['time', 86_400, 'd,day,calendar day'],
  ['time', 604_800, 'w,wk,week,calendar week'],
  ['month', 1, 'mo,mos,mth,month,calendar month'],
  ['month', 3, 'quarter'],
  ['month', 12, 'y,yr,year,calendar year'],
  ['business day', 1, 'business day,working day,banking day,bank day,trading day,work day,workday,weekday,bd'],
  ['business hour', 1, 'business hour,working hour,office hour'],
  ['mass', 1e-6, 'mcg,µg,μg,ug,microgram,microgramme'],
  ['mass', 0.001, 'mg,milligram,milligramme'],
  ['mass', 1, 'g,gr,gram,gramme'],
  ['mass', 1000, 'kg,kilo,kilogram,kilogramme'],
  ['mass', 453.592_37, 'lb,pound'],
  ['mass', 28.349_523_125, 'oz,ounce'],
  ['volume', 0.001, 'µl,ul,microlitre,microliter'],
  ['volume', 1, 'ml,cc,millilitre,milliliter'],
  ['volume', 10, 'cl,centilitre,centiliter'],
  ['volume', 100, 'dl,decilitre,deciliter'],
  ['volume', 1000, 'l,ltr,litre,liter'],
  ['volume', 5, 'tsp,teaspoon'],
  ['volume', 15, 'tbsp,tablespoon'],
  ['length', 0.001, 'mm,millimetre,millimeter'],
  ['length', 0.01, 'cm,centimetre,centimeter'],
  ['length', 1, 'm,metre,meter'],
  ['length', 1000, 'km,kilometre,kilometer'],
  ['length', 0.0254, 'inch,inches'],
  ['length', 0.3048, 'ft,foot,feet'],
  ['length', 1609.344, 'mi,mile'],
  ['data', 1, 'byte'],
  ['data', 1e3, 'kb,kilobyte'],
  ['data', 1e6, 'mb,megabyte'],
  ['data', 1e9, 'gb,gigabyte,gig'],
  ['data', 1e12, 'tb,terabyte'],
  ['data', 1024, 'kib,kibibyte'],
  ['data', 1_048_576, 'mib,mebibyte'],
  ['data', 1_073_741_824, 'gib,gibibyte'],
  ['celsius', 1, '°c,° c,degree c,degree celsius,celsius'],
  ['fahrenheit', 1, '°f,° f,degree f,degree fahrenheit,fahrenheit'],
  ['energy', 1, 'kcal,kilocalorie'],
  ['energy', 1 / 4.184, 'kj,kilojoule'],
  ['frequency', 1, 'x,time'],
  ['international unit', 1, 'iu,international unit'],
  ['mmol', 1, 'mmol,millimole'],
  ['mmhg', 1, 'mmhg,mm hg'],
  ['beats', 1, 'bpm'],
]

const BY_NAME = tabulate([...CURRENCIES, ...MEASURES])
const CURRENCY_CODES = new Set(CURRENCIES.map(([code]) => code))

/** The units a word may stand for ("pounds" is money or mass), whatever its case and number; none = no unit known here. */
export function unitsCalled(name: string): readonly Unit[] {
  const lower = name.toLowerCase()
  return BY_NAME.get(lower) ?? BY_NAME.get(singular(lower)) ?? []
}

export function isCurrency(units: readonly Unit[]): boolean {
  return units.some(({ dimension }) => CURRENCY_CODES.has(dimension))
}

export function singular(word: string): string {
  const lower = word.toLowerCase()
  if (/[^aeiou]ies$/.test(lower)) return `${lower.slice(0, -3)}y`
  if (/(?:ch|sh|x|ss|zz)es$/.test(lower)) return lower.slice(0, -2)
  return /[^s]s$/.test(lower) && lower.length > 2 ? lower.slice(0, -1) : lower
}

function tabulate(rows: readonly Row[]): ReadonlyMap<string, readonly Unit[]> {
  const table = new Map<string, Unit[]>()
  for (const [dimension, factor, names] of rows) {
    for (const name of names.split(',')) table.set(name, [...(table.get(name) ?? []), { dimension, factor }])
  }
  return table
}
