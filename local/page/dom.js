// Makes elements. Text is always text, never markup: it comes from answers and messages.

/**
 * An element with its attributes and children. `onclick` and its like are listeners; `true` stands
 * for an attribute without a value, and what is `false` or absent is left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

let labels = 0;

/** A labelled input, as a paragraph of a form. */
export function field(label, properties) {
  labels += 1;
  const id = `field-${labels}`;
  return h(
    "p",
    { class: "field" },
    h("label", { for: id }, label),
    h("input", { id, autocapitalize: "off", spellcheck: "false", ...properties }),
  );
}

/**
 * A form whose submission runs `task` with what was typed, trimmed, by name; empty fields are left
 * out. Its button rests meanwhile.
 */
export function form(label, fields, task) {
  const button = h("button", { class: "primary" }, label);
  const element = h("form", {}, fields, button);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = [...new FormData(element)].map(([name, value]) => [name, value.trim()]);
    button.disabled = true;
    await task(Object.fromEntries(typed.filter(([, value]) => value)));
    button.disabled = false;
  });
  return element;
}
