/** Words that a question on any subject has; negations are kept, because they decide answers. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about again all also am an and any anybody anyone anything are aren't as at be because been before being but by
  can cannot can't could couldn't did didn't do does doesn't doing don't dont each either else ever every for from get gets getting got
  had has have haven't having he hello help her here hey hi him his how however i i'd i'll i'm im i've if in into is isn't it its it's itself
  just know let like me might mine more most much must my myself need now of off on once one or other our ours out over own
  please pls really same say says she should shouldn't so some someone something still such tell than thank thanks that that's the their them
  then there these they thing things this those through to too us use up very want wanted was wasn't we well were weren't what whats what's when where
  which while who whom whose why will with won't would wouldn't yes you you're your yours yourself`.split(/\s+/),
)
