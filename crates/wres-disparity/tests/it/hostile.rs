//! Every method with inputs that nobody should send: counts of 0 and of all people there could be, lists that are empty, too
//! short, too long or all the same, keys that are gone, levels next to a half and to 1.

#![expect(clippy::disallowed_types, reason = "the crate reads no clock; this test asks how long an answer takes")]

use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};
use wres_disparity::catalogue::{self, Method};

/// How many hostile inputs every method is given.
const INPUTS: u64 = 150;
/// No answer may take longer, in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

const COUNTS: [u64; 10] = [0, 1, 2, 3, 7, 30, 1_000_000_000, 1_000_000_000_000, 1 << 53, u64::MAX];
const NUMBERS: [f64; 10] = [0.0, 1.0, -1.0, 0.5, 1e-300, 1e300, 5e-324, 1e16, 0.1, 1e-9];
const LEVELS: [f64; 8] = [0.95, 0.95, 0.999_999, 0.500_000_1, 0.999_999_999_999, 0.5, 1.0, 95.0];

/// A sequence that looks random and is the same on every run (Steele, Lea and Flood 2014, splitmix64).
struct Stream(u64);

impl Stream {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// True once in so many times.
    fn once_in(&mut self, times: u64) -> bool {
        self.next().is_multiple_of(times)
    }

    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[(self.next() % values.len() as u64) as usize]
    }
}

/// The value with some of its parts replaced; one in `rarity` of the leaves.
fn spoilt(value: &Value, rarity: u64, stream: &mut Stream) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|_| !stream.once_in(60)).collect::<Vec<_>>();
            kept.into_iter()
                .map(|(key, value)| (key.clone(), spoilt(value, rarity, stream)))
                .collect::<Map<_, _>>()
                .into()
        }
        Value::Array(values) => {
            let mut values: Vec<Value> = values.iter().map(|value| spoilt(value, rarity, stream)).collect();
            if stream.once_in(4 * rarity) {
                match stream.next() % 5 {
                    0 => values.clear(),
                    1 => drop(values.pop()),
                    2 => values.extend(values.first().cloned()),
                    3 => values = vec![values.first().cloned().unwrap_or(Value::Null); values.len()],
                    _ => values.truncate(1),
                }
            }
            values.into()
        }
        Value::Number(number) if stream.once_in(rarity) => {
            if number.is_u64() && !stream.once_in(8) {
                stream.pick(&COUNTS).into()
            } else {
                stream.pick(&NUMBERS).into()
            }
        }
        other => other.clone(),
    }
}

/// A hostile question to a method. Draws are kept few: what they cost is not in question here.
fn question(method: &Method, stream: &mut Stream) -> Value {
    let example: Value = serde_json::from_str(method.example).unwrap();
    let rarity = stream.pick(&[1, 2, 5, 20]);
    let mut input = spoilt(&example, rarity, stream);
    if let Some(replicates) = input.get_mut("replicates") {
        *replicates = 100.into();
    }
    json!({ "id": method.name, "method": method.name, "input": input, "conf": stream.pick(&LEVELS) })
}

fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::String(text) if text == "Infinity" => Some(f64::INFINITY),
        Value::String(text) if text == "-Infinity" => Some(f64::NEG_INFINITY),
        value => value.as_f64(),
    }
}

#[test]
fn every_method_answers_every_hostile_input_in_time_and_in_order() {
    let mut stream = Stream(2026);
    let (mut answered, mut refused) = (0, 0);
    for method in catalogue::methods() {
        for _ in 0..INPUTS {
            let question = question(method, &mut stream);
            let start = Instant::now();
            let line = catalogue::answer_line(&question.to_string());
            assert!(start.elapsed() < PATIENCE, "{question}: {:?}", start.elapsed());
            let answer: Value = serde_json::from_str(&line).unwrap();
            if let Some(error) = answer.get("error") {
                assert!(error.as_str().is_some_and(|text| text.len() > 10), "{question}: {error}");
                refused += 1;
                continue;
            }
            answered += 1;
            for (key, value) in answer.as_object().unwrap() {
                if (key == "p_value" || key.starts_with("p_") && key.contains("value")) && value.is_number() {
                    let p = value.as_f64().unwrap();
                    assert!((0.0..=1.0).contains(&p), "{question}: {key} is {p}");
                }
            }
            if let (Some(lower), Some(upper)) = (number(answer.get("lower")), number(answer.get("upper"))) {
                assert!(lower <= upper, "{question}: {lower} to {upper}");
            }
        }
    }
    // Neither is every input refused nor is any nonsense accepted.
    assert!(answered > refused / 4 && refused > answered / 4, "{answered} answered, {refused} refused");
}
