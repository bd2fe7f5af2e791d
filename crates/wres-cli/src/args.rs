//! The command line. Every flag is documented here once; help, completions and the manual are made from it.

use crate::exit::Exit;
use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use wres_domain::parsed;

/// Workforce race-equality indicators that can be defended.
///
/// From the files that sites really send to figures with intervals, safe to publish.
#[derive(Debug, Parser)]
#[command(name = "wres", version, after_help = exit_codes(), max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command has.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Global {
    /// Print results as JSON.
    #[arg(long, global = true, env = "WRES_JSON", value_parser = clap::builder::FalseyValueParser::new(), num_args = 0)]
    pub(crate) json: bool,
    /// No colour, no progress bar.
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// Say less: errors only.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more; repeat for still more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Write the log as JSON lines.
    #[arg(long, global = true)]
    pub(crate) log_json: bool,
    /// Write the log as JSON lines into this file as well.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) log_file: Option<PathBuf>,
    /// Threads to work with; 0 means one per core.
    #[arg(long, global = true, env = "WRES_THREADS", default_value_t = 0, hide_default_value = true,
          value_parser = threads)]
    pub(crate) threads: usize,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Synthesise a small consortium, run everything on it, and say where the report is.
    Demo(DemoArgs),
    /// Look at a folder of files and draft mappings, every guess marked.
    Init(InitArgs),
    /// Judge files and write feedback; change nothing else.
    Check(CheckArgs),
    /// Run a pipeline: read, check, count, estimate, protect, publish.
    Run(RunArgs),
    /// Say what a pipeline has taken in and published.
    Status(StatusArgs),
    /// Say what moved between two runs, and why.
    Compare(CompareArgs),
    /// Explain a method, a standard, an indicator, a finding, a symbol or an exit code in plain words.
    Explain(ExplainArgs),
    /// One estimate from counts, or many from JSON lines.
    Stat(StatArgs),
    /// Judge printed claims: does what is printed follow from its parts?
    Claims(ClaimsArgs),
    /// Put studies together: convert, pool where that may be done, rate, draw.
    Review(ReviewArgs),
    /// List, show, compare and test the code lists.
    Codes(CodesArgs),
    /// Print the schema of a dataset, of the configuration or of the output.
    Schema(SchemaArgs),
    /// Write synthetic submissions with known true disparities.
    Synth(SynthArgs),
    /// Remove old publications and what nobody needs any more from the cache, and say what was freed.
    Prune(PruneArgs),
    /// Look at key, disk and settings, and say how to put right what is wrong.
    Doctor(DoctorArgs),
    /// Print a completion script.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Arguments of `demo`.
#[derive(Debug, ClapArgs)]
pub(crate) struct DemoArgs {
    /// Folder to work in; it must be new or from an earlier demo.
    #[arg(default_value = "demo")]
    pub(crate) folder: PathBuf,
    /// Seed of the synthetic authorities: the same seed gives the same files.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Arguments of `init`.
#[derive(Debug, ClapArgs)]
pub(crate) struct InitArgs {
    /// Folder with the files of one site.
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Code of the site.
    #[arg(long)]
    pub(crate) site: String,
    /// Where to write the draft; standard output if not given.
    #[arg(short, long)]
    pub(crate) output: Option<PathBuf>,
    /// Ask about each guess, and keep each answer at once; again on a mapping that is there, ask about what is left. On a
    /// terminal this is done without asking for it.
    #[arg(long, requires = "output")]
    pub(crate) ask: bool,
}

/// Arguments of `check`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Folder or files of one submission; without any, the inbox of --pipeline and --site, or the present folder.
    pub(crate) paths: Vec<PathBuf>,
    /// Mapping file of the site; without it, that of --pipeline and --site, or one guessed from the files.
    #[arg(long)]
    pub(crate) mapping: Option<PathBuf>,
    /// Pipeline whose periods, mappings, bounds and lake are used.
    #[arg(long)]
    pub(crate) pipeline: Option<PathBuf>,
    /// Code of the site.
    #[arg(long)]
    pub(crate) site: Option<String>,
    /// Reporting year, such as `2024-25`; without it, the last of --pipeline, or the last that is over.
    #[arg(long)]
    pub(crate) period: Option<String>,
    /// Compare with what the pipeline has accepted for this period.
    #[arg(long, value_name = "PERIOD")]
    pub(crate) against: Option<String>,
    /// Folder to write the feedback to (HTML, CSV, JSON, and a workbook to put things right in).
    #[arg(short, long)]
    pub(crate) output: Option<PathBuf>,
    /// Check again whenever a file is saved.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Stop watching after this many checks.
    #[arg(long, value_name = "N", requires = "watch")]
    pub(crate) watch_checks: Option<u64>,
    /// Show what stands in the cells that findings are about, up to five for each; on a terminal only.
    #[arg(long)]
    pub(crate) show: bool,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

/// Where the key for identifiers is.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct KeyArgs {
    /// File with the key for identifiers; otherwise `WRES_KEY_FILE` or `WRES_KEY` in the environment.
    #[arg(long)]
    pub(crate) key_file: Option<PathBuf>,
}

/// Arguments of `run`.
#[derive(Debug, ClapArgs)]
pub(crate) struct RunArgs {
    /// The pipeline.
    pub(crate) pipeline: PathBuf,
    /// Say what would be done, and do nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the count plan.
    #[arg(long)]
    pub(crate) plan: bool,
    /// With --plan: print it as a script of SQL for the latest period.
    #[arg(long, requires = "plan")]
    pub(crate) sql: bool,
    /// Only take in these sites; the publication is then not renewed.
    #[arg(long)]
    pub(crate) only: Vec<String>,
    /// For published tables: end with 4 if a printed figure earns this verdict (`differs`, `truncated`, `within_rounding`,
    /// `not_printed`); repeat or separate by commas. What was published stays.
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = ["differs", "truncated", "within_rounding", "not_printed"])]
    pub(crate) fail_on: Vec<String>,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

/// Arguments of `status`.
#[derive(Debug, ClapArgs)]
pub(crate) struct StatusArgs {
    /// The pipeline.
    pub(crate) pipeline: PathBuf,
}

/// Arguments of `compare`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CompareArgs {
    /// The folder of the earlier publication, such as out/demo/0f3a...
    #[arg(value_name = "RUN")]
    pub(crate) earlier: PathBuf,
    /// The folder of the later publication, such as out/demo/latest.
    #[arg(value_name = "RUN")]
    pub(crate) later: PathBuf,
    /// Pipeline whose lake is asked what became of the rows of files that differ.
    #[arg(long)]
    pub(crate) pipeline: Option<PathBuf>,
}

/// Arguments of `explain`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ExplainArgs {
    /// What to explain, such as `rr.koopman`, `monitoring-duty`, `sc-wres-3`, `E-ETH-003`, `CNT-001`, `[c]` or `exit 3`.
    #[arg(required = true)]
    pub(crate) subject: Vec<String>,
}

/// Arguments of `stat`.
#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct StatArgs {
    /// What to estimate, and the counts as CASES/BASE (group, then reference), such as `ratio 12/50 8/60`.
    ///
    /// `rate 12/50`, `ratio 12/50 8/60`, `difference 12/50 8/60`, `odds 12/50 8/60`, `test 12/50 8/60`. With --method, any
    /// method takes its input as JSON: `--method mh.rr '{"x1":[1,2],...}'`. `estimate 1.8 1.1 2.9` takes an estimate with its
    /// interval, `estimate 1.8 p=.03` one with its p-value; a ratio, or with `--scale difference` a difference.
    #[arg(value_name = "WHAT COUNTS", allow_negative_numbers = true)]
    pub(crate) words: Vec<String>,
    /// Method, such as `rr.koopman`, or the end of its name where no other ends so: `koopman`; `wres stat --list` lists all.
    #[arg(long)]
    pub(crate) method: Option<String>,
    /// Confidence level, such as 0.95.
    #[arg(long, default_value_t = 0.95)]
    pub(crate) level: f64,
    /// Answer JSON lines from a file, or from standard input if `-`; a file that ends in `.csv` has a row a question, with the
    /// columns `id`, `method`, `conf` and one for each input, and is answered as CSV. Ends with 3 if some lines failed.
    #[arg(long, value_name = "FILE|-")]
    pub(crate) batch: Option<String>,
    /// The batch is CSV, whatever its name.
    #[arg(long, requires = "batch")]
    pub(crate) csv: bool,
    /// Significant digits of every number; all of them if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=17))]
    pub(crate) digits: Option<u8>,
    /// Scale of an estimate: `ratio` or `difference`.
    #[arg(long, value_name = "SCALE", default_value = "ratio", value_parser = ["ratio", "difference"])]
    pub(crate) scale: String,
    /// List all methods.
    #[arg(long)]
    pub(crate) list: bool,
}

/// Arguments of `claims`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ClaimsArgs {
    /// Files of claims, one row a claim: CSV, TOML or a workbook. Every printed value is the text that was printed.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Folder to write the page, the table and the JSON to.
    #[arg(short, long)]
    pub(crate) output: Option<PathBuf>,
    /// End with 4 if a claim earns this: a standing (`not_held`, `noted`, `cannot_tell`) or the code of a verdict; repeat or
    /// separate by commas.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) fail_on: Vec<String>,
}

/// Arguments of `review`.
#[derive(Debug, ClapArgs)]
pub(crate) struct ReviewArgs {
    /// Folder with `evidence.csv`, and where they are wanted `outcomes.toml`, `ratings.csv` and `flow.csv`.
    pub(crate) folder: PathBuf,
    /// Folder to write the page, the tables and the JSON to; the folder of the evidence if not given.
    #[arg(short, long)]
    pub(crate) output: Option<PathBuf>,
}

/// Arguments of `codes`.
#[derive(Debug, ClapArgs)]
pub(crate) struct CodesArgs {
    /// What to do.
    #[command(subcommand)]
    pub(crate) action: CodesAction,
}

/// What to do with code lists.
#[derive(Debug, Subcommand)]
pub(crate) enum CodesAction {
    /// List the code lists.
    List,
    /// Show one list: every code with its canonical group.
    Show {
        /// Name of the list.
        list: String,
    },
    /// Show which codes two lists give different meanings.
    Diff {
        /// One list.
        left: String,
        /// The other.
        right: String,
    },
    /// Test every list.
    Test,
}

/// Arguments of `schema`.
#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    /// A dataset (`staff`), `pipeline`, `standard`, or `outcomes`; without it, the names there are.
    pub(crate) name: Option<String>,
}

/// Arguments of `synth`.
#[derive(Debug, ClapArgs)]
pub(crate) struct SynthArgs {
    /// Folder to write to.
    pub(crate) folder: PathBuf,
    /// What to make.
    #[arg(long, value_enum, default_value_t = SynthKind::Demo)]
    pub(crate) kind: SynthKind,
    /// Seed.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Number of sites; `demo` has at most twelve.
    #[arg(long, default_value_t = 12)]
    pub(crate) sites: usize,
    /// Staff of each site; for `demo`, each site's own size if not given, and 1000 for `clean`.
    #[arg(long)]
    pub(crate) rows: Option<u32>,
}

/// What `synth` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SynthKind {
    /// Twelve authorities with ordinary mess.
    Demo,
    /// Clean files of a given size.
    Clean,
}

/// Arguments of `prune`.
#[derive(Debug, ClapArgs)]
pub(crate) struct PruneArgs {
    /// The pipeline.
    pub(crate) pipeline: PathBuf,
    /// Keep so many of the newest publications, instead of what `[keep]` of the pipeline says.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) publications: Option<u32>,
    /// Keep every publication of so many days.
    #[arg(long, value_name = "DAYS")]
    pub(crate) days: Option<u32>,
    /// Say what would be removed, and remove nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Arguments of `doctor`.
#[derive(Debug, ClapArgs)]
pub(crate) struct DoctorArgs {
    /// A pipeline to look at as well.
    pub(crate) pipeline: Option<PathBuf>,
    /// Hold every file of the lake and of every publication to its hash.
    #[arg(long, requires = "pipeline")]
    pub(crate) deep: bool,
    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

impl Args {
    /// The command as clap knows it, for completions and the manual.
    pub(crate) fn definition() -> clap::Command {
        Self::command()
    }
}

/// A number of threads that a machine can have.
fn threads(text: &str) -> Result<usize, String> {
    parsed(text).filter(|threads| *threads <= 1024).ok_or_else(|| "give a number from 0 to 1024".to_owned())
}

fn exit_codes() -> String {
    let lines = Exit::TABLE.iter().map(|(exit, meaning)| format!("  {:>2}  {meaning}", exit.code()));
    format!("Exit codes:\n{}", lines.collect::<Vec<_>>().join("\n"))
}
