//! The explanations of all generated pairs, as one number. The same line runs in WebAssembly as a test of the root package.

use passerelle_rules::matching::sample::{DIGEST, PAIRS, digest};

#[test]
fn the_server_matches_as_the_browser_does() {
    assert_eq!(digest(PAIRS), DIGEST);
}

#[test]
fn the_digest_tells_pairs_apart() {
    let prefixes = [digest(0), digest(1), digest(2), digest(1_000)];
    assert!((1..prefixes.len()).all(|index| !prefixes[..index].contains(&prefixes[index])), "{prefixes:?}");
}
