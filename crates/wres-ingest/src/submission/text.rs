//! Reading a text file as a table, block by block on all threads.

use crate::{
    corrections::{CorrectedRow, Overlay},
    findings::{Kind, encoding_findings, finding},
    mapping::Source,
    raw::{
        split::{Row, SplitRows, Splitter},
        text::{Blocks, TextError, TextFile, TextOptions, text_of},
        unit::Unit,
    },
    submission::{
        file::changed,
        outcome::{Deliver, Delivery, Halt, Outcome, receipt, unreadable},
        sample::Sample,
    },
    table::{BlockReader, BlockRows, PlanSettings, ReadyBatch, Repeats, TablePlan, TableReading},
};
use rayon::prelude::*;
use std::{cell::Cell, sync::Arc};
use wres_domain::{Location, Severity};

/// Blocks of a wave for each thread: many enough that all threads are done at about the same time.
const WAVE: usize = 4;

/// Rows that are read together: few enough for their text and their values to stay close at hand.
const TOGETHER: usize = 256;

/// Corrected rows of a table, and how many of them have been put in place.
struct Corrected<'a> {
    overlay: &'a Overlay,
    rows: Cell<u64>,
}

impl Corrected<'_> {
    fn row(&self, number: u32, original: &Row<'_>) -> Option<CorrectedRow> {
        let corrected = self.overlay.row(number, original)?;
        self.rows.set(self.rows.get() + 1);
        Some(corrected)
    }
}

/// Why a block is not read.
enum BlockError {
    Text(TextError),
    Halt(Halt),
}

impl From<TextError> for BlockError {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}

impl From<Halt> for BlockError {
    fn from(halt: Halt) -> Self {
        Self::Halt(halt)
    }
}

/// Reads a text unit as one source of the mapping says.
pub(super) fn read_text(
    unit: &Unit,
    settings: PlanSettings<'_>,
    outcome: &mut Outcome,
    deliver: &mut Deliver<'_>,
) -> Result<(), Halt> {
    let index = outcome.receipts.len();
    outcome.receipts.push(receipt(unit));
    outcome.receipts[index].dataset = Some(settings.source.dataset);
    match open_and_read(unit, settings, index, outcome, deliver) {
        Ok(()) => Ok(()),
        Err(BlockError::Halt(halt)) => Err(halt),
        Err(BlockError::Text(error)) => {
            let dataset = Some(settings.source.dataset);
            let place = |row| Location { row, ..Location::file(&unit.name) };
            let finding = match error {
                TextError::Io(error) => unreadable(&unit.name, &error),
                TextError::Unclosed { .. } => {
                    #[expect(clippy::disallowed_methods, reason = "without its row the finding stands for the file")]
                    let row = reopened(unit, settings.source).and_then(|text| text.row_of_open_quote()).ok();
                    let found = "a quotation mark that is opened and not closed";
                    finding(Kind::QuoteOpen, Severity::Error, dataset, place(row), found, "quotation marks in pairs")
                }
                TextError::Changed => changed(&unit.name),
            };
            outcome.refuse(index, finding);
            Ok(())
        }
    }
}

fn reopened(unit: &Unit, source: &Source) -> Result<TextFile, TextError> {
    let Source { encoding, delimiter, quote, .. } = source;
    TextFile::open(&unit.source, TextOptions { encoding: encoding.as_deref(), delimiter: *delimiter, quote: *quote })
}

fn open_and_read(
    unit: &Unit,
    settings: PlanSettings<'_>,
    index: usize,
    outcome: &mut Outcome,
    deliver: &mut Deliver<'_>,
) -> Result<(), BlockError> {
    let text = reopened(unit, settings.source)?;
    let place = Location::file(&unit.name);
    let mut findings = encoding_findings(&text, &unit.name).map_err(TextError::Io)?;
    let planned = sample(&text, Sample::default())?.plan(settings, &place, &mut findings);
    let receipt = &mut outcome.receipts[index];
    receipt.encoding = Some(text.survey.decoding.name().to_owned());
    receipt.dialect = Some(text.dialect.describe());
    let Some((header, plan)) = planned else {
        let last = findings.pop();
        outcome.add(findings, Vec::new());
        if let Some(finding) = last {
            outcome.refuse(index, finding);
        }
        return Ok(());
    };
    receipt.header_row = Some(u64::from(header.first));
    let supplied = plan.supplied();
    receipt.columns = plan.found_columns();
    receipt.stated.clone_from(&plan.stated);
    outcome.add(findings, Vec::new());
    let plan = Arc::new(plan);
    let mut reading = TableReading::new(Arc::clone(&plan), place);
    let mut repeats = Repeats::new(settings.context.limits.repeat_rows);
    let overlay = settings.overlay(&unit.name, None).map(|overlay| Corrected { overlay, rows: Cell::new(0) });
    let result = blocks(&text, &plan, overlay.as_ref(), &mut repeats, &mut reading, &mut |batches| {
        deliver(Delivery { receipt: index, dataset: plan.dataset, supplied: Arc::clone(&supplied), batches })
    });
    reading.beyond = repeats.is_beyond();
    let (rows, set_aside, findings, cells) = reading.finish();
    let receipt = &mut outcome.receipts[index];
    (receipt.rows, receipt.set_aside) = (rows, set_aside);
    receipt.corrected = overlay.map_or(0, |overlay| overlay.rows.get());
    if plan.refused {
        receipt.refused = Some("its columns or code lists are not as they must be".to_owned());
    }
    outcome.add(findings, cells);
    result
}

/// The first rows.
pub(crate) fn sample(text: &TextFile, mut sample: Sample) -> Result<Sample, TextError> {
    let mut blocks = text.blocks()?;
    let mut number = 0;
    while let Some(block) = blocks.next_block()? {
        let block = text_of(&block).ok_or(TextError::Changed)?;
        let mut splitter = Splitter::new(block, text.dialect);
        while let Some(row) = splitter.next_row() {
            number += 1;
            if !sample.push(number, &row) {
                return Ok(sample);
            }
        }
    }
    Ok(sample)
}

/// Reads all blocks, several at a time, and hands their rows over in order.
fn blocks(
    text: &TextFile,
    plan: &TablePlan,
    corrected: Option<&Corrected<'_>>,
    repeats: &mut Repeats,
    reading: &mut TableReading,
    emit: &mut dyn FnMut(Vec<ReadyBatch>) -> Result<(), Halt>,
) -> Result<(), BlockError> {
    let mut blocks = text.blocks()?;
    // Blocks with the header come one by one, since rows up to it are not data. So do all blocks of a file of which rows were
    // corrected, since those are known by their number in the file.
    while reading.offset < plan.header_row || corrected.is_some() {
        let Some(block) = blocks.next_block()? else { return Ok(()) };
        let skip = plan.header_row.saturating_sub(reading.offset);
        let mut rows = read_block(&block, text, plan, skip, corrected.map(|corrected| (corrected, reading.offset)))?;
        if plan.drops_repeats {
            repeats.mark(std::iter::once(&mut rows));
        }
        accept(std::iter::once(Ok(rows)), reading, emit)?;
    }
    let width = rayon::current_num_threads().max(1) * WAVE;
    let mut wave = next_wave(&mut blocks, width)?;
    let mut parsed: Vec<Result<BlockRows, BlockError>> = Vec::new();
    // While the rows of one wave are handed over here, other threads parse the next and read the one after it.
    while !wave.is_empty() || !parsed.is_empty() {
        let mut ahead = None;
        let handed = rayon::in_place_scope(|scope| {
            let (wave, blocks, repeats, ahead) = (&wave, &mut blocks, &mut *repeats, &mut ahead);
            scope.spawn(move |_| {
                let parse = || {
                    let mut rows: Vec<_> =
                        wave.par_iter().map(|block| read_block(block, text, plan, 0, None)).collect();
                    if plan.drops_repeats {
                        repeats.mark(rows.iter_mut().flatten());
                    }
                    rows
                };
                *ahead = Some(rayon::join(parse, || next_wave(blocks, width)));
            });
            accept(parsed.drain(..), reading, emit)
        });
        handed?;
        // The scope has ended, so the other threads have left what they found.
        let Some((rows, next)) = ahead else { break };
        parsed = rows;
        wave = next?;
    }
    Ok(())
}

fn next_wave(blocks: &mut Blocks, width: usize) -> Result<Vec<Vec<u8>>, TextError> {
    let mut wave = Vec::with_capacity(width);
    while wave.len() < width {
        match blocks.next_block()? {
            Some(block) => wave.push(block),
            None => break,
        }
    }
    Ok(wave)
}

/// Hands the rows of blocks over, those before an error too.
fn accept(
    blocks: impl Iterator<Item = Result<BlockRows, BlockError>>,
    reading: &mut TableReading,
    emit: &mut dyn FnMut(Vec<ReadyBatch>) -> Result<(), Halt>,
) -> Result<(), BlockError> {
    let (mut batches, mut end) = (Vec::new(), Ok(()));
    for rows in blocks {
        match rows {
            Ok(rows) => batches.extend(reading.accept(rows, reading.offset).map_err(Halt::Arrow)?),
            Err(error) => {
                end = Err(error);
                break;
            }
        }
    }
    emit(batches)?;
    end
}

/// Reads the rows of a block, without the first `skip`, which are the header and what is above it.
fn read_block(
    block: &[u8],
    text: &TextFile,
    plan: &TablePlan,
    skip: u32,
    corrected: Option<(&Corrected<'_>, u32)>,
) -> Result<BlockRows, BlockError> {
    let block = text_of(block).ok_or(TextError::Changed)?;
    let mut splitter = Splitter::new(block, text.dialect);
    let mut reader = BlockReader::new(plan);
    let (mut room, mut number) = (SplitRows::default(), 0);
    while let Some(rows) = splitter.next_rows(&mut room, TOGETHER) {
        let count = rows.len() as u32;
        let skipped = skip.saturating_sub(number).min(count);
        for index in 0..skipped {
            let above = skip - number - index - 1;
            reader.skip(&rows.row(index as usize), number + index + 1, above <= plan.header_row - plan.header_first);
        }
        match corrected {
            None => reader.rows(&rows.from(skipped as usize), number + skipped + 1).map_err(Halt::Arrow)?,
            Some((corrected, offset)) => {
                for index in skipped..count {
                    let (row, number) = (rows.row(index as usize), number + index + 1);
                    match corrected.row(offset.saturating_add(number), &row) {
                        Some(corrected) => reader.row(&corrected.row(), number),
                        None => reader.row(&row, number),
                    }
                    .map_err(Halt::Arrow)?;
                }
            }
        }
        number += count;
    }
    Ok(reader.take().map_err(Halt::Arrow)?)
}
