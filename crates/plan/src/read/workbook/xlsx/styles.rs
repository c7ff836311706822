//! The number formats of cells. Everything else of a style is for the eye.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::super::super::Refusal;
use super::super::number::NumberFormat;
use super::super::refuse::hostile;
use super::super::xml::{Xml, attribute, number};

/// Styles of cells; spreadsheet programs stop at 65,490.
const MOST_STYLES: usize = 100_000;

/// Number formats that a workbook can add; spreadsheet programs stop at some hundreds.
const MOST_FORMATS: usize = 10_000;

/// The number format of each style.
#[derive(Default)]
pub(super) struct Styles {
    formats: Vec<NumberFormat>,
    /// The place among the formats, by the number that cells have for their style.
    styles: Vec<u32>,
}

impl Styles {
    pub(super) fn read(xml: &mut Xml<'_>) -> Result<Self, Refusal> {
        let mut own = BTreeMap::new();
        let mut styles = Self::default();
        let mut places = BTreeMap::<u32, u32>::new();
        let mut of_cells = false;
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) =
                            (number(&element, "numFmtId"), attribute(&element, "formatCode"))
                        {
                            own.insert(id, NumberFormat::of_code(&code));
                        }
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells => {
                        let id = number(&element, "numFmtId").unwrap_or(0);
                        let place = *places.entry(id).or_insert_with(|| styles.add(id, &own));
                        styles.styles.push(place);
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => return Ok(styles),
                Event::Eof => return Ok(styles),
                _ => {}
            }
            if styles.styles.len() > MOST_STYLES || own.len() > MOST_FORMATS {
                return Err(hostile("it has more styles than a spreadsheet program makes"));
            }
        }
    }

    /// Adds a format; answers its place.
    fn add(&mut self, id: u32, own: &BTreeMap<u32, NumberFormat>) -> u32 {
        self.formats.push(own.get(&id).cloned().unwrap_or_else(|| NumberFormat::built_in(id)));
        self.formats.len() as u32 - 1
    }

    /// The number format of a style.
    pub(super) fn format(&self, style: u32) -> &NumberFormat {
        let place = self.styles.get(style as usize);
        place.and_then(|place| self.formats.get(*place as usize)).unwrap_or(&NumberFormat::General)
    }
}
