/** Loaded before the tests of a mutant: a property that fails need not be shown in its smallest form, which takes as long as many mutants. */
import { configureGlobal } from 'fast-check'

configureGlobal({ endOnFailure: true })
