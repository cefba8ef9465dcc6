/**
 * Judges beside the page, so that typing never waits. It answers with the totals first, then with those
 * entries whose judgement changed since the last answer, a few at a time.
 *
 * @import { Answer, Kernel } from "../rules/types"
 * @import { Entry } from "./state.js"
 */
import { assess, Refused } from "../rules/points.js";
import { isCountable } from "./countable.js";

const AT_A_TIME = 50;

/** @type {Kernel} */
let kernel;
/** The log that came last. @type {{about: Record<string, any>, entries: Entry[]}} */
let kept;
/** What the page knows of each entry. @type {Map<string, string>} */
let sent = new Map();
/** @type {(data: any) => void} */
let post = (data) => postMessage(data);

/** Judge on a page's own thread: a sandboxed frame may run no worker. @param {typeof post} send */
export function judgeHere(send) {
  post = send;
  return answerRequest;
}

/** @param {any} data the kernel, before all; then a log, with a plan or an entry that is asked about */
async function answerRequest(data) {
  if (data.kernel) return void (kernel = data.kernel);
  if (data.text) kept = JSON.parse(data.text);
  const { about, entries } = kept;
  const known = new Map(kernel.activities.map((one) => [one.id, one]));
  const log = entries.filter((one) => isJudged(one, known.get(one.activity)));
  try {
    if (data.plan) post({ turn: data.turn, plan: (await import("./planning.js")).answerPlan(kernel, log, { ...buildOptions(about, data.today), ...data.plan }) });
    else if (data.trial) post({ turn: data.turn, trial: judgeTrial(data.trial, log, buildOptions(about, data.today)) });
    else postAnswer(data.turn, assess(kernel, log, buildOptions(about, data.today)));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (data.trial) return;
    sent = new Map();
    post({ turn: data.turn, refused: { code: error.code, values: error.values } });
  }
}

/** What cannot be judged is set aside alone. @param {Entry} entry @param {import("../rules/types").Activity | undefined} activity */
const isJudged = (entry, activity) => activity !== undefined && isCountable(entry, activity);

if (!self.document) onmessage = ({ data }) => answerRequest(data);

/** The fields of the form as the engine's options. @param {Record<string, any>} about @param {string} today */
function buildOptions(about, today) {
  /** @param {string} kind */
  const collectFields = (kind) =>
    Object.fromEntries(
      Object.entries(about)
        .filter(([name, value]) => name.startsWith(`${kind}:`) && value.length)
        .map(([name, value]) => [name.slice(kind.length + 1), value]),
    );
  const member = { attributes: collectFields("attribute"), conditions: collectFields("condition") };
  const away = about.months_away ? { months_away: about.months_away } : {};
  const award = kernel.cycle.begins === "member" ? about.award || null : null;
  return { on: about.on || today, award, member: { ...member, ...away }, carry_in: dropStrangers(collectFields("carry")) };
}

/** What this schedule can bring into a cycle: the log is shared with versions that have other rules. @param {Record<string, any>} carried */
const dropStrangers = (carried) => Object.fromEntries(Object.entries(carried).filter(([name]) => kernel.carry.some((rule) => rule.id === name && kernel.cycle.begins !== "rolling" && (rule.into === "cycle" || rule.crosses_cycle))));

/** What an entry would earn beside the others. @param {Entry} trial @param {Entry[]} log @param {any} options */
const judgeTrial = (trial, log, options) => buildRows(assess(kernel, [...log.filter(({ id }) => id !== trial.id), trial], options)).find(({ id }) => id === trial.id);

/** What is told of each entry. @param {Pick<Answer, "entries" | "with_plans">} answer */
function buildRows({ entries, with_plans }) {
  const plans = new Map((with_plans?.entries ?? []).map((one) => [one.id, one.credited]));
  return entries.map((one) => (one.state === "planned" ? { ...one, would: plans.get(one.id) } : one));
}

/** @param {number} turn @param {Answer} answer */
function postAnswer(turn, { entries, with_plans, ...head }) {
  const rows = buildRows({ entries, with_plans });
  const unanswered = new Map();
  for (const { id, unanswered: asked } of entries) for (const one of asked) unanswered.set(one, [...(unanswered.get(one) ?? []), id]);
  post({ turn, head: { ...head, unanswered: [...unanswered], with_plans: with_plans && { verdicts: with_plans.verdicts, totals: with_plans.totals } } });
  const known = sent;
  sent = new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
  const fresh = rows.filter((row) => known.get(row.id) !== sent.get(row.id));
  for (let i = 0; i < fresh.length; i += AT_A_TIME) post({ turn, rows: fresh.slice(i, i + AT_A_TIME) });
  post({ turn, done: true });
}
