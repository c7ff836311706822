//! The canonical compact form in which a sheet lies in the database.
//!
//! `MSHEET1`, then a JSON object with origin, header and faults behind its length, then counts, then for each row the
//! distance of its number and line from the row before and its width, then the length of each cell, then the text. All
//! numbers are LEB128. Equal sheets give equal bytes. The caller compresses them.

use serde::{Deserialize, Serialize};

use super::{Fault, Origin, Sheet};

const MAGIC: &[u8] = b"MSHEET1\n";

/// Bytes that are not a sheet: cut off, changed, or of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stored sheet is damaged: {0}")]
pub struct DamagedSheet(&'static str);

#[derive(Serialize)]
struct HeadRef<'a> {
    origin: &'a Origin,
    header: &'a [String],
    faults: &'a [Fault],
}

#[derive(Deserialize)]
struct Head {
    origin: Origin,
    header: Vec<String>,
    faults: Vec<Fault>,
}

impl Sheet {
    /// The canonical compact form; [`Sheet::from_bytes`] reads it back.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = HeadRef { origin: &self.origin, header: &self.header, faults: &self.faults };
        // Strings, numbers and lists of them always have a JSON form.
        let head = serde_json::to_vec(&head).unwrap_or_default();
        let mut out =
            Vec::with_capacity(self.text.len() + self.ends.len() + 4 * self.numbers.len() + head.len() + 64);
        out.extend_from_slice(MAGIC);
        put(&mut out, head.len() as u32);
        out.extend_from_slice(&head);
        put(&mut out, self.numbers.len() as u32);
        put(&mut out, u32::from(!self.lines.is_empty()));
        put_distances(&mut out, &self.numbers);
        put_distances(&mut out, &self.lines);
        put_distances(&mut out, self.starts.get(1..).unwrap_or_default());
        put_distances(&mut out, &self.ends);
        out.extend_from_slice(self.text.as_bytes());
        out
    }

    /// Reads what [`Sheet::to_bytes`] wrote.
    ///
    /// # Errors
    /// Where the bytes are cut off, changed, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DamagedSheet> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(DamagedSheet("no sheet of this version"))?;
        let mut input = Input(rest);
        let length = input.number()? as usize;
        let head: Head = serde_json::from_slice(input.take(length)?).map_err(|_| DamagedSheet("its head"))?;
        let rows = input.number()? as usize;
        let has_lines = input.number()? == 1;
        let numbers = input.distances(rows, 1)?;
        let lines = input.distances(if has_lines { rows } else { 0 }, 1)?;
        let mut starts = vec![0];
        starts.append(&mut input.distances(rows, 0)?);
        let cells = starts.last().copied().unwrap_or(0) as usize;
        let ends = input.distances(cells, 0)?;
        let text =
            std::str::from_utf8(input.0).map_err(|_| DamagedSheet("its text is not UTF-8"))?.to_owned();
        let sheet = Self {
            origin: head.origin,
            header: head.header,
            faults: head.faults,
            text,
            ends,
            starts,
            numbers,
            lines,
        };
        sheet.check()
    }

    fn check(self) -> Result<Self, DamagedSheet> {
        let rows = self.numbers.len();
        if self.ends.last().copied().unwrap_or(0) as usize != self.text.len() {
            return Err(DamagedSheet("its text has another length"));
        }
        if self.ends.iter().any(|end| !self.text.is_char_boundary(*end as usize)) {
            return Err(DamagedSheet("a cell ends within a character"));
        }
        if self.origin.rows as usize != rows || self.origin.columns as usize != self.header.len() {
            return Err(DamagedSheet("its counts do not fit"));
        }
        if self.faults.iter().any(|fault| fault.row as usize >= rows) {
            return Err(DamagedSheet("a fault is at no row"));
        }
        Ok(self)
    }

    /// How many bytes the sheet takes in memory.
    pub fn heap_bytes(&self) -> usize {
        let lists =
            self.ends.capacity() + self.starts.capacity() + self.numbers.capacity() + self.lines.capacity();
        let faults = self.faults.capacity() * size_of::<Fault>();
        let values = self
            .faults
            .iter()
            .map(|fault| fault.value.capacity() + fault.meant.as_ref().map_or(0, String::capacity))
            .sum::<usize>();
        let header = self.header.iter().map(|cell| cell.capacity() + size_of::<String>()).sum::<usize>();
        self.text.capacity() + lists * size_of::<u32>() + faults + values + header
    }
}

/// Writes a number as LEB128: seven bits a byte, the lowest first, the top bit set on all but the last.
fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_distances(out: &mut Vec<u8>, list: &[u32]) {
    let mut before = 0;
    for number in list {
        put(out, number.wrapping_sub(before));
        before = *number;
    }
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], DamagedSheet> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(DamagedSheet("cut off"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, DamagedSheet> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let (byte, rest) = self.0.split_first().ok_or(DamagedSheet("cut off"))?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).map_err(|_| DamagedSheet("a number is too large"));
            }
        }
        Err(DamagedSheet("a number is too long"))
    }

    /// A list whose entries each lie at least `step` above the one before.
    fn distances(&mut self, count: usize, step: u32) -> Result<Vec<u32>, DamagedSheet> {
        // Each entry takes a byte at least, so a false count cannot ask for more memory than the bytes justify.
        if count > self.0.len() {
            return Err(DamagedSheet("cut off"));
        }
        let mut list = Vec::with_capacity(count);
        let mut before = 0_u32;
        for _ in 0..count {
            let distance = self.number()?;
            if distance < step {
                return Err(DamagedSheet("its rows are out of order"));
            }
            before = before.checked_add(distance).ok_or(DamagedSheet("a number is too large"))?;
            list.push(before);
        }
        Ok(list)
    }
}
