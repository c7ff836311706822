//! Embeds the files that a browser needs, so that the binary needs nothing at run time.
//!
//! The libraries are fetched by `make assets` (`npm ci --ignore-scripts` in `assets/`) and are not committed; this
//! script takes the few files of them that are used, adds our own, and writes `assets.rs` for `src/assets.rs` to
//! include. Addresses carry one hash over all files, so that each may be cached for ever and files may name each other.

#[path = "build/prune.rs"]
mod prune;

use std::collections::HashSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Our own stylesheets that make up `app.css`, in the order of the cascade.
const STYLES: [&str; 16] = [
    "tokens.css",
    "base.css",
    "components.css",
    "layout.css",
    "pages.css",
    "groups.css",
    "me.css",
    "invitations.css",
    "users.css",
    "audit.css",
    "billing.css",
    "home.css",
    "wizard.css",
    "wizard-fix.css",
    "wizard-review.css",
    "wizard-reading.css",
];

/// The alphabets of the typeface that names of people may need.
const FONTS: &str = "node_modules/@fontsource-variable/inter";
/// The typeface of invoices, which the program includes as it is.
const TYPEFACE: &str = "node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf";
const TABLER: &str = "node_modules/@tabler/core/dist/css/tabler.min.css";
const HTMX: &str = "node_modules/htmx.org/dist/htmx.min.js";
const ICONS: &str = "node_modules/@tabler/icons/icons";

struct File {
    path: String,
    content: Vec<u8>,
}

fn main() -> Outcome {
    let mut log = std::io::stdout();
    for watched in
        ["css", "js", "icons.txt", "logo.svg", "package-lock.json", "node_modules/.package-lock.json"]
    {
        writeln!(log, "cargo::rerun-if-changed=assets/{watched}")?;
    }
    writeln!(
        log,
        "cargo::rerun-if-changed=templates\ncargo::rerun-if-changed=build.rs\ncargo::rerun-if-changed=build"
    )?;
    let assets = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let needed = ["node_modules/.package-lock.json", TYPEFACE];
    if !needed.iter().all(|file| assets.join(file).exists()) {
        let cure = "run `make assets` (or `npm ci --ignore-scripts` in crates/app/assets) and build again";
        writeln!(log, "cargo::error=the browser libraries are not there: {cure}")?;
        return Ok(());
    }
    let mut files = collect(&assets)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    embed(&files, &PathBuf::from(std::env::var("OUT_DIR")?))
}

fn collect(assets: &Path) -> Outcome<Vec<File>> {
    let mut files = vec![
        File { path: "app.css".into(), content: stylesheet(assets)?.into_bytes() },
        File { path: "icons.svg".into(), content: sprite(assets)?.into_bytes() },
        File { path: "logo.svg".into(), content: read(&assets.join("logo.svg"))?.into_bytes() },
        File { path: "licences.txt".into(), content: licences(assets)?.into_bytes() },
        File { path: "htmx.js".into(), content: read(&assets.join(HTMX))?.into_bytes() },
    ];
    for (folder, prefix, ending) in
        [("js".into(), "js", ".js"), (format!("{FONTS}/files"), "fonts", "-wght-normal.woff2")]
    {
        for entry in fs::read_dir(assets.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(ending) {
                files.push(File { path: format!("{prefix}/{name}"), content: fs::read(entry.path())? });
            }
        }
    }
    Ok(files)
}

/// What the authors of the libraries want said.
fn licences(assets: &Path) -> Outcome<String> {
    let mut text = String::new();
    for library in ["@fontsource-variable/inter", "@tabler/icons", "dejavu-fonts-ttf", "htmx.org"] {
        let licence = read(&assets.join("node_modules").join(library).join("LICENSE"))?;
        write!(text, "{library}\n\n{licence}\n\n")?;
    }
    Ok(text)
}

/// What the pages use of the library's stylesheet, in a layer of its own, so that any rule of ours wins over it; then the
/// typeface; then ours.
fn stylesheet(assets: &Path) -> Outcome<String> {
    let tabler = read(&assets.join(TABLER))?;
    let licence = tabler.split_inclusive("*/").find(|comment| comment.contains("/*!")).unwrap_or_default();
    let licence = licence.find("/*!").and_then(|start| licence.get(start..)).unwrap_or_default();
    let mut pages = String::new();
    for folder in [assets.join("../templates"), assets.join("js")] {
        gather(&folder, &mut pages)?;
    }
    let word = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    let words: HashSet<&str> = pages.split(|letter| !word(letter)).collect();
    let tabler = prune::prune(tabler.trim_start_matches('\u{feff}'), &words);
    let fonts = read(&assets.join(FONTS).join("index.css"))?.replace("./files/", "fonts/");
    let mut css = format!("{licence}\n@layer tabler{{{tabler}}}\n{fonts}\n");
    for name in STYLES {
        css.push_str(&read(&assets.join("css").join(name))?);
        css.push('\n');
    }
    Ok(css)
}

/// One SVG with a symbol for each name in `icons.txt`.
fn sprite(assets: &Path) -> Outcome<String> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for name in read(&assets.join("icons.txt"))?.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let svg = read(&assets.join(ICONS).join("outline").join(format!("{name}.svg")))?;
        let body = svg.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</svg>"));
        let (body, _) = body.ok_or_else(|| format!("{name}.svg is not an icon"))?;
        let body: String =
            body.lines().map(str::trim).filter(|line| !line.contains("M0 0h24v24H0z")).collect();
        write!(
            sprite,
            "<symbol id=\"{name}\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\">{body}</symbol>"
        )?;
    }
    sprite.push_str("</svg>");
    Ok(sprite)
}

fn embed(files: &[File], out: &Path) -> Outcome {
    let mut hash = Sha256::new();
    let mut list = String::new();
    for (number, file) in files.iter().enumerate() {
        hash.update(file.path.as_bytes());
        hash.update((file.content.len() as u64).to_le_bytes());
        hash.update(&file.content);
        let plain = out.join(format!("asset-{number}"));
        fs::write(&plain, &file.content)?;
        let small = gzip(file)?.map(|bytes| fs::write(out.join(format!("asset-{number}.gz")), bytes));
        let small = match small {
            Some(written) => {
                written?;
                format!("Some(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/asset-{number}.gz\")))")
            }
            None => "None".into(),
        };
        writeln!(
            list,
            "    Asset {{ path: {:?}, plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/asset-{number}\")), gzip: {small} }},",
            file.path
        )?;
    }
    let version: String = hash.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    fs::write(
        out.join("assets.rs"),
        format!("const VERSION: &str = {version:?};\nstatic ASSETS: &[Asset] = &[\n{list}];\n"),
    )?;
    Ok(())
}

/// Text packs well; the typeface is packed already.
fn gzip(file: &File) -> Outcome<Option<Vec<u8>>> {
    if file.path.starts_with("fonts/") {
        return Ok(None);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&file.content)?;
    Ok(Some(encoder.finish()?))
}

/// The text of every file below a folder.
fn gather(folder: &Path, text: &mut String) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, text)?;
        } else {
            text.push_str(&read(&path)?);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
