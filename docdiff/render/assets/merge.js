"use strict";
// Fills the answers into the decision file the page holds, and offers it for saving. Nothing leaves the page.
(() => {
  const file = document.getElementById("decisions");
  if (!file) return;
  const button = document.getElementById("save");
  const status = document.getElementById("answered");
  const questions = [...document.querySelectorAll(".question")];

  const answerOf = (question) => {
    const chosen = question.querySelector("input:checked");
    if (!chosen) return null;
    if (chosen.value !== "text") return { take: chosen.value };
    return { take: "", text: question.querySelector("textarea").value };
  };

  // JSON's escapes are TOML's, but for the character "delete".
  const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007F");

  const filled = () => {
    const answers = new Map(questions.map((question) => [question.dataset.id, answerOf(question)]));
    const [head, ...parts] = file.value.split(/^(?=\[\[question\]\]$)/m);
    return head + parts.map((part) => {
      const answer = answers.get(JSON.parse(/^id = (".*")$/m.exec(part)[1]));
      if (!answer) return part;
      const lines = `take = ${quoted(answer.take)}` + (answer.text === undefined ? "" : `\ntext = ${quoted(answer.text)}`);
      return part.replace(/^take = ".*"$/m, () => lines);
    }).join("");
  };

  const update = () => {
    let done = 0;
    for (const question of questions) {
      const answer = answerOf(question);
      question.classList.toggle("done", answer !== null);
      question.querySelector("textarea").hidden = !answer || answer.text === undefined;
      done += answer !== null;
    }
    status.textContent = status.dataset.text.replace("{done}", done).replace("{total}", questions.length);
  };

  for (const question of questions) {
    const taken = question.dataset.taken;
    for (const input of question.querySelectorAll("input")) {
      if (taken && input.value === taken) input.checked = true;
      input.addEventListener("change", () => {
        update();
        if (input.value === "text") question.querySelector("textarea").focus();
      });
    }
  }
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([filled()], { type: "application/toml" }));
    link.download = file.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  button.hidden = false;
  update();
})();
