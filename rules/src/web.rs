//! Addresses that people write and that become links.

/// The host that a browser opens for an address; none where the address hides it: what stands before an `@` is no host, and a `\` is
/// a `/` to browsers.
pub fn host(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    (!authority.contains(['@', '\\']) && !host.is_empty()).then_some(host)
}

/// The domain of a website, as the domain name system has it and without `www.`; nothing where it is none that anybody could own. Letters
/// beyond English ones are written in many ways: in capitals, with accents of their own, or as the `xn--` that browsers copy.
pub fn domain(website: &str) -> Option<String> {
    let website = website.trim().to_ascii_lowercase();
    let host = idna::domain_to_ascii(host(&website)?).ok()?;
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_name =
        |part: &str| !part.is_empty() && part.len() <= 63 && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    let is_number = host.rsplit('.').next().is_some_and(|last| last.chars().all(|c| c.is_ascii_digit()));
    (host.contains('.') && !is_number && host.len() <= 200 && host.split('.').all(is_name)).then(|| host.to_owned())
}

/// Whether an address may become a link. It is read by nobody on the way, names a host that somebody could own, and neither an account
/// at it nor anything that a browser would run.
pub fn is_link(address: &str) -> bool {
    let named = |host: &str| host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>');
    address.starts_with("https://") && host(address).is_some_and(named) && !address.contains(odd)
}
