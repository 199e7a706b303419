// Shows a question only while its condition is met. The server decides the same once more: nothing depends on this.

const MODES = ["on_site", "online"];

/** What is chosen or written in an element's controls, for people to see. */
function answersIn(element) {
  return [...element.querySelectorAll("input, select, textarea")]
    .filter((control) => control.type !== "hidden")
    .filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked)
    .map((control) => control.value);
}

/** How the person whose questions these are takes part; null where the page does not say. */
function modesFor(questions) {
  const scope = questions.closest("[data-mode-scope]") ?? questions.closest("form") ?? document;
  const choices = [...scope.querySelectorAll("[data-mode-choices]")];
  return choices.length ? choices.flatMap(answersIn).filter((value) => MODES.includes(value)) : null;
}

function follow(questions) {
  const modes = modesFor(questions);
  const asked = new Map();
  for (const question of questions.querySelectorAll("[data-question]")) {
    const { ifQuestion, ifOption, ifMode } = question.dataset;
    const other = asked.get(ifQuestion);
    const answered = !ifQuestion || (other && !other.hidden && answersIn(other).includes(ifOption));
    const takesPart = !ifMode || modes === null || modes.includes(ifMode);
    question.hidden = !(answered && takesPart);
    // What is hidden is neither sent nor missed; what was written there stands when it is shown again.
    for (const control of question.querySelectorAll("input, select, textarea")) control.disabled = question.hidden;
    for (const words of question.querySelectorAll("[data-condition-words]")) words.hidden = !ifMode || modes !== null;
    asked.set(question.dataset.question, question);
  }
}

function followAll() {
  for (const questions of document.querySelectorAll("[data-questions]")) follow(questions);
}

document.addEventListener("change", followAll);
// A browser fills a form in again after the way back without saying so.
window.addEventListener("pageshow", followAll);
followAll();
