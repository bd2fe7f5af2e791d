//! A self-contained page: no script, no other file.

use std::fmt::Write;

const STYLE: &str = "body{font:16px/1.5 system-ui,Arial,sans-serif;margin:0 auto;max-width:72rem;padding:1rem;color:#0b0c0c;background:#fff}\
table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:700;padding:.3rem 0}\
th,td{border:1px solid #b1b4b6;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:break-word}\
thead th{background:#f3f2f1}td p{margin:.2rem 0}.wide{overflow-x:auto}figure{margin:1rem 0}svg{max-width:100%;height:auto}\
h3.not_held::before{content:'\\2717  '}h3.held::before{content:'\\2713  '}h3.cannot_tell::before{content:'?  '}\
p.not_held{border-left:4px solid #a8123e;padding-left:.5rem}p.noted{border-left:4px solid #12436d;padding-left:.5rem}\
figure.chart>svg{max-width:40rem;width:100%}svg.key{vertical-align:middle}ul.key,ul.row{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}\
ul.columns{columns:14rem}a:focus-visible,.wide:focus-visible,select:focus-visible,input:focus-visible{outline:3px solid #0b0c0c;outline-offset:2px}\
fieldset{border:1px solid #b1b4b6;margin:1rem 0;min-width:0}.picks{max-height:16rem;overflow:auto;columns:14rem}.picks label{display:block;padding:.2rem 0}\
@media print{body{max-width:none}}@media (max-width:30rem){body{padding:.5rem}th,td{padding:.2rem}}";

/// A page in a folder below the first page, with a link back to it in its head.
pub(crate) fn document_below(up: &str, title: &str, body: &str) -> String {
    document(title, body).replacen("<title>", &format!("<link rel=\"up\" href=\"{up}index.html\"><title>"), 1)
}

/// A page with a title, which is its first heading.
pub(crate) fn document(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
}

/// Begins a table with its caption and heads, in a region of its own that scrolls where it is too wide.
pub(crate) fn open_table(body: &mut String, caption: &str, heads: &[&str]) {
    let _ = write!(
        body,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
        escaped(caption)
    );
    for head in heads {
        let _ = write!(body, "<th scope=\"col\">{}</th>", escaped(head));
    }
    body.push_str("</tr></thead><tbody>");
}

/// A text as it may stand in a page.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The step of an axis over so much: 1, 2 or 5 times a power of ten, at most five of them.
pub(crate) fn step(over: f64) -> f64 {
    let mut unit = 1e-6;
    while unit < 1e15 {
        for step in [unit, 2.0 * unit, 5.0 * unit] {
            if over <= 5.0 * step * (1.0 + 1e-9) {
                return step;
            }
        }
        unit *= 10.0;
    }
    unit
}

/// The highest value of an axis from 0, and its step.
pub(crate) fn axis(most: f64) -> (f64, f64) {
    let step = step(most);
    ((most / step - 1e-9).ceil().max(1.0) * step, step)
}

/// The ticks of an axis from 0.
pub(crate) fn ticks(top: f64, step: f64) -> impl Iterator<Item = f64> {
    (0..=12_u8).map(move |n| f64::from(n) * step).take_while(move |tick| *tick <= top * 1.000_001)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_starts_at_0_holds_the_highest_value_and_has_a_handful_of_steps() {
        for most in [0.0, 0.004, 0.9, 7.3, 12.0, 99.0, 100.0, 31_494.0] {
            let (top, step) = axis(most);
            assert!(top >= most && ticks(top, step).count() <= 7, "{most}: {top} by {step}");
        }
    }
}
