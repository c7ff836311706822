//! XML in small steps: one event at a time, each of a size that a workbook has a use for.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::Refusal;
use super::refuse::{OWN_DOCTYPE, broken, hostile};

/// Bytes of one tag or one run of text. A cell holds 32,767 characters at the most, and attributes are short.
const MOST_EVENT: usize = 4_000_000;

/// A part of a workbook, unpacked as it is read.
type Part<'p> = Box<dyn Read + 'p>;

/// The events of a part.
pub(super) struct Xml<'p> {
    reader: Reader<Metered<BufReader<Part<'p>>>>,
    buffer: Vec<u8>,
}

impl<'p> Xml<'p> {
    pub(super) fn new(part: impl Read + 'p) -> Self {
        let part: Part<'p> = Box::new(part);
        let source = Metered { inner: BufReader::with_capacity(1 << 15, part), left: MOST_EVENT };
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // Names that do not fit are for a spreadsheet program to complain about; remembering them takes memory.
        config.check_end_names = false;
        Self { reader, buffer: Vec::with_capacity(1024) }
    }

    /// The next event; [`Event::Eof`] at the end. An element without content comes as a start and an end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Refusal> {
        self.buffer.clear();
        self.reader.get_mut().left = MOST_EVENT;
        match self.reader.read_event_into(&mut self.buffer) {
            // One that only names a list of rules changes nothing of what is read, and nobody looks for the list.
            Ok(Event::DocType(text)) if text.contains('[') => Err(hostile(OWN_DOCTYPE)),
            Ok(event) => Ok(event),
            Err(quick_xml::Error::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                Err(hostile("a part of it is a single word of many megabytes"))
            }
            Err(_) => Err(broken("a part of it breaks off or makes no sense")),
        }
    }

    /// Calls `each` for every element until the end of the part or until it answers `false`.
    pub(super) fn elements(
        &mut self,
        mut each: impl FnMut(&BytesStart<'_>) -> Result<bool, Refusal>,
    ) -> Result<(), Refusal> {
        loop {
            match self.next()? {
                Event::Start(element) if !each(&element)? => return Ok(()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// Adds all text up to the end of the element that has just begun to `out`.
    pub(super) fn text(&mut self, out: &mut String) -> Result<(), Refusal> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Text(text) => out.push_str(&text.xml10_content()),
                Event::CData(text) => out.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => push_reference(&reference, out),
                Event::Eof => return Err(broken("it ends in the middle of a text")),
                _ => {}
            }
            if out.len() > MOST_EVENT {
                return Err(hostile("a text in it takes many megabytes"));
            }
        }
        Ok(())
    }

    /// Passes over the element that has just begun.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(broken("it ends in the middle of an element")),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Adds what `&…;` stands for; one that XML does not know stays as it is, for nothing can have declared it.
pub(super) fn push_reference(reference: &BytesRef<'_>, out: &mut String) {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        out.push(character);
        return;
    }
    match reference.xml10_content().as_ref() {
        "lt" => out.push('<'),
        "gt" => out.push('>'),
        "amp" => out.push('&'),
        "apos" => out.push('\''),
        "quot" => out.push('"'),
        other => out.extend(["&", other, ";"]),
    }
}

/// The value of an attribute: by its whole name where `name` has a prefix, else whatever the prefix.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| {
        let key = attribute.key;
        if name.contains(':') { key.as_ref() == name } else { key.local_name().as_ref() == name }
    })?;
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.clone(), |value| Cow::Owned(value.into_owned())))
}

/// A number in an attribute.
pub(super) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// Whether an attribute says yes.
pub(super) fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}

/// Hands on a number of bytes and then refuses.
struct Metered<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}
