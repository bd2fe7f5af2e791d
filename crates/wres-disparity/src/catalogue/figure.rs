//! One figure of a method's answer: which outputs it is, how rounded counts widen it, and to how many digits it is given.

use super::{input::Input, output::Output, registry};
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::Level,
    rounded::{Scale, widened_by_total},
};
use serde_json::{Map, Value, json};

/// The outputs of a method that make up a figure, as JSON pointers: `/estimate`, `/lower95s/3`. An empty one is not there: a figure
/// without limits has the estimate for both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outputs {
    /// The estimate.
    pub estimate: String,
    /// The lower limit.
    pub lower: String,
    /// The upper limit.
    pub upper: String,
    /// The p-value.
    pub p_value: String,
}

/// How a figure made of rounded counts is widened: see [`widened_by_total`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allowance {
    /// The scale on which limits move.
    pub scale: Scale,
    /// Mean square error of a released count.
    pub s2: f64,
    /// People or events behind the figure.
    pub total: u64,
}

/// A figure: a method of the catalogue asked of counts.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureQuestion {
    /// The method.
    pub method: &'static str,
    /// Its input.
    pub input: Map<String, Value>,
    /// Level of its interval.
    pub level: Level,
    /// Which outputs.
    pub outputs: Outputs,
    /// How it is widened, where counts were rounded and the method does not know it.
    pub allowance: Option<Allowance>,
    /// Decimal digits to which estimate and limits are rounded, half away from zero; as they are where there are none.
    pub decimals: Option<u32>,
}

impl Outputs {
    /// `estimate`, `lower`, `upper` and `p_value`, as most methods have them.
    #[must_use]
    pub fn plain() -> Self {
        Self::named("estimate", "lower", "upper", "p_value")
    }

    /// An output of its own with its limits: `median`, `median_lower`, `median_upper`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self::named(name, &format!("{name}_lower"), &format!("{name}_upper"), "")
    }

    /// Outputs by name; an empty name is none.
    #[must_use]
    pub fn named(estimate: &str, lower: &str, upper: &str, p_value: &str) -> Self {
        let pointer = |name: &str| if name.is_empty() { String::new() } else { format!("/{name}") };
        Self { estimate: pointer(estimate), lower: pointer(lower), upper: pointer(upper), p_value: pointer(p_value) }
    }

    /// The same of one element of lists.
    #[must_use]
    pub fn at(self, index: usize) -> Self {
        let element = |pointer: String| if pointer.is_empty() { pointer } else { format!("{pointer}/{index}") };
        Self {
            estimate: element(self.estimate),
            lower: element(self.lower),
            upper: element(self.upper),
            p_value: element(self.p_value),
        }
    }

    /// Without limits.
    #[must_use]
    pub fn number(name: &str) -> Self {
        Self::named(name, "", "", "")
    }
}

impl FigureQuestion {
    /// A method asked for its estimate, limits and p-value.
    #[must_use]
    pub fn new(method: &'static str, input: Value, level: Level) -> Self {
        let input = match input {
            Value::Object(input) => input,
            other => Map::from_iter([("input".to_owned(), other)]),
        };
        Self { method, input, level, outputs: Outputs::plain(), allowance: None, decimals: None }
    }

    /// The same, asked for other outputs.
    #[must_use]
    pub fn outputs(self, outputs: Outputs) -> Self {
        Self { outputs, ..self }
    }

    /// The figure.
    ///
    /// # Errors
    /// Those of the method; [`NotEstimable::Undefined`] where the output is not defined.
    pub fn answer(&self) -> Result<Estimate> {
        let answered = (registry::find(self.method)?.run)(&Input::new(&self.input), self.level)?;
        figure(self.method, answered, self.level, &self.outputs, self.allowance, self.decimals)
    }

    /// As a line of a batch, which `wres stat --batch` answers: with `figure`, `rounding` and `decimals` as they are used here.
    #[must_use]
    pub fn to_json(&self, id: &str) -> Value {
        let Outputs { estimate, lower, upper, p_value } = &self.outputs;
        let mut line = json!({
            "id": id, "method": self.method, "input": self.input, "conf": self.level.value(),
            "figure": {"estimate": estimate, "lower": lower, "upper": upper, "p_value": p_value},
        });
        if let Some(Allowance { scale, s2, total }) = self.allowance {
            line["rounding"] = json!({"scale": scale.name(), "s2": s2, "total": total});
        }
        if let Some(decimals) = self.decimals {
            line["decimals"] = Value::from(decimals);
        }
        line
    }
}

fn figure(
    method: &'static str,
    answered: Output,
    level: Level,
    outputs: &Outputs,
    allowance: Option<Allowance>,
    decimals: Option<u32>,
) -> Result<Estimate> {
    let answered = Value::Object(answered.into_map());
    let value = read(&answered, &outputs.estimate)?.ok_or(NotEstimable::Undefined)?;
    let limit = |pointer: &String| read(&answered, pointer).map(|limit| limit.unwrap_or(value));
    let (lower, upper) = (limit(&outputs.lower)?, limit(&outputs.upper)?);
    let p_value = read(&answered, &outputs.p_value)?;
    let mut estimate = Estimate { value, lower, upper, p_value, level, method };
    if let Some(Allowance { scale, s2, total }) = allowance {
        estimate = widened_by_total(estimate, scale, s2, total);
    }
    if let Some(decimals) = decimals {
        let unit = (0..decimals).fold(1.0, |unit, _| unit * 10.0);
        let to = |number: f64| if number.is_finite() { (number * unit).round() / unit } else { number };
        estimate = Estimate { value: to(value), lower: to(estimate.lower), upper: to(estimate.upper), ..estimate };
    }
    Ok(estimate)
}

/// The number at a pointer; `None` for a null or an empty pointer.
fn read(answered: &Value, pointer: &str) -> Result<Option<f64>> {
    if pointer.is_empty() {
        return Ok(None);
    }
    match answered.pointer(pointer) {
        Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text == "Infinity" => Ok(Some(f64::INFINITY)),
        Some(Value::String(text)) if text == "-Infinity" => Ok(Some(f64::NEG_INFINITY)),
        Some(value) if value.is_number() => Ok(value.as_f64()),
        // A p-value that a method has only sometimes.
        None if pointer == "/p_value" => Ok(None),
        _ => Err(StatError::Input(format!("`figure`: the method has no number at {pointer}"))),
    }
}

/// The figure that a line of a batch asks for.
pub(super) fn figure_of_line(question: &Value, method: &'static str, answered: Output, level: Level) -> Result<Output> {
    let Some(asked) = question.get("figure").filter(|asked| !asked.is_null()) else { return Ok(answered) };
    let wrong = |what: &str| StatError::Input(format!("`figure`: {what}"));
    let asked = asked.as_object().ok_or_else(|| wrong("it must be an object of JSON pointers"))?;
    let pointer = |key: &str| match asked.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(wrong("each pointer must be a text")),
    };
    let outputs = Outputs {
        estimate: pointer("estimate")?,
        lower: pointer("lower")?,
        upper: pointer("upper")?,
        p_value: pointer("p_value")?,
    };
    let allowance = match question.get("rounding") {
        None | Some(Value::Null) => None,
        Some(rounding) => {
            let rounding =
                rounding.as_object().ok_or_else(|| StatError::Input("`rounding` must be an object".to_owned()))?;
            let input = Input::new(rounding);
            let scale = Scale::named(input.text("scale")?)
                .ok_or_else(|| StatError::Input("`scale` must be plain, log or logit".to_owned()))?;
            Some(Allowance { scale, s2: input.number("s2")?, total: input.count("total")? })
        }
    };
    let decimals = match question.get("decimals") {
        None | Some(Value::Null) => None,
        Some(decimals) => Some(
            decimals
                .as_u64()
                .and_then(|decimals| u32::try_from(decimals).ok())
                .filter(|decimals| *decimals <= 15)
                .ok_or_else(|| StatError::Input("`decimals` must be a whole number from 0 to 15".to_owned()))?,
        ),
    };
    Ok(Output::from(figure(method, answered, level, &outputs, allowance, decimals)?))
}

#[cfg(test)]
mod tests {
    use super::{Allowance, FigureQuestion, Outputs};
    use crate::{Level, catalogue::answer, rounded::Scale};
    use serde_json::json;

    #[test]
    fn a_figure_and_the_line_that_asks_for_it_have_the_same_answer() {
        let input = json!({"edges": [0, 6, 12, 24], "at_risk": [500, 410, 640], "exits": [[25, 15, 23]], "time": 18});
        let mut question = FigureQuestion::new("banded_survival", input, Level::P95).outputs(Outputs::of("left"));
        question.allowance = Some(Allowance { scale: Scale::Logit, s2: 4.0, total: 63 });
        question.decimals = Some(3);
        let (figure, line) = (question.answer().unwrap(), answer(&question.to_json("a")));
        assert_eq!(
            [&line["estimate"], &line["lower"], &line["upper"]].map(|one| one.as_f64().unwrap()),
            [figure.value, figure.lower, figure.upper]
        );
        assert!(figure.lower < figure.value && figure.value < figure.upper);
    }

    #[test]
    fn an_output_that_a_method_does_not_have_is_an_error_and_not_a_number() {
        let line = json!({"id": 1, "method": "proportion.wilson", "input": {"x": 1, "n": 2}, "figure": {"estimate": "/median"}});
        assert!(answer(&line)["error"].as_str().unwrap().contains("/median"), "{line}");
    }
}
