//! File names with `*` for anything.

/// Whether a name fits a pattern, without regard to case. `*` stands for any number of characters.
pub(crate) fn matches_pattern(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.to_lowercase().chars().collect(), name.to_lowercase().chars().collect());
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                // The last star takes one character more.
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    n = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(matches_pattern("staff*.csv", "Staff_2025-03.CSV"));
        assert!(matches_pattern("*", ""));
        assert!(matches_pattern("*a*b*", "xxaxxbxx"));
        assert!(!matches_pattern("staff*.csv", "staff.csv.exe"));
        assert!(!matches_pattern("staff.csv", "my staff.csv"));
        assert!(!matches_pattern("", "a"));
    }

    #[test]
    fn many_stars_take_no_long_time() {
        assert!(!matches_pattern(&"*a".repeat(50), &"a".repeat(49)));
    }
}
