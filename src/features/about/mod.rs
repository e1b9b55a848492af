//! What the site says about itself.

mod accessibility_page;

pub use self::accessibility_page::AccessibilityPage;
