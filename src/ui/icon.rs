//! The icons: strokes on a 24 by 24 grid, drawn inline so that they take the colour of the words beside them.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Accessibility,
    Alert,
    Back,
    Book,
    Bookmark,
    Bridge,
    Briefcase,
    Calendar,
    Captions,
    Certificate,
    Check,
    Chevron,
    Clock,
    Close,
    Cross,
    Describe,
    Download,
    Edit,
    Expand,
    External,
    Eye,
    Filter,
    Forward,
    Globe,
    House,
    Info,
    Level,
    Lock,
    Menu,
    Minus,
    Moon,
    Move,
    Muted,
    Next,
    Pause,
    Pay,
    People,
    Person,
    Place,
    Play,
    Plus,
    Print,
    Rewind,
    Search,
    Send,
    Settings,
    Shrink,
    Sign,
    Star,
    Sun,
    Transcript,
    Trash,
    Upload,
    Volume,
}

impl Icon {
    /// Every icon, for the gallery.
    pub const ALL: &[Self] = &[
        Self::Accessibility,
        Self::Alert,
        Self::Back,
        Self::Book,
        Self::Bookmark,
        Self::Bridge,
        Self::Briefcase,
        Self::Calendar,
        Self::Captions,
        Self::Certificate,
        Self::Check,
        Self::Chevron,
        Self::Clock,
        Self::Close,
        Self::Cross,
        Self::Describe,
        Self::Download,
        Self::Edit,
        Self::Expand,
        Self::External,
        Self::Eye,
        Self::Filter,
        Self::Forward,
        Self::Globe,
        Self::House,
        Self::Info,
        Self::Level,
        Self::Lock,
        Self::Menu,
        Self::Minus,
        Self::Moon,
        Self::Move,
        Self::Muted,
        Self::Next,
        Self::Pause,
        Self::Pay,
        Self::People,
        Self::Person,
        Self::Place,
        Self::Play,
        Self::Plus,
        Self::Print,
        Self::Rewind,
        Self::Search,
        Self::Send,
        Self::Settings,
        Self::Shrink,
        Self::Sign,
        Self::Star,
        Self::Sun,
        Self::Transcript,
        Self::Trash,
        Self::Upload,
        Self::Volume,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::Accessibility => "M12 5.5v-.01M5 8.5l7 1.5 7-1.5M12 10v4.5M12 14.5 8.5 21M12 14.5l3.5 6.5",
            Self::Alert => "M12 3.5 22 20.5H2zM12 10v4.5M12 17.5v-.01",
            Self::Back => "M20 12H4M11 5l-7 7 7 7",
            Self::Book => "M12 6.5C10 4.5 7 4 3 4v14.5c4 0 7 .5 9 2.5 2-2 5-2.5 9-2.5V4c-4 0-7 .5-9 2.5zM12 6.5V21",
            Self::Bookmark => "M6 3h12v18l-6-4.5L6 21z",
            Self::Bridge => "M2 18h20M3 18C5 10 8.5 6 12 6s7 4 9 12M8 18v-7.5M12 18V6M16 18v-7.5",
            Self::Briefcase => "M3 7.5h18V20H3zM9 7.5V4h6v3.5M3 13h18M12 12v2.5",
            Self::Calendar => "M4 5h16v15.5H4zM4 10h16M8.5 2.5V7M15.5 2.5V7",
            Self::Captions => {
                "M3 5h18v14H3zM10.5 10.5C9 9.2 6.5 10 6.5 12s2.5 2.8 4 1.500M17.5 10.500c-1.5-1.3-4-.5-4 1.500s2.5 2.8 4 1.5"
            }
            Self::Certificate => {
                "M20 14V4H4v12h6M8 8h8M8 12h4M16.5 19a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM14.5 18.500V22l2-1 2 1v-3.5"
            }
            Self::Check => "M4.5 12.5 10 18 20 6.5",
            Self::Chevron => "M9 5l7 7-7 7",
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.500l3.5 2",
            Self::Close => "M5.5 5.500l13 13M18.5 5.500l-13 13",
            Self::Cross => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9 9l6 6M15 9l-6 6",
            Self::Describe => "M3 5h18v11h-9l-5 4v-4H3zM7 9h10M7 12.500h6",
            Self::Download => "M12 4v11M7 10.500l5 5 5-5M4 20h16",
            Self::Edit => "M4 20l1-5L16 4l4 4L9 19zM13.5 6.500l4 4",
            Self::Expand => "M4 9.5V4h5.5M14.5 4H20v5.500M20 14.500V20h-5.5M9.5 20H4v-5.5",
            Self::External => "M14 4h6v6M20 4l-9 9M10 5H4v15h15v-6",
            Self::Eye => "M2 12c3-5 6.5-7 10-7s7 2 10 7c-3 5-6.5 7-10 7s-7-2-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
            Self::Filter => "M3 6h18M6.5 12h11M10 18h4",
            Self::Forward => "M20 4v5.500h-5.5M19.5 9.500A8 8 0 1 0 20 13.500",
            Self::Globe => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
            Self::House => "M3 11.5 12 4l9 7.500M5.5 10v10h13V10M10 20v-6h4v6",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.500M12 7.500v-.01",
            Self::Level => "M4 20v-5h4v5zM10 20V10h4v10zM16 20V4h4v16z",
            Self::Lock => "M5 11h14v9.500H5zM8 11V7.500a4 4 0 0 1 8 0V11M12 15v2",
            Self::Menu => "M3 6h18M3 12h18M3 18h18",
            Self::Minus => "M4.5 12h15",
            Self::Moon => "M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z",
            Self::Move => "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
            Self::Muted => "M4 9.500v5h3.5L12 19V5L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5",
            Self::Next => "M4 12h16M13 5l7 7-7 7",
            Self::Pause => "M8 5v14M16 5v14",
            Self::Pay => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM15.5 8.500c-3-2-6 0-6 3.500s3 5.5 6 3.500M7.5 11h5M7.5 13.500h5"
            }
            Self::People => {
                "M9 11.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-7 13-7 13 0M16 4.800a3.5 3.5 0 0 1 0 6.400M18 14.500c2.5.8 3.5 3 3.5 5.5"
            }
            Self::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-8 16-8 16 0",
            Self::Place => {
                "M12 21.500c-5-5-7-8.5-7-11.500a7 7 0 0 1 14 0c0 3-2 6.5-7 11.500zM12 12.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
            }
            Self::Play => "M7 4.500v15l12-7.500z",
            Self::Plus => "M12 4.500v15M4.5 12h15",
            Self::Print => "M7 9V3.500h10V9M7 17H3.500V9h17v8H17M7 14h10v6.500H7z",
            Self::Rewind => "M4 4v5.500h5.5M4.5 9.500A8 8 0 1 1 4 13.500",
            Self::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
            Self::Send => "M3 11.5 21 4l-5 17-4.5-7.500zM11.5 13.5 21 4",
            Self::Settings => {
                "M3 7h9M18 7h3M3 17h3M12 17h9M15 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM9 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"
            }
            Self::Shrink => "M9.5 4v5.500H4M20 9.500h-5.5V4M14.5 20v-5.500H20M4 14.500h5.5V20",
            Self::Sign => {
                "M8 12V5.500a1.5 1.5 0 0 1 3 0V11M11 10V4a1.5 1.5 0 0 1 3 0v6.500M14 11V6a1.5 1.5 0 0 1 3 0v8c0 5-3 7.5-6 7.5-2.5 0-4-1-5-3l-2.5-5c-.6-1.6 1.3-2.5 2.3-1.200L8 15"
            }
            Self::Star => "M12 3.500l2.6 5.6 6.1.7-4.5 4.2 1.2 6-5.4-3-5.4 3 1.2-6L3.3 9.800l6.1-.7z",
            Self::Sun => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2.500M12 19.500V22M2 12h2.500M19.5 12H22M5 5l1.7 1.700M17.3 17.3 19 19M19 5l-1.7 1.700M6.7 17.3 5 19"
            }
            Self::Transcript => "M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h4",
            Self::Trash => "M4 6.500h16M9 6.500V3.500h6v3M6 6.5 7 21h10l1-14.500M10 10.500v6.500M14 10.500v6.5",
            Self::Upload => "M12 16V4.500M7 9l5-5 5 5M4 20h16",
            Self::Volume => "M4 9.500v5h3.5L12 19V5L7.500 9.500zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11",
        }
    }

    /// Whether it points along the line of reading, so that it turns round where text runs from right to left.
    const fn points(self) -> bool {
        matches!(self, Self::Back | Self::Next | Self::Chevron | Self::Send | Self::External | Self::Describe)
    }
}

/// An icon. It never stands alone: the words beside it, or the name of its button, say what it says.
#[component]
pub fn Glyph(
    icon: Icon,
    /// Width and height in CSS pixels at the base size of text; it grows with the text.
    #[prop(default = 20)]
    size: u16,
) -> impl IntoView {
    // In thousandths, because writing a fraction would bring 13 KB of the standard library to every page.
    let thousandths = u32::from(size) * 1_000 / 18;
    let size = format!("{}.{:03}em", thousandths / 1_000, thousandths % 1_000);
    view! {
        <svg
            class=if icon.points() { "icon icon-points" } else { "icon" }
            viewBox="0 0 24 24"
            width=size.clone()
            height=size
            aria-hidden="true"
            focusable="false"
        >
            <path d=icon.path()></path>
        </svg>
    }
}
