// Says on the outbox's page that there is more than it shows. The reader decides when to see it.

const shown = document.querySelectorAll("article").length;
const news = document.querySelector("#news");

setInterval(async () => {
  if (document.hidden) return;
  const messages = await (await fetch("/_local/outbox.json")).json();
  news.hidden = messages.length === shown;
}, 1500);
