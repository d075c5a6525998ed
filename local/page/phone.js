// The phone: what an app shows a person, made with the client and `<bindery-captcha>`. One function
// for each screen.

import { BinderyError } from "/_local/client/index.js";
import { field, form, h } from "./dom.js";
import { spoken, t } from "./texts.js";

const contactOf = (text) => (text.includes("@") ? { email: text } : { mobile: text });

/** A number of mainland China that nobody has yet, most likely. */
const someNumber = () => `+86-138${String(Math.random()).slice(2, 10).padEnd(8, "0")}`;

/**
 * @param {HTMLElement} root
 * @param {() => import("@bindery/client").Client} client The client of the chosen application.
 * @param {{ code: string, kind: string, about: string }[]} wechatCodes What WeChat can answer.
 */
export function createPhone(root, client, wechatCodes) {
  /** Shows the present screen again, as when the language changes. */
  let again = () => {};
  let way = "signUp";

  const alert = h("p", { class: "alert", role: "alert" });

  /** Shows a screen; its heading gets the focus, so that a screen reader says where one is. */
  function show(make, title, { back } = {}) {
    again = () => {
      const heading = h("h2", { tabindex: -1 }, t(title));
      const way_back =
        back && h("button", { type: "button", class: "back", onclick: back }, t("back"));
      alert.textContent = "";
      root.replaceChildren(
        h("div", { class: "head" }, way_back, heading),
        alert,
        ...[make()].flat(Infinity),
      );
      (root.querySelector("[data-first]") ?? heading).focus({ preventScroll: true });
    };
    again();
  }

  /** Runs a task, and shows what the service says if it fails. */
  async function attempt(task) {
    alert.textContent = "";
    try {
      await task();
    } catch (error) {
      if (!(error instanceof BinderyError)) throw error;
      if (error.reason === "signed_out") start();
      alert.textContent = error.message;
    }
  }

  /** A puzzle, then the code, then `confirm` with the contact and the code. */
  function byCode(purpose, contact, confirm, back) {
    const code = () => {
      const fields = [
        h("p", {}, t("codeSentTo"), " ", h("strong", {}, contact.mobile ?? contact.email)),
        field(t("code"), {
          name: "verify_code",
          required: true,
          inputmode: "numeric",
          autocomplete: "one-time-code",
          "data-first": true,
          "data-code": true,
        }),
      ];
      return form(t("next"), fields, ({ verify_code }) =>
        attempt(() => confirm({ ...contact, verify_code })),
      );
    };
    const puzzle = () => {
      const captcha = h("bindery-captcha", { purpose, "data-first": true });
      captcha.client = client();
      captcha.contact = contact;
      captcha.addEventListener("bindery-sent", () => show(code, "enterCode", { back }));
      return captcha;
    };
    show(puzzle, "puzzle", { back });
  }

  const contactField = (label = "contact") =>
    field(t(label), { name: "contact", required: true, autocomplete: "off", "data-first": true });

  function goOn(result) {
    switch (result.status) {
      case "SUCCESS":
        return account();
      case "SOCIAL_BIND":
      case "USER_REGISTER":
        return show(() => bind(result.status), "links", { back: start });
      case "MFA_AUTH":
        return show(secondFactor, "signIn", { back: start });
      case "PASSWORD_WARN":
      case "PASSWORD_EXPIRED":
        return show(() => renewPassword(result.status), "password", { back: start });
      default:
        return show(() => h("p", {}, t("ACCESS_DENIED")), "signIn", { back: start });
    }
  }

  const ways = {
    signUp: () => [
      form(
        t("next"),
        [
          contactField(),
          field(t("name"), { name: "name" }),
          field(t("userNameOptional"), { name: "user_name", autocomplete: "username" }),
          field(t("passwordOptional"), {
            name: "pwd",
            type: "password",
            autocomplete: "new-password",
          }),
        ],
        ({ contact, ...extras }) =>
          byCode(
            "register",
            contactOf(contact),
            async (proof) => goOn(await client().register.confirm({ ...extras, ...proof })),
            start,
          ),
      ),
    ],
    wechat: () => {
      const codes = wechatCodes.filter(({ kind }) => kind === "login");
      return [
        form(
          t("wechatLogin"),
          [
            field(t("wechatPerson"), {
              name: "code",
              required: true,
              value: "mei",
              list: "wechat-codes",
              autocomplete: "off",
              "data-first": true,
            }),
            h(
              "datalist",
              { id: "wechat-codes" },
              codes.map(({ code, about }) => h("option", { value: code }, about)),
            ),
            h("p", { class: "hint" }, t("wechatHint")),
          ],
          ({ code }) => attempt(async () => goOn(await client().wechat.login({ code }))),
        ),
      ];
    },
    signIn: () => [
      h("h3", {}, t("byCode")),
      form(t("next"), [contactField()], ({ contact }) =>
        byCode(
          "login",
          contactOf(contact),
          async (proof) => goOn(await client().login.confirm(proof)),
          start,
        ),
      ),
      h("h3", {}, t("byPassword")),
      form(
        t("signIn"),
        [
          field(t("userName"), { name: "user_name", required: true, autocomplete: "username" }),
          field(t("password"), {
            name: "password",
            type: "password",
            required: true,
            autocomplete: "current-password",
          }),
        ],
        (proof) => attempt(async () => goOn(await client().login.password(proof))),
      ),
      h(
        "details",
        { class: "part" },
        h("summary", {}, t("forgotten")),
        form(
          t("next"),
          [
            field(t("contact"), { name: "contact", required: true }),
            field(t("newPassword"), {
              name: "password",
              type: "password",
              required: true,
              autocomplete: "new-password",
            }),
          ],
          ({ contact, password }) =>
            byCode(
              "password",
              contactOf(contact),
              async (proof) => {
                await client().password.confirm({ ...proof, password });
                goOn(await client().login.password({ ...contactOf(contact), password }));
              },
              start,
            ),
        ),
      ),
    ],
  };

  function start() {
    const labels = { signUp: "signUp", wechat: "links", signIn: "signIn" };
    const make = () => [
      h(
        "div",
        { class: "ways" },
        Object.keys(ways).map((name) =>
          h(
            "button",
            {
              type: "button",
              "aria-pressed": String(name === way),
              onclick: () => {
                way = name;
                start();
              },
            },
            t(labels[name]),
          ),
        ),
      ),
      ways[way](),
    ];
    show(make, labels[way]);
  }

  function bind(status) {
    return [
      h("p", {}, t(status)),
      form(
        t("useWechatPhone"),
        [
          field(t("wechatPhone"), {
            name: "wechat_code",
            required: true,
            value: someNumber(),
            "data-first": true,
          }),
        ],
        // WeChat's codes are good once, and so are those of the local one: each is another code.
        ({ wechat_code }) =>
          attempt(async () =>
            goOn(await client().bind.wechatPhone({ wechat_code: `${wechat_code}#${Date.now()}` })),
          ),
      ),
      h("h3", {}, t("byCode")),
      form(t("next"), [field(t("contact"), { name: "contact", required: true })], ({ contact }) =>
        byCode(
          "bind",
          contactOf(contact),
          async (proof) => goOn(await client().bind.confirm(proof)),
          () => goOn({ status }),
        ),
      ),
      h("h3", {}, t("byPassword")),
      form(
        t("next"),
        [
          field(t("userName"), { name: "user_name", required: true, autocomplete: "username" }),
          field(t("password"), {
            name: "password",
            type: "password",
            required: true,
            autocomplete: "current-password",
          }),
        ],
        (proof) => attempt(async () => goOn(await client().bind.password(proof))),
      ),
    ];
  }

  const secondFactor = () => [
    h("p", {}, t("MFA_AUTH")),
    form(t("next"), [contactField()], ({ contact }) =>
      byCode(
        "mfa",
        contactOf(contact),
        async (proof) => goOn(await client().mfa.confirm(proof)),
        start,
      ),
    ),
  ];

  const passwordFields = (isFirst) => [
    field(t(isFirst ? "oldPasswordMaybe" : "oldPassword"), {
      name: "old_password",
      type: "password",
      required: !isFirst,
      autocomplete: "current-password",
    }),
    field(t("newPassword"), {
      name: "new_password",
      type: "password",
      required: true,
      autocomplete: "new-password",
    }),
  ];

  const renewPassword = (status) =>
    [
      h("p", {}, t(status)),
      form(t("save"), passwordFields(false), (change) =>
        attempt(async () => goOn(await client().password.renew(change))),
      ),
      status === "PASSWORD_WARN" &&
        h(
          "button",
          {
            type: "button",
            onclick: () => attempt(async () => goOn(await client().password.keep())),
          },
          t("keepPassword"),
        ),
    ].filter(Boolean);

  /** Who is signed in, and what they can do about it. */
  async function account() {
    const [profile, links, sessions] = await Promise.all([
      client().profile.get(),
      client().profile.links(),
      client().session.list(),
    ]);
    show(() => accountScreen(profile, links, sessions), "hello");
  }

  /** Runs a task, then shows the account as it is now. */
  const thenAccount = (task) =>
    attempt(async () => {
      await task();
      await account();
      alert.textContent = t("saved");
    });

  const button = (label, task) =>
    h("button", { type: "button", onclick: () => attempt(task) }, t(label));

  function accountScreen(profile, links, sessions) {
    const shown = profile.name || profile.user_name || profile.mobile || profile.email;
    const part = (label, ...children) =>
      h("details", { class: "part" }, h("summary", {}, t(label)), ...children);
    return [
      h(
        "div",
        { class: "who" },
        h("span", { class: "face", "aria-hidden": "true" }, [...shown.replace("+", "")][0]),
        h(
          "div",
          {},
          h("strong", {}, shown),
          h("p", {}, [profile.mobile, profile.email].filter(Boolean).join(" · ")),
        ),
      ),
      part(
        "profile",
        form(
          t("save"),
          [
            field(t("name"), { name: "name", value: profile.name }),
            field(t("userNameOptional"), {
              name: "user_name",
              value: profile.user_name,
              autocomplete: "username",
            }),
          ],
          (changes) => thenAccount(() => client().profile.update(changes)),
        ),
      ),
      part(
        "contacts",
        form(
          t("next"),
          [field(t("newContact"), { name: "contact", required: true })],
          ({ contact }) =>
            byCode(
              "contact",
              contactOf(contact),
              (proof) => thenAccount(() => client().contact.confirm(proof)),
              () => attempt(account),
            ),
        ),
      ),
      part(
        "links",
        links.length === 0 ? h("p", {}, t("noLinks")) : undefined,
        links.map(({ id, createdAt }) =>
          h(
            "p",
            { class: "row" },
            h("span", {}, createdAt.slice(0, 16)),
            h(
              "button",
              {
                type: "button",
                class: "small",
                onclick: () => thenAccount(() => client().profile.unlink(id)),
              },
              t("unlink"),
            ),
          ),
        ),
      ),
      part(
        "sessions",
        sessions.map(({ id, issued_at, address_hint, current }) =>
          h(
            "p",
            { class: "row" },
            h(
              "span",
              {},
              `${new Date(issued_at * 1000).toLocaleString(spoken())} · ${address_hint}`,
            ),
            current
              ? h("em", {}, t("thisSession"))
              : h(
                  "button",
                  {
                    type: "button",
                    class: "small",
                    onclick: () => thenAccount(() => client().session.revoke(id)),
                  },
                  t("endSession"),
                ),
          ),
        ),
      ),
      part(
        "password",
        form(t("save"), passwordFields(true), (change) =>
          thenAccount(() => client().password.change(change)),
        ),
      ),
      h(
        "div",
        { class: "actions" },
        button("refresh", async () => {
          await client().session.refresh();
          alert.textContent = t("refreshed");
        }),
        button("logout", async () => {
          await client().session.logout();
          start();
        }),
        button("logoutAll", async () => {
          await client().session.logout({ all: true });
          start();
        }),
      ),
    ];
  }

  return {
    again: () => again(),
    /** What an app shows first: who is signed in, or how to. */
    async open() {
      start();
      if (await client().session.exists()) await attempt(account);
    },
  };
}
