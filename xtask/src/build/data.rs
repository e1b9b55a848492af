//! What a module puts into memory when it starts, taken out of it, so that whoever loads it can do so once.

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};
use wasm_encoder::{CustomSection, Encode as _, Module, RawSection, Section as _};
use wasmparser::{DataKind, Operator, Parser, Payload};

/// The custom section that holds the data of a module, one part after another: its address and its length, in LEB128, and its bytes.
const SECTION: &str = "data";

/// Bytes that belong at an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    address: u32,
    bytes: Vec<u8>,
}

/// Takes the data out of the module in a file. What is zero is left out, because memory is zero.
pub fn take_out(file: &Path) -> Result<Vec<Part>> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let mut module = Module::new();
    let mut parts = Vec::new();
    for payload in Parser::new(0).parse_all(&bytes) {
        match payload? {
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    parts.push(Part { address: address(&data.kind)?, bytes: data.data.to_vec() });
                }
            }
            Payload::DataCountSection { .. } => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    module.section(&RawSection { id, data: &bytes[range] });
                }
            }
        }
    }
    parts.retain(|part| part.bytes.iter().any(|byte| *byte != 0));
    fs::write(file, module.finish())?;
    Ok(parts)
}

fn address(kind: &DataKind) -> Result<u32> {
    let DataKind::Active { memory_index: 0, offset_expr } = kind else {
        bail!("a module holds data that is not put into memory when it starts");
    };
    match offset_expr.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("the address of data is not known before it is loaded: {other:?}"),
    }
}

/// Puts data into the module in a file, where only the script that loads it looks.
pub fn put_in(file: &Path, mut parts: Vec<Part>) -> Result<()> {
    parts.sort();
    let mut data = Vec::new();
    for part in parts {
        part.address.encode(&mut data);
        part.bytes.encode(&mut data);
    }
    let mut module = fs::read(file)?;
    CustomSection { name: SECTION.into(), data: data.into() }.append_to(&mut module);
    fs::write(file, module)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, DataSection, MemorySection, MemoryType};

    use super::*;

    #[test]
    fn data_leaves_a_module_and_comes_back_where_only_the_script_looks() {
        let mut memory = MemorySection::new();
        memory.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(1_167_844), *b"bridge");
        data.active(0, &ConstExpr::i32_const(8), [0; 4]);
        let mut module = Module::new();
        module.section(&memory).section(&data);
        let file = std::env::temp_dir().join(format!("passerelle-data-{}.wasm", std::process::id()));
        fs::write(&file, module.finish()).unwrap();

        let parts = take_out(&file).unwrap();
        assert_eq!(parts, [Part { address: 1_167_844, bytes: b"bridge".to_vec() }]);
        put_in(&file, parts).unwrap();
        let bytes = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();

        let sections: Vec<_> = Parser::new(0).parse_all(&bytes).map(Result::unwrap).collect();
        assert!(!sections.iter().any(|payload| matches!(payload, Payload::DataSection(_))));
        let custom = sections.iter().find_map(|payload| match payload {
            Payload::CustomSection(section) if section.name() == SECTION => Some(section.data()),
            _ => None,
        });
        assert_eq!(custom, Some([&[0xe4, 0xa3, 0x47, 6], b"bridge".as_slice()].concat().as_slice()));
    }
}
