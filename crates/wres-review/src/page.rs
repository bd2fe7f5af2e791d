//! A self-contained page: no script, no other file.

const STYLE: &str = "body{font:16px/1.5 system-ui,Arial,sans-serif;margin:0 auto;max-width:72rem;padding:1rem;color:#0b0c0c;background:#fff}\
table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:700;padding:.3rem 0}\
th,td{border:1px solid #b1b4b6;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:break-word}\
thead th{background:#f3f2f1}td p{margin:.2rem 0}.wide{overflow-x:auto}figure{margin:1rem 0}svg{max-width:100%;height:auto}\
h3.not_held::before{content:'\\2717  '}h3.held::before{content:'\\2713  '}h3.cannot_tell::before{content:'?  '}\
p.not_held{border-left:4px solid #a8123e;padding-left:.5rem}p.noted{border-left:4px solid #12436d;padding-left:.5rem}\
@media print{body{max-width:none}}@media (max-width:30rem){body{padding:.5rem}th,td{padding:.2rem}}";

/// A page with a title, which is its first heading.
pub(crate) fn document(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
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
