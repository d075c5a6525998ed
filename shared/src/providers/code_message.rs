//! The wording of the text messages and e-mails that carry a verification code.

use crate::{error::catalogue::Lang, values::verification_code::VerifyCode};

/// A verification code and what its message says beside it.
pub struct CodeMessage<'a> {
    pub code: &'a VerifyCode,
    /// The name of the application, in the language of the message.
    pub application: &'a str,
    /// The lifetime of the code.
    pub minutes: u64,
    pub lang: Lang,
}

impl CodeMessage<'_> {
    /// The text message. It fits one part (70 UCS-2 units, or 160 characters of GSM-7), as
    /// each part is billed.
    #[must_use]
    pub fn text(&self) -> String {
        let code = self.code.reveal();
        let Self {
            application,
            minutes,
            ..
        } = self;
        match self.lang {
            Lang::Zh => {
                format!("【{application}】验证码{code}，{minutes}分钟内有效。请勿告诉他人。")
            }
            Lang::En => {
                format!("{code} is your {application} code, valid {minutes} min. Don't share.")
            }
        }
    }

    /// The subject line of the e-mail.
    #[must_use]
    pub fn subject(&self) -> String {
        match self.lang {
            Lang::Zh => format!("{}验证码", self.application),
            Lang::En => format!("Your {} code", self.application),
        }
    }

    /// The body of the e-mail as plain text.
    #[must_use]
    pub fn mail_text(&self) -> String {
        let code = self.code.reveal();
        let Self {
            application,
            minutes,
            ..
        } = self;
        match self.lang {
            Lang::Zh => format!(
                "您好，\n\n您的{application}验证码是：\n\n    {code}\n\n\
                 {minutes}分钟内有效。请勿告诉他人，{application}的工作人员不会向您索取。\n\n\
                 如果不是您本人操作，请忽略本邮件。\n"
            ),
            Lang::En => format!(
                "Hello,\n\nyour {application} code is:\n\n    {code}\n\n\
                 It is valid for {minutes} minutes. Never share it: nobody at {application} will ask for it.\n\n\
                 If you did not ask for it, ignore this mail.\n"
            ),
        }
    }

    /// The body of the e-mail as HTML, with the same paragraphs as the plain text.
    #[must_use]
    pub fn mail_html(&self) -> String {
        let language = match self.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        let code = self.code.reveal();
        let paragraphs: String = self
            .mail_text()
            .split("\n\n")
            .map(str::trim)
            .map(|paragraph| {
                if paragraph == code {
                    format!(
                        "<p style=\"font-size:28px;letter-spacing:6px;font-weight:bold\">{code}</p>"
                    )
                } else {
                    format!("<p>{}</p>", escape(paragraph))
                }
            })
            .collect();
        format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"></head>\
             <body style=\"font-family:sans-serif;max-width:32em;margin:auto;padding:1em\">{paragraphs}</body></html>"
        )
    }
}

/// Escapes text for HTML, also for the value of an attribute in double quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::entropy::SeededEntropy;

    fn message<'a>(code: &'a VerifyCode, application: &'a str, lang: Lang) -> CodeMessage<'a> {
        CodeMessage {
            code,
            application,
            minutes: 10,
            lang,
        }
    }

    #[test]
    fn the_longest_text_fits_one_part() {
        let code = VerifyCode::draw(&SeededEntropy::new(1), 8);
        let longest_name = "应".repeat(20);
        for lang in [Lang::Zh, Lang::En] {
            let text = message(&code, &longest_name, lang).text();
            // A Chinese name makes even the English text UCS-2.
            assert!(
                text.encode_utf16().count() <= 70,
                "{} units: {text}",
                text.encode_utf16().count()
            );
        }
    }

    #[test]
    fn the_code_stands_in_every_form_and_language() {
        let code = VerifyCode::draw(&SeededEntropy::new(1), 6);
        for lang in [Lang::Zh, Lang::En] {
            let message = message(&code, "Demo", lang);
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
            message(&code, "A<b>&", Lang::En)
                .mail_html()
                .contains("A&lt;b&gt;&amp;")
        );
    }
}
