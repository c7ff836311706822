//! E-mails as pages: plain enough for every mail program, and nothing that has to be fetched.

use std::fmt::Write as _;

use store::Language;

/// A page of paragraphs, with a button between those before and those after.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// The language that it is in.
    pub language: Language,
    /// The paragraphs before the button.
    pub before: Vec<&'a str>,
    /// What stands on the button, and its link; none where there is nothing to open.
    pub button: Option<(&'a str, &'a str)>,
    /// The paragraphs after it.
    pub after: Vec<&'a str>,
}

impl Letter<'_> {
    /// The page. All that it holds is text: nothing in it can be markup.
    pub fn render(&self) -> String {
        let mut page = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"></head>\
             <body style=\"margin:0;padding:24px;background:#ffffff;color:#1f2328;\
             font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif\">\
             <div style=\"max-width:520px;margin:0 auto\">",
            self.language.as_str()
        );
        for text in &self.before {
            paragraph(&mut page, text);
        }
        if let Some((word, link)) = self.button {
            let link = escaped(link);
            // Writing to a text cannot fail.
            let _ = write!(
                page,
                "<p style=\"margin:24px 0\"><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;\
                 border-radius:6px;background:#1f5fd0;color:#ffffff;text-decoration:none;font-weight:600\">{}</a></p>\
                 <p style=\"margin:0 0 16px;color:#59636e;font-size:14px;word-break:break-all\">{link}</p>",
                escaped(word)
            );
        }
        for text in &self.after {
            paragraph(&mut page, text);
        }
        page.push_str("</div></body></html>");
        page
    }
}

fn paragraph(page: &mut String, text: &str) {
    let _ = write!(page, "<p style=\"margin:0 0 16px\">{}</p>", escaped(text).replace('\n', "<br>"));
}

/// A text that stands for itself in a page and in an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}
