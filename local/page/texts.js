// What the page says, in English and Chinese.

const TEXTS = {
  try: ["Try it", "体验"],
  outbox: ["Outbox", "发件箱"],
  api: ["API", "接口文档"],
  application: ["Application", "应用"],
  language: ["Language", "语言"],
  pages: ["Pages", "页面"],
  views: ["Views", "视图"],
  ended: ["The local cloud has ended.", "本地服务已停止。"],
  phone: ["Phone", "手机"],
  messages: ["Messages", "消息"],
  noMessages: ["Texts and mails appear here as they are sent.", "发送的短信和邮件会显示在这里。"],
  wire: ["Wire", "接口"],
  noRequests: ["Each request of the phone appears here.", "手机发出的每个请求会显示在这里。"],
  faults: ["Faults", "故障"],
  faultsHint: ["What goes wrong next, once each:", "接下来出什么故障（各一次）："],

  signUp: ["Sign up", "注册"],
  signIn: ["Log in", "登录"],
  contact: ["Mobile or e-mail", "手机号或邮箱"],
  name: ["Name (optional)", "姓名（可选）"],
  userName: ["User name", "用户名"],
  userNameOptional: ["User name (optional)", "用户名（可选）"],
  passwordOptional: ["Password (optional)", "密码（可选）"],
  password: ["Password", "密码"],
  newPassword: ["New password", "新密码"],
  forgotten: ["Forgotten the password?", "忘记密码？"],
  next: ["Continue", "继续"],
  back: ["Back", "返回"],
  wechatPerson: ["Who comes from WeChat", "微信用户"],
  wechatHint: [
    "Any word stands for a person of their own, the same each time. The list has what WeChat can answer otherwise.",
    "任意一个词代表一位微信用户，每次相同。列表中是微信的其他应答。",
  ],
  wechatLogin: ["Continue with WeChat", "微信登录"],
  byCode: ["By a code", "验证码"],
  byPassword: ["By password", "密码"],
  puzzle: ["Are you a person?", "安全验证"],
  enterCode: ["Enter the code", "输入验证码"],
  codeSentTo: ["It was sent to", "验证码已发送至"],
  code: ["Code", "验证码"],
  fill: ["Fill in", "填入"],
  SOCIAL_BIND: [
    "Which user are you? Prove a contact that we know.",
    "请验证已注册的联系方式以绑定账号。",
  ],
  USER_REGISTER: [
    "You are new here. Prove a contact to become a user.",
    "您是新用户，请验证联系方式。",
  ],
  wechatPhone: ["The phone number that WeChat vouches for", "微信提供的手机号"],
  useWechatPhone: ["Use this number", "使用该手机号"],
  MFA_AUTH: ["Prove a second factor.", "请进行二次验证。"],
  PASSWORD_WARN: ["Your password is getting old.", "您的密码即将过期。"],
  PASSWORD_EXPIRED: ["Your password is too old.", "您的密码已过期。"],
  keepPassword: ["Keep it", "暂不修改"],
  ACCESS_DENIED: ["You are not admitted to this application.", "您不能登录此应用。"],

  hello: ["Signed in", "已登录"],
  profile: ["Profile", "个人资料"],
  save: ["Save", "保存"],
  contacts: ["Mobile and e-mail", "手机与邮箱"],
  newContact: ["New mobile or e-mail", "新的手机号或邮箱"],
  links: ["WeChat", "微信"],
  noLinks: ["Nothing is linked.", "未绑定。"],
  unlink: ["Unlink", "解绑"],
  sessions: ["Sessions", "会话"],
  thisSession: ["this one", "当前会话"],
  endSession: ["End", "结束"],
  oldPassword: ["Old password", "原密码"],
  oldPasswordMaybe: ["Old password, if there is one", "原密码（如有）"],
  refresh: ["Refresh the id_token", "刷新 id_token"],
  refreshed: ["Refreshed.", "已刷新。"],
  saved: ["Saved.", "已保存。"],
  logout: ["Log out", "退出登录"],
  logoutAll: ["Log out everywhere", "退出所有会话"],

  copy: ["Copy as curl", "复制 curl"],
  copied: ["Copied", "已复制"],
  request: ["Request", "请求"],
  answer: ["Answer", "应答"],
  noBody: ["empty", "空"],
  answerLost: ["answer lost", "应答丢失"],
  repeat: ["repeat", "重试"],
  verified: ["Signature verified with key", "签名有效，密钥"],
  forged: ["The signature does not verify", "签名无效"],
  unverified: ["The key set cannot be read", "无法读取公钥集"],
  unverifiable: ["Signed for the service itself", "由服务自身签名"],
  expires: ["until", "有效期至"],

  "fault.unheard": [
    "The next text is sent, but nobody hears of it",
    "下一条短信已发出，但服务没有收到回执",
  ],
  "fault.refused": ["The next text is not sent", "下一条短信发送失败"],
  "fault.conflict": ["The next write of a table conflicts", "下一次写表发生冲突"],
  "fault.slow": ["The next call of the service takes 3 s", "服务的下一次调用耗时 3 秒"],
  "fault.lost": ["The next answer is lost on its way to the phone", "下一个应答在途中丢失"],
  noFaults: ["No fault waits.", "没有待发生的故障。"],
  waiting: ["Waiting:", "待发生："],
  clear: ["Clear", "清除"],
};

let language = "en";

/** Chooses the language, which is that of the document from then on. */
export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = t(element.dataset.text);
  }
}

export const spoken = () => language;

/** The text of a name in the chosen language. */
export function t(name) {
  const [english, chinese] = TEXTS[name];
  return language.startsWith("zh") ? chinese : english;
}
