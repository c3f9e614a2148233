import assert from 'node:assert/strict'
import test from 'node:test'
import { stem } from '../../src/rag/porter2.ts'

/** The sample vocabulary that snowballstem.org prints with the algorithm, and words for each of its exceptions. */
const published = `consign consign|consigned consign|consigning consign|consignment consign|consist consist|consisted consist|consistency consist
consistent consist|consistently consist|consisting consist|consists consist|consolation consol|consolations consol|consolatory consolatori
console consol|consoled consol|consoles consol|consolidate consolid|consolidated consolid|consolidating consolid|consoling consol
consolingly consol|consols consol|consonant conson|consort consort|consorted consort|consorting consort|conspicuous conspicu
conspicuously conspicu|conspiracy conspiraci|conspirator conspir|conspirators conspir|conspire conspir|conspired conspir|conspiring conspir
constable constabl|constables constabl|constance constanc|constancy constanc|constant constant|knack knack|knackeries knackeri|knacks knack
knag knag|knave knave|knaves knave|knavish knavish|kneaded knead|kneading knead|knee knee|kneel kneel|kneeled kneel|kneeling kneel
kneels kneel|knees knee|knell knell|knelt knelt|knew knew|knick knick|knif knif|knife knife|knight knight|knightly knight|knights knight
knit knit|knits knit|knitted knit|knitting knit|knives knive|knob knob|knobs knob|knock knock|knocked knock|knocker knocker
knockers knocker|knocking knock|knocks knock|knopp knopp|knot knot|knots knot
skis ski|skies sky|dying die|lying lie|tying tie|idly idl|gently gentl|ugly ugli|early earli|only onli|singly singl|sky sky|news news
howe howe|atlas atlas|cosmos cosmos|bias bias|andes andes|inning inning|outing outing|canning canning|herring herring|earring earring
proceed proceed|exceed exceed|succeed succeed|generate generat|generously generous|communism communism|arsenic arsenic|geologist geolog
hoping hope|hopping hop|hoped hope|ties tie|cries cri|gas gas|gaps gap|kiwis kiwi|by by|say say|cry cri|youth youth|add add|egg egg
conditionally condit|rationally ration|organization organiz|usefulness use|electrical electr|adoption adopt|controlled control|rate rate`

for (const pair of published.split(/\||\n/)) {
  const [word = '', expected] = pair.split(' ')
  test(`the stem of ${word} is ${expected}`, () => assert.equal(stem(word), expected))
}
