//! Addresses that people write and that become links.

/// The host that a browser opens for an address; none where the address hides it: what stands before an `@` is no host, and a `\` is
/// a `/` to browsers.
pub fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    (!authority.contains(['@', '\\']) && !host.is_empty()).then_some(host)
}

/// Whether an address may become a link. It is read by nobody on the way, names a host that somebody could own, and neither an account
/// at it nor anything that a browser would run.
pub fn is_link(address: &str) -> bool {
    let named = |host: &str| host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>');
    address.starts_with("https://") && host(address).is_some_and(named) && !address.contains(odd)
}
