//! The page of a review.

use super::{Flow, Ratings, Review, Synthesis, flow::BOXES, forest::forest, funnel::funnel};
use crate::page::{document, escaped, open_table};
use std::fmt::Write;

pub(super) fn page(review: &Review) -> String {
    let mut body = String::new();
    summary(&mut body, review);
    for one in &review.outcomes {
        outcome(&mut body, one);
    }
    if !review.ratings.ratings.is_empty() || !review.ratings.wrong.is_empty() {
        lights(&mut body, &review.ratings);
    }
    if let Some(flow) = &review.flow {
        diagram(&mut body, flow);
    }
    document("Evidence put together", &body)
}

fn table(body: &mut String, caption: &str, header: &[&str], rows: &[Vec<String>]) {
    open_table(body, caption, header);
    for row in rows {
        body.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let (open, close) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            let _ = write!(body, "{open}{}{close}", escaped(cell));
        }
        body.push_str("</tr>");
    }
    body.push_str("</tbody></table></div>");
}

fn interval((low, high): (f64, f64)) -> String {
    format!("{low:.2} to {high:.2}")
}

fn summary(body: &mut String, review: &Review) {
    let rows: Vec<Vec<String>> = review
        .outcomes
        .iter()
        .map(|one| {
            let pooled = one.pooled.as_ref();
            let or = |text: Option<String>| text.unwrap_or_else(|| "not pooled".to_owned());
            let reasons: Vec<&str> = one
                .strength
                .reasons
                .iter()
                .filter(|reason| reason.takes > 0 || reason.about == "start")
                .map(|reason| reason.counted.as_str())
                .collect();
            vec![
                one.outcome.name.clone(),
                one.studies.len().to_string(),
                or(pooled.map(|pooled| {
                    format!("{} {:.2} ({})", one.outcome.effect, pooled.mean, interval((pooled.lower, pooled.upper)))
                })),
                or(pooled.map(|pooled| pooled.prediction.map_or_else(|| "too few".to_owned(), interval))),
                format!("{} above, {} below", one.directions.above, one.directions.below),
                one.strength.label().to_owned(),
                reasons.join("; "),
            ]
        })
        .collect();
    let header = ["Outcome", "Studies", "Mean effect", "Another study", "Directions", "Strength", "Because"];
    table(body, "Summary of findings", &header, &rows);
}

fn outcome(body: &mut String, one: &Synthesis) {
    let _ = write!(body, "<h2>{}</h2>", escaped(&one.outcome.name));
    for sentence in &one.sentences {
        let _ = write!(body, "<p>{}</p>", escaped(sentence));
    }
    if !one.studies.is_empty() {
        let _ = write!(body, "<figure>{}</figure>", forest(one));
    }
    let rows: Vec<Vec<String>> = one
        .studies
        .iter()
        .enumerate()
        .map(|(at, study)| {
            let pooled = one.pooled.as_ref();
            let weight =
                pooled.and_then(|pooled| pooled.weights.get(at)).map(|weight| format!("{:.1}%", 100.0 * weight));
            let without = pooled
                .and_then(|pooled| pooled.without.get(at))
                .map(|one| format!("{:.2} ({})", one.0, interval((one.1, one.2))));
            let place = [study.source.as_str(), study.page.as_str()];
            let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
            vec![
                study.label.clone(),
                format!("{:.2} ({})", study.estimate, interval((study.lower, study.upper))),
                weight.unwrap_or_default(),
                without.unwrap_or_default(),
                study.events.map(|n| n.to_string()).unwrap_or_default(),
                study.error.clone(),
                place.join(", page "),
            ]
        })
        .collect();
    let header = ["Study", "Effect", "Weight", "Mean without it", "Events", "What its conversion costs", "Source"];
    table(body, &format!("Studies of {}", one.outcome.name), &header, &rows);
    if let Some(funnel) = funnel(one) {
        let _ = write!(body, "<figure>{funnel}</figure>");
    }
    if let Some(pooled) = &one.pooled {
        let _ = write!(
            body,
            "<p>Between studies: tau squared {:.4} (Q-profile interval {:.4} to {:.4}), I squared {:.1}%, Q {:.2} with p {:.4}.</p>",
            pooled.tau_squared,
            pooled.tau_squared_interval.0,
            pooled.tau_squared_interval.1,
            100.0 * pooled.i_squared,
            pooled.q,
            pooled.p_value_q
        );
        let rows: Vec<Vec<String>> = pooled
            .subgroups
            .iter()
            .map(|group| {
                let (mean, low, high) = group.mean;
                vec![group.name.clone(), group.studies.to_string(), format!("{mean:.2} ({})", interval((low, high)))]
            })
            .collect();
        if !rows.is_empty() {
            table(body, "Subgroups", &["Subgroup", "Studies", "Mean effect"], &rows);
        }
    }
    let rows: Vec<Vec<String>> =
        one.not_used.iter().map(|(label, reason)| vec![label.clone(), reason.clone()]).collect();
    if !rows.is_empty() {
        table(body, "Rows that could not be used", &["Study", "Why"], &rows);
    }
    let rows: Vec<Vec<String>> = one
        .strength
        .reasons
        .iter()
        .map(|reason| vec![reason.about.to_owned(), reason.counted.clone(), reason.takes.to_string()])
        .collect();
    table(body, &format!("Strength: {}", one.strength.label()), &["About", "Counted", "Levels taken"], &rows);
}

/// Traffic lights: a sign and a word in every cell, never colour alone.
fn lights(body: &mut String, ratings: &Ratings) {
    body.push_str("<h2>Risk of bias</h2>");
    let domains = ratings.domains();
    let mut header = vec!["Study"];
    header.extend(&domains);
    let has_overall = domains.iter().any(|domain| domain.eq_ignore_ascii_case("overall"));
    if !has_overall {
        header.push("Worst");
    }
    let rows: Vec<Vec<String>> = ratings
        .studies()
        .into_iter()
        .map(|study| {
            let cell = |domain: &str| {
                ratings.ratings.iter().find(|rating| rating.study == study && rating.domain == domain).map_or_else(
                    || "not rated".to_owned(),
                    |rating| format!("{} {}", rating.judgement.sign(), rating.judgement.label()),
                )
            };
            let mut row = vec![study.to_owned()];
            row.extend(domains.iter().map(|domain| cell(domain)));
            if !has_overall {
                row.push(
                    ratings.overall(study).map(|one| format!("{} {}", one.sign(), one.label())).unwrap_or_default(),
                );
            }
            row
        })
        .collect();
    table(body, "Risk of bias by domain: + low, - some concerns, x high, ! critical, ? no information", &header, &rows);
    for wrong in &ratings.wrong {
        let _ = write!(body, "<p class=\"not_held\">ratings.csv, {}</p>", escaped(wrong));
    }
}

fn diagram(body: &mut String, flow: &Flow) {
    body.push_str("<h2>Flow of records</h2>");
    for fault in &flow.faults {
        let _ = write!(
            body,
            "<p class=\"not_held\">The flow does not add up: {} is {}, and the boxes before it give {} ({}).</p>",
            escaped(&fault.of.replace('_', " ")),
            fault.printed,
            fault.computed,
            escaped(&fault.from.replace('_', " "))
        );
    }
    for wrong in &flow.wrong {
        let _ = write!(body, "<p class=\"not_held\">flow.csv, {}</p>", escaped(wrong));
    }
    let given: Vec<(&str, u64)> = BOXES.iter().filter_map(|(name, title)| Some((*title, flow.count(name)?))).collect();
    let height = 56.0 * given.len() as f64 + 10.0;
    let _ = write!(
        body,
        "<figure><svg viewBox=\"0 0 640 {height}\" role=\"img\" aria-label=\"Flow of records; the table below holds every figure\" font-family=\"Arial,sans-serif\" font-size=\"14\">"
    );
    let aside = |title: &str| title.contains("emoved") || title.contains("xcluded") || title.contains("not retrieved");
    for (at, (title, n)) in given.iter().enumerate() {
        let y = 56.0 * at as f64 + 6.0;
        let (x, width) = if aside(title) { (330.0, 300.0) } else { (10.0, 300.0) };
        let _ = write!(
            body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"40\" fill=\"#fff\" stroke=\"#12436d\"/><text x=\"{}\" y=\"{}\">{} (n = {n})</text>",
            x + 8.0,
            y + 25.0,
            escaped(title)
        );
        if at > 0 {
            let _ = write!(body, "<path d=\"M20,{} L20,{y}\" stroke=\"#505a5f\"/>", y - 16.0);
        }
    }
    body.push_str("</svg></figure>");
    let rows: Vec<Vec<String>> = flow
        .boxes
        .iter()
        .map(|(name, n, reason)| {
            let title = BOXES.iter().find(|(own, _)| own == name).map_or(name.as_str(), |(_, title)| title);
            vec![title.to_owned(), n.to_string(), reason.clone()]
        })
        .collect();
    table(body, "Flow of records (PRISMA 2020)", &["Box", "n", "Reason"], &rows);
}
