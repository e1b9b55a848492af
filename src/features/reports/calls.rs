//! What the page of reports asks of the server.

use passerelle_api::{
    NoQuery,
    id::ReportId,
    report::{ChangeReport, ListReports, Report, ReportChange, ReportList, ReportQuery, ReportState},
};

use crate::client::{self, Failure};

/// A page of reports.
pub async fn reports(query: &ReportQuery) -> Result<ReportList, Failure> {
    client::get(&ListReports {}, query).await
}

/// Says where a report stands.
pub async fn change(report: ReportId, state: ReportState) -> Result<Report, Failure> {
    client::call(&ChangeReport { report }, &NoQuery {}, &ReportChange { state: Some(state) }).await
}
