//! Bars beside their figures: a chart that is a table, so that neither is missing where the other is needed.

use leptos::{prelude::*, text_prop::TextProp};

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub label: String,
    pub value: f64,
    /// The value as the reader's language writes it.
    pub text: String,
}

/// Horizontal bars, the longest of which fills its column, or `max` does.
#[component]
pub fn BarChart(
    /// What the chart shows, with its unit.
    #[prop(into)]
    caption: TextProp,
    /// What the bars are, such as "Region".
    #[prop(into)]
    label_head: TextProp,
    /// What their lengths are, such as "Share of learners".
    #[prop(into)]
    value_head: TextProp,
    #[prop(into)] bars: Signal<Vec<Bar>>,
    /// What a full column stands for, such as 1 for shares; the longest bar when left out.
    #[prop(optional)]
    max: Option<f64>,
    /// Where the figures come from.
    #[prop(optional, into)]
    source: Option<TextProp>,
) -> impl IntoView {
    let rows = move || {
        let bars = bars.get();
        let full = max.unwrap_or_else(|| bars.iter().map(|bar| bar.value).fold(0.0, f64::max));
        bars.into_iter().map(|bar| row(bar, full)).collect_view()
    };
    view! {
        <figure class="chart">
            <table class="chart-table">
                <caption class="chart-caption">{move || caption.get()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{move || label_head.get()}</th>
                        <th scope="col">{move || value_head.get()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {source.map(|source| view! { <figcaption class="chart-source">{move || source.get()}</figcaption> })}
        </figure>
    }
}

fn row(bar: Bar, full: f64) -> impl IntoView {
    // A width is an attribute in SVG: a style attribute would be refused by the site's content security policy.
    // Whole tenths, because writing a fraction would bring 13 KB of the standard library.
    let tenths = (share(bar.value, full) * 10.0).round() as u32;
    let length = format!("{}.{}%", tenths / 10, tenths % 10);
    view! {
        <tr>
            <th scope="row">{bar.label}</th>
            <td class="chart-cell">
                <span class="chart-value">{bar.text}</span>
                <svg class="chart-track" aria-hidden="true" focusable="false">
                    <rect class="chart-bar" width=length height="100%"></rect>
                </svg>
            </td>
        </tr>
    }
}

/// The part of the column that a bar fills, in hundredths.
fn share(value: f64, full: f64) -> f64 {
    if full > 0.0 { (value / full * 100.0).clamp(0.0, 100.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_bar_never_leaves_its_column() {
        assert_eq!(share(3.0, 4.0), 75.0);
        assert_eq!(share(9.0, 4.0), 100.0);
        assert_eq!(share(-1.0, 4.0), 0.0);
    }

    #[test]
    fn a_chart_of_zeros_has_empty_bars() {
        assert_eq!(share(0.0, 0.0), 0.0);
    }
}
