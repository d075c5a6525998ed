//! The text messages and e-mails that carry a verification code: built-in wording in Chinese and
//! English, and the tenant's own where it has some.

use crate::{
    error::catalogue::Lang,
    providers::channel::{MessageText, TemplateValues},
    tenants::wording::{self, MessageWording, Values},
    values::{code_type::Purpose, language_tag::LanguageTag, verification_code::VerifyCode},
};

/// A verification code and what its message says beside it.
pub struct CodeMessage<'a> {
    pub code: &'a VerifyCode,
    /// What the code does.
    pub purpose: Purpose,
    /// The name of the application, in the language of the message.
    pub application: &'a str,
    /// The lifetime of the code.
    pub minutes: u64,
    /// The language that was asked for.
    pub language: &'a LanguageTag,
    /// The tenant's own wording, which takes the place of the built-in one.
    pub wording: MessageWording<'a>,
}

impl CodeMessage<'_> {
    /// A template of the tenant's with the values of this message.
    fn fill(&self, template: &str, application: &str) -> String {
        let values = Values {
            code: self.code.reveal(),
            minutes: &self.minutes.to_string(),
            application,
        };
        wording::fill(template, &values)
    }
}

impl MessageText for CodeMessage<'_> {
    /// The words 验证码 and "code" are what phones look for before they offer to fill a code in.
    fn text(&self) -> String {
        if let Some(template) = self.wording.text() {
            return self.fill(template, self.application);
        }
        let code = self.code.reveal();
        let Self {
            application,
            minutes,
            ..
        } = self;
        match self.language.lang() {
            Lang::Zh => {
                let act = act_zh(self.purpose);
                format!(
                    "【{application}】验证码{code}，用于{act}，{minutes}分钟内有效。请勿告诉他人。"
                )
            }
            Lang::En => {
                let kind = kind_en(self.purpose);
                format!("{application} {kind} code {code}, {minutes} min. Don't share")
            }
        }
    }

    fn subject(&self) -> String {
        let application = self.application;
        if let Some(template) = self.wording.subject() {
            return self.fill(template, application);
        }
        match self.language.lang() {
            Lang::Zh => format!("{application}验证码：{}", act_zh(self.purpose)),
            Lang::En => format!("Your {application} code {}", act_en(self.purpose)),
        }
    }

    fn mail_text(&self) -> String {
        if let Some(mail) = self.wording.mail() {
            return self.fill(mail.text, self.application);
        }
        let code = self.code.reveal();
        let Self {
            application,
            minutes,
            ..
        } = self;
        match self.language.lang() {
            Lang::Zh => {
                let act = act_zh(self.purpose);
                format!(
                    "您好，\n\n您正在{act}，您的{application}验证码是：\n\n    {code}\n\n\
                     {minutes}分钟内有效。请勿告诉他人，{application}的工作人员不会向您索取。\n\n\
                     如果不是您本人操作，请忽略本邮件。\n"
                )
            }
            Lang::En => {
                let act = act_en(self.purpose);
                format!(
                    "Hello,\n\nyour {application} code {act} is:\n\n    {code}\n\n\
                     It is valid for {minutes} minutes. Never share it: nobody at {application} will ask for it.\n\n\
                     If you did not ask for it, ignore this mail.\n"
                )
            }
        }
    }

    fn mail_html(&self) -> String {
        let (text, large) = (self.mail_text(), Some(self.code.reveal()));
        let Some(mail) = self.wording.mail() else {
            return html(self.language.lang(), &text, large);
        };
        mail.html.map_or_else(
            || page(mail.language.as_str(), &text, large),
            |template| self.fill(template, &escape(self.application)),
        )
    }

    fn template_values(&self) -> Option<TemplateValues<'_>> {
        Some(TemplateValues {
            purpose: self.purpose,
            language: self.language,
            code: self.code.reveal(),
            minutes: self.minutes,
            application: self.application,
        })
    }
}

/// A plain text as a page, paragraph by paragraph; the one that is `large` in large letters.
pub(super) fn html(lang: Lang, text: &str, large: Option<&str>) -> String {
    let language = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    page(language, text, large)
}

/// The same in a language of any tag.
fn page(language: &str, text: &str, large: Option<&str>) -> String {
    let paragraphs = text.split("\n\n").map(str::trim).map(|paragraph| {
        let text = escape(paragraph);
        if large == Some(paragraph) {
            format!("<p style=\"font-size:28px;letter-spacing:6px;font-weight:bold\">{text}</p>")
        } else {
            format!("<p>{text}</p>")
        }
    });
    let paragraphs: String = paragraphs.collect();
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"></head>\
         <body style=\"font-family:sans-serif;max-width:32em;margin:auto;padding:1em\">{paragraphs}</body></html>"
    )
}

/// What a code does, in Chinese: at most eight characters, so that the text fits one part.
const fn act_zh(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignIn => "登录",
        Purpose::Register => "注册账号",
        Purpose::ConfirmSignIn => "确认登录",
        Purpose::ResetOtp => "重置动态口令",
        Purpose::ResetPassword => "找回密码",
        Purpose::ChangePassword => "修改密码",
        Purpose::UpdatePassword => "更新密码",
        Purpose::ChangeMobile => "更换手机号",
        Purpose::ChangeEmail => "更换邮箱",
        Purpose::LinkWechat => "关联微信账号",
    }
}

/// What a code does, in a sentence.
const fn act_en(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignIn => "to sign in",
        Purpose::Register => "to register",
        Purpose::ConfirmSignIn => "to confirm a sign-in",
        Purpose::ResetOtp => "to reset your one-time passwords",
        Purpose::ResetPassword => "to reset your password",
        Purpose::ChangePassword => "to change your password",
        Purpose::UpdatePassword => "to update your password",
        Purpose::ChangeMobile => "to change your mobile number",
        Purpose::ChangeEmail => "to change your e-mail address",
        Purpose::LinkWechat => "to link a WeChat account",
    }
}

/// The kind of code: at most 14 characters, so that the text fits one part.
const fn kind_en(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignIn => "sign-in",
        Purpose::Register => "registration",
        Purpose::ConfirmSignIn => "second-factor",
        Purpose::ResetOtp => "OTP reset",
        Purpose::ResetPassword => "password reset",
        Purpose::ChangePassword => "new password",
        Purpose::UpdatePassword => "renew password",
        Purpose::ChangeMobile => "mobile change",
        Purpose::ChangeEmail => "e-mail change",
        Purpose::LinkWechat => "WeChat link",
    }
}

/// Escapes text for HTML, also for the value of an attribute in quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        platform::entropy::SeededEntropy,
        values::code_type::{CodeType as _, EmailType, SmsType},
    };
    use std::collections::HashSet;

    fn message<'a>(
        code: &'a VerifyCode,
        application: &'a str,
        language: &'a LanguageTag,
    ) -> CodeMessage<'a> {
        CodeMessage {
            code,
            purpose: Purpose::SignIn,
            application,
            minutes: 10,
            language,
            wording: MessageWording::default(),
        }
    }

    fn purposes() -> Vec<Purpose> {
        let texted = SmsType::ALL.iter().map(|code_type| code_type.purpose());
        let mailed = EmailType::ALL.iter().map(|code_type| code_type.purpose());
        texted.chain(mailed).collect()
    }

    #[test]
    fn the_longest_text_fits_one_part_whatever_the_code_is_for() {
        let code = VerifyCode::draw(&SeededEntropy::new(1), 8);
        let longest_name = "应".repeat(20);
        for language in [Lang::Zh, Lang::En].map(LanguageTag::from) {
            for purpose in purposes() {
                let message = CodeMessage {
                    purpose,
                    ..message(&code, &longest_name, &language)
                };
                // A Chinese name makes even the English text UCS-2.
                let units = message.text().encode_utf16().count();
                assert!(units <= 70, "{units} units: {}", message.text());
            }
        }
    }

    #[test]
    fn each_message_says_what_its_code_does() {
        let code = VerifyCode::draw(&SeededEntropy::new(1), 6);
        for language in [Lang::Zh, Lang::En].map(LanguageTag::from) {
            let said = |say: fn(&CodeMessage<'_>) -> String| -> Vec<String> {
                let of = |purpose| {
                    say(&CodeMessage {
                        purpose,
                        ..message(&code, "Demo", &language)
                    })
                };
                purposes().into_iter().map(of).collect()
            };
            let forms: [fn(&CodeMessage<'_>) -> String; 4] = [
                |message| message.text(),
                |message| message.subject(),
                |message| message.mail_text(),
                |message| message.mail_html(),
            ];
            for say in forms {
                let different: HashSet<String> = said(say).into_iter().collect();
                let purposes: HashSet<Purpose> = purposes().into_iter().collect();
                assert_eq!(different.len(), purposes.len(), "{different:?}");
            }
        }
    }

    #[test]
    fn the_code_stands_in_every_form_and_language() {
        let code = VerifyCode::draw(&SeededEntropy::new(1), 6);
        for language in [Lang::Zh, Lang::En].map(LanguageTag::from) {
            let message = message(&code, "Demo", &language);
            for text in [message.text(), message.mail_text(), message.mail_html()] {
                assert!(
                    text.contains(code.reveal()) && text.contains("10") && text.contains("Demo"),
                    "{text}"
                );
            }
            assert!(message.subject().contains("Demo"));
        }
    }

    #[test]
    fn a_name_with_markup_is_text_in_the_mail() {
        let code = VerifyCode::draw(&SeededEntropy::new(1), 6);
        assert!(
            message(&code, "A<b>&", &Lang::En.into())
                .mail_html()
                .contains("A&lt;b&gt;&amp;")
        );
    }
}
