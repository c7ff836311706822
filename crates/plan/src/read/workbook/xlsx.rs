//! Office Open XML workbooks (XLSX, XLSM).
//!
//! What the workbook says about itself is read first (its sheets, texts and number formats), then one sheet, cell by
//! cell. Nothing that it counts is believed: see [`super::package`] for what is checked before.

mod sheet;
mod strings;
mod styles;
mod text;

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use self::sheet::SheetReader;
use self::strings::Strings;
use self::styles::Styles;
use super::super::{Limits, Refusal};
use super::choose::Glance;
use super::number::Epoch;
use super::package::Package;
use super::refuse::{broken, hostile};
use super::remarks::Remarks;
use super::row::Span;
use super::write::{Stop, Tab, Visit};
use super::xml::{attribute, is_true};

/// Merged cells that are looked at; a header has few.
const MOST_MERGES: usize = 10_000;

/// Parts that the workbook names beside its sheets.
const MOST_LINKS: usize = 10_000;

/// A workbook whose sheets can be read.
pub(super) struct Xlsx<'b> {
    package: Package<'b>,
    tabs: Vec<Tab>,
    /// The part of each sheet, where it has one.
    parts: Vec<Option<String>>,
    context: Context,
}

/// What cells refer to.
pub(super) struct Context {
    strings: Strings,
    styles: Styles,
    epoch: Epoch,
}

/// A part that another one names.
struct Link {
    sort: String,
    target: String,
}

impl<'b> Xlsx<'b> {
    pub(super) fn open(mut package: Package<'b>, limits: &Limits) -> Result<Self, Refusal> {
        let root = links(&mut package, "_rels/.rels", "")?;
        let main = root.into_values().find(|link| link.sort == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |link| link.target);
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let links = links(&mut package, &resolve(folder, &format!("_rels/{name}.rels")), folder)?;
        let part_of = |sort: &str, name: &str| {
            let link = links.values().find(|link| link.sort == sort);
            link.map_or_else(|| resolve(folder, name), |link| link.target.clone())
        };
        let (strings, styles) =
            (part_of("sharedStrings", "sharedStrings.xml"), part_of("styles", "styles.xml"));
        let strings = package
            .part(&strings)?
            .map_or_else(|| Ok(Strings::default()), |mut xml| Strings::read(&mut xml))?;
        let styles =
            package.part(&styles)?.map_or_else(|| Ok(Styles::default()), |mut xml| Styles::read(&mut xml))?;
        let context = Context { strings, styles, epoch: Epoch::default() };
        let mut book = Self { package, tabs: Vec::new(), parts: Vec::new(), context };
        book.list(&main, &links, limits)?;
        Ok(book)
    }

    /// Lists the sheets.
    fn list(&mut self, main: &str, links: &BTreeMap<String, Link>, limits: &Limits) -> Result<(), Refusal> {
        let Some(mut xml) = self.package.part(main)? else {
            return Err(broken("it has no list of its sheets"));
        };
        let (tabs, parts, epoch) = (&mut self.tabs, &mut self.parts, &mut self.context.epoch);
        xml.elements(|element| {
            match element.local_name().as_ref() {
                "workbookPr" if is_true(element, "date1904") => *epoch = Epoch::Year1904,
                "sheet" if tabs.len() >= limits.sheets as usize => {
                    return Err(hostile(&format!("it has more than {} sheets", limits.sheets)));
                }
                "sheet" => {
                    let link = attribute(element, "id").and_then(|id| links.get(id.as_ref()));
                    tabs.push(tab(element, link)?);
                    parts.push(link.map(|link| link.target.clone()));
                }
                _ => {}
            }
            Ok(true)
        })
    }

    pub(super) fn tabs(&self) -> &[Tab] {
        &self.tabs
    }

    /// Takes a short look at each sheet.
    pub(super) fn glance(&mut self, limits: &Limits, remarks: &mut Remarks) -> Vec<Glance> {
        let mut glances = Vec::new();
        for place in 0..self.tabs.len() {
            let mut glance = Glance::default();
            let read = self.rows(place, limits, remarks, &mut |row, _| Ok(glance.see(row)));
            glances.push(if read.is_err() { Glance::of_broken() } else { glance });
        }
        glances
    }

    /// Reads the rows of a sheet.
    pub(super) fn rows(
        &mut self,
        place: usize,
        limits: &Limits,
        remarks: &mut Remarks,
        visit: &mut Visit<'_>,
    ) -> Result<(), Stop> {
        let is_table = self.tabs.get(place).is_some_and(|tab| tab.is_table);
        let Some(part) = self.parts.get(place).cloned().flatten().filter(|_| is_table) else { return Ok(()) };
        let merges = self.merges(&part)?;
        let Some(mut xml) = self.package.part(&part)? else { return Ok(()) };
        SheetReader::new(&mut xml, &self.context, limits, merges).read(remarks, visit)
    }

    /// The merged cells of a sheet by their first row. They stand behind the rows, so they are read first where there
    /// are some.
    fn merges(&mut self, part: &str) -> Result<BTreeMap<u32, Vec<Span>>, Refusal> {
        let mut merges = BTreeMap::<u32, Vec<Span>>::new();
        if !self.package.speaks_of_merges(part) {
            return Ok(merges);
        }
        let Some(mut xml) = self.package.part(part)? else { return Ok(merges) };
        let mut count = 0;
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "mergeCell" => {
                    if let Some((row, span)) = attribute(&element, "ref").and_then(|text| span(&text)) {
                        merges.entry(row).or_default().push(span);
                    }
                    count += 1;
                }
                Event::End(element) if element.local_name().as_ref() == "mergeCells" => return Ok(merges),
                Event::Eof => return Ok(merges),
                _ if count >= MOST_MERGES => return Ok(merges),
                _ => {}
            }
        }
    }
}

/// The parts that a part names, by the words it has for them.
fn links(package: &mut Package<'_>, name: &str, folder: &str) -> Result<BTreeMap<String, Link>, Refusal> {
    let mut links = BTreeMap::new();
    let Some(mut xml) = package.part(name)? else { return Ok(links) };
    xml.elements(|element| {
        if element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            let sort = attribute(element, "Type").unwrap_or_default();
            let sort = sort.rsplit('/').next().unwrap_or_default().to_owned();
            links.insert(id.into_owned(), Link { sort, target: resolve(folder, &target) });
        }
        if links.len() > MOST_LINKS { Err(hostile("it names more parts than it can have")) } else { Ok(true) }
    })?;
    Ok(links)
}

/// The path of a target as a part in a folder names it.
fn resolve(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path = Vec::new();
    for step in from.split('/').chain(target.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn tab(element: &BytesStart<'_>, link: Option<&Link>) -> Result<Tab, Refusal> {
    let name = attribute(element, "name").unwrap_or_default();
    // Some programs have words of their own for a sheet that is shown.
    let hidden =
        attribute(element, "state").is_some_and(|state| state.trim().to_lowercase().ends_with("hidden"));
    Tab::new(name.into_owned(), !hidden, link.is_some_and(|link| link.sort == "worksheet"))
}

/// The first row of merged cells, and what they cover, from `A1:C2`.
fn span(text: &str) -> Option<(u32, Span)> {
    let (first, last) = text.split_once(':')?;
    let ((row, from), (last_row, to)) = (text::place(first)?, text::place(last)?);
    Some((row? + 1, Span { from, to, last_row: last_row? + 1 }))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_relative_to_the_folder_or_to_the_root() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../other/./sheet.xml", "other/sheet.xml"),
            ("", "xl\\workbook.xml", "xl/workbook.xml"),
            ("xl", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }
}
