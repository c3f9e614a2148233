/** Words that may stand between a negation and what it denies ("does not cost the old fee of €4"). */
export const FILLER =
  '(?:(?:a|an|the|be|being|been|at|of|about|around|exactly|currently|now|yet|still|really|actually|automatically|always|ever|set|priced|cost|costs|charge|charged|charges|pay|paying|need|needs|require|required|have|has|to|fee|price|rate|limit|flat|equal|you|us|them|simply|necessarily|your|our|any|previous|old|older|former|original|outdated|earlier|(?:19|20)\\d\\d)\\s+){0,6}["(]?\\s*$'
