//! Leaves out of the linked module what only a library's exports keep in it.
//!
//! Leptos brings streams between WebAssembly and the page along, whose library exports them for whoever wants them. Nobody here does, and
//! what an export leads to is in every piece's way: the splitter keeps it in the main module, and the optimiser cannot tell that the
//! functions among it that are called by their place in a table are never called.

use anyhow::{Context as _, Result};
use wasm_encoder::{
    CustomSection, ExportSection, Module, RawSection,
    reencode::{Reencode as _, RoundtripReencoder},
};
use wasmparser::{Parser, Payload};

/// The library, as wasm-bindgen's descriptions name it.
const LIBRARY: &[u8] = b"wasm_streams::";

/// What the names of its exports have in common.
const EXPORTS: &str = "intounderlying";

/// Where each use of wasm-bindgen describes itself: the version that did, then what it says, each behind its length in four bytes.
const DESCRIPTIONS: &str = "__wasm_bindgen_unstable";

/// The module without them. Its sections stay where they are, since those that move code about name others by their place.
pub fn without(module: &[u8]) -> Result<Vec<u8>> {
    let mut left = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ExportSection(exports) => {
                let mut kept = ExportSection::new();
                for export in exports {
                    let export = export?;
                    if !export.name.contains(EXPORTS) {
                        let kind = RoundtripReencoder.export_kind(export.kind)?;
                        kept.export(export.name, kind, export.index);
                    }
                }
                left.section(&kept);
            }
            Payload::CustomSection(section) if section.name() == DESCRIPTIONS => {
                let data = described(section.data())?;
                left.section(&CustomSection { name: section.name().into(), data: data.into() });
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let data = &module[usize::try_from(range.start)?..usize::try_from(range.end)?];
                    left.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(left.finish())
}

/// The descriptions of all but the library.
fn described(mut section: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(section.len());
    while !section.is_empty() {
        let (version, rest) = part(section)?;
        let (program, rest) = part(rest)?;
        if !program.windows(LIBRARY.len()).any(|window| window == LIBRARY) {
            kept.extend_from_slice(version);
            kept.extend_from_slice(program);
        }
        section = rest;
    }
    Ok(kept)
}

/// Takes a part with its length from the beginning of a section, and gives what is left.
fn part(section: &[u8]) -> Result<(&[u8], &[u8])> {
    let length = section.first_chunk::<4>().context("a description has no length")?;
    let length = usize::try_from(u32::from_le_bytes(*length))?;
    section.split_at_checked(length.saturating_add(4)).context("a description breaks off")
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, ExportKind, Function, FunctionSection, TypeSection};

    use super::*;

    fn description(text: &[u8]) -> Vec<u8> {
        let part = |text: &[u8]| [&u32::try_from(text.len()).unwrap().to_le_bytes(), text].concat();
        [part(b"0.2"), part(text)].concat()
    }

    #[test]
    fn exports_and_descriptions_of_the_library_go_and_all_else_stays() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        for name in ["main", "intounderlyingsink_close_1", "__wbg_intounderlyingsource_free_1"] {
            exports.export(name, ExportKind::Func, 0);
        }
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        let (own, other) = (description(b"passerelle::app"), description(b"0wasm_streams::writable"));
        let all = [own.clone(), other, own.clone()].concat();
        let custom = |data: Vec<u8>| CustomSection { name: DESCRIPTIONS.into(), data: data.into() };
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code).section(&custom(all));

        let mut expected_exports = ExportSection::new();
        expected_exports.export("main", ExportKind::Func, 0);
        let mut expected = Module::new();
        expected.section(&types).section(&functions).section(&expected_exports).section(&code);
        expected.section(&custom([own.clone(), own].concat()));
        assert_eq!(without(&module.finish()).unwrap(), expected.finish());
    }

    #[test]
    fn a_description_that_breaks_off_is_an_error() {
        assert!(described(&[9, 0, 0, 0, 1]).is_err());
        assert!(described(&[9, 0]).is_err());
    }
}
