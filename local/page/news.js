// Says on the outbox's page that there is more than it shows. The reader decides when to see it.

import { h } from "./dom.js";

const shown = document.querySelectorAll("article").length;
const news = document.querySelector("#news");
const ended = h("p", { class: "alert", role: "alert", hidden: true }, "The local cloud has ended.");
news.before(ended);

setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch("/_local/outbox.json").catch(() => null);
  ended.hidden = answer !== null;
  if (answer) news.hidden = (await answer.json()).length === shown;
}, 1500);
