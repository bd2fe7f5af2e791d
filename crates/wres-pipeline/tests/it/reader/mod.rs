//! A reader who has nothing but the text of a finding puts the files right: findings are drawn by chance from all messy files
//! and all planted defects, and what was done about each is kept as data beside the fixtures.

mod edit;
mod readings;
mod subject;
