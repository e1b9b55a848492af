//! A world in which a candidate, an organisation, somebody who teaches and those who work here have one of each thing that
//! a path names.

use std::collections::BTreeMap;

use chrono::DateTime;
use passerelle_api::{
    NoQuery,
    account::{Language, Role, SeatRole},
    captions::{TrackQuery, upload_path},
    certificate::AwardCertificate,
    coaching::{AskForCoach, ChooseCoachingTime, OfferCoachingTimes, TakeCoaching},
    course::TrackKind,
    id::{AccountId, ApplicationId},
    interview::SaveInterview,
    invitation::{Invite, NewInvitation},
    job::{Apply, FileRef, NewApplication},
    note::SaveNote,
    organisation::RegisterOrganisation,
    outside::SaveOutside,
    pipeline::{AddNote, AddTask, ChooseSlot, NewSlot, NewSlots, OfferSlots, SaveTemplate, SlotChoice},
    posting::{AdContent, DraftChange, NewDraft, SaveDraft, StartDraft},
    reference::InLanguage,
    report::{ListReports, ReportQuery, SendReport},
    saved_search::SaveSearch,
    shared::{ListTalent, SaveShortlist},
    talent::{AskContact, ProfileChange},
    talent_search::SaveTalentSearch,
    training::AskForTraining,
};
use passerelle_server::store::{employer, teaching};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    fixture::{self, DAY_MS, application, contact},
    support::{
        Person, START_MS, Server,
        catalogue::{CHAPTER, COURSE, write_media},
    },
};

/// A syllable in every name, address and text of the owners.
pub const OWNED: &str = "quillon";

/// Captions of the world's chapter.
pub const TRACK: &str = "WEBVTT\n\n00:00.000 --> 00:04.000\nHello\n";

/// Where the owners read what they have.
const OF_CANDIDATE: &[&str] = &[
    "/api/applications",
    "/api/certificates",
    "/api/coaching",
    "/api/contacts",
    "/api/notes",
    "/api/outside-applications",
    "/api/profile",
    "/api/profile/privacy",
    "/api/progress",
    "/api/saved-searches",
];
const OF_OWNER: &[&str] = &[
    "/api/employer",
    "/api/employer/contacts",
    "/api/employer/drafts",
    "/api/employer/invitations",
    "/api/employer/jobs",
    "/api/employer/jobs/web/pipeline",
    "/api/employer/members",
    "/api/employer/shortlists",
    "/api/employer/talent-searches",
    "/api/employer/training",
];
const OF_TEACHER: &[&str] = &["/api/coaching", "/api/teach/interviews"];
const OF_STAFF: &[&str] = &[
    "/api/courses/first-steps-online/authors",
    "/api/courses/first-steps-online/tracks",
    "/api/staff/employers",
    "/api/staff/reports",
    "/api/staff/training",
];

/// What the owners have, and who they are.
pub struct World {
    pub server: Server,
    pub candidate: Person,
    pub owner: Person,
    pub teacher: Person,
    pub staff: Person,
    /// Who is invited into the organisation.
    pub guest: Person,
    /// What stands for the last part of a path, by the path up to there.
    ids: BTreeMap<&'static str, String>,
    /// What an owner could send, by the name of the endpoint.
    bodies: BTreeMap<&'static str, Value>,
}

/// JSON as what an endpoint takes.
fn typed<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

impl World {
    /// A path with the ids of what the owners have in place of its parts.
    pub fn path(&self, path: &str) -> String {
        let mut real = String::new();
        let mut rest = path;
        while let Some((before, after)) = rest.split_once('{') {
            let (_, next) = after.split_once('}').unwrap();
            let up_to_here = &path[..path.len() - next.len()];
            real = format!("{real}{before}{}", self.id(up_to_here));
            rest = next;
        }
        real + rest
    }

    /// What the owners have, by the path up to it.
    pub fn id(&self, path: &str) -> &str {
        self.ids.get(path).unwrap_or_else(|| panic!("nothing in the world for {path}"))
    }

    /// A body that would do, were it sent by who may send it.
    pub fn body(&self, endpoint: &str) -> Option<String> {
        self.bodies.get(endpoint).map(Value::to_string)
    }

    pub async fn made() -> Self {
        let server = fixture::start().await;
        write_media(&server.folder().join("media"), "browser-tour", &["en"]);
        server.import_courses().await;
        let owner = fixture::member(&server, "quillonor", "alpha").await;
        let about = ProfileChange { about: "Quillonne likes forms.".into(), ..fixture::profile() };
        let (candidate, talent) = fixture::talent(&server, "quillonne", about).await;
        let teacher = server.person("quillonaut", Role::Mentor).await;
        let staff = server.person("quillonist", Role::Staff).await;
        let guest = server.person("quillon-guest", Role::Learner).await;
        let (ids, bodies) = (BTreeMap::new(), BTreeMap::new());
        let mut world = Self { server, candidate, owner, teacher, staff, guest, ids, bodies };
        world.is("/api/talents/{talent}", talent.as_str());
        world.is("/api/employer/shortlists/{list}/talents/{talent}", talent.as_str());
        world.learning().await;
        world.organisation().await;
        world.candidacy().await;
        world.own_names().await;
        world.meeting().await;
        world.teaching().await;
        world
    }

    fn is(&mut self, path: &'static str, id: &str) {
        self.ids.insert(path, id.to_owned());
    }

    fn sends(&mut self, endpoint: &'static str, body: Value) {
        self.bodies.insert(endpoint, body);
    }

    async fn learning(&mut self) {
        let mut tx = self.server.app.store.begin().await.unwrap();
        teaching::add_author(&mut tx, COURSE, &AccountId(self.teacher.id.clone())).await.unwrap();
        tx.commit().await.unwrap();
        let track = TrackQuery { language: Some(Language::Spanish), kind: Some(TrackKind::Captions) };
        let url = upload_path(&COURSE.into(), &CHAPTER.into(), &track);
        let headers = [("content-type", "application/octet-stream")];
        let sent = self.server.send_with(&self.teacher, "PUT", &url, &headers, TRACK).await;
        assert_eq!(sent.status, 200, "{}", sent.text());
        self.server.pass_course(&self.candidate).await;
        let award = AwardCertificate { course: COURSE.into() };
        let certificate = self.server.ok(&self.candidate, award, &NoQuery {}, &()).await;
        let contact = "quillon@example.org";
        let report = typed(json!({"text": "Quillon report", "page": "/", "contact": contact, "key": "report-key-1"}));
        self.server.ok(&self.candidate, SendReport {}, &NoQuery {}, &report).await;
        let query = ReportQuery { state: None, cursor: None };
        let report = self.server.ok(&self.staff, ListReports {}, &query, &()).await.items.remove(0).id;
        self.is("/api/courses/{course}", COURSE);
        self.is("/api/courses/{course}/chapters/{chapter}", CHAPTER);
        self.is("/api/courses/{course}/chapters/{chapter}/transcript/{form}", "vtt");
        let teacher = self.teacher.id.clone();
        self.is("/api/courses/{course}/authors/{account}", &teacher);
        self.is("/api/certificates/{code}", certificate.code.as_str());
        self.is("/api/staff/reports/{report}", report.as_str());
        self.is("/api/apprenticeships/{country}", "FR");
        self.sends("SaveProgress", json!({"position_ms": 1, "reading_block": null, "read": null}));
        self.sends("SendAttempt", json!({"answers": [], "key": "attempt-key-1"}));
        self.sends("SavePublication", json!({"published": false}));
        self.sends("AddAuthor", json!({"email": "rival@example.org"}));
        self.sends("ChangeReport", json!({"state": "solved"}));
    }

    async fn organisation(&mut self) {
        let copy = NewDraft { copy_of: Some("web".into()) };
        let draft = self.server.ok(&self.owner, StartDraft {}, &NoQuery {}, &copy).await;
        let content = AdContent { title: "Quillon draft".into(), ..draft.content };
        let change = DraftChange { version: draft.version, content: content.clone() };
        let save = SaveDraft { draft: draft.id.clone() };
        let draft = self.server.ok(&self.owner, save, &NoQuery {}, &change).await;
        let colleague = fixture::member(&self.server, "quillonet", "alpha").await;
        let mut tx = self.server.app.store.begin().await.unwrap();
        let account = AccountId(colleague.id.clone());
        employer::seat(&mut tx, &"alpha".into(), &account, SeatRole::Viewer).await.unwrap();
        tx.commit().await.unwrap();
        let guest = NewInvitation { email: "quillon-guest@example.org".into(), role: Some(SeatRole::Viewer) };
        let invitation = self.server.ok(&self.owner, Invite {}, &NoQuery {}, &guest).await.remove(0).id;
        self.is("/api/employer/drafts/{draft}", draft.id.as_str());
        self.is("/api/employer/members/{account}", &colleague.id);
        self.is("/api/employer/invitations/{invitation}", invitation.as_str());
        self.is("/api/invitations/{invitation}", invitation.as_str());
        // What came with the content was never to be decided on.
        let founder = self.server.person("quillonis", Role::Learner).await;
        let (name, website) = ("Quillon bakers", "https://bakers.example.org");
        let text = typed(json!({
            "name": name, "about": "Bread.", "lang": "en", "size": 5, "place": "rennes", "website": website,
            "accessible_workplace": true, "disability_confident": false,
        }));
        let registered = self.server.ok(&founder, RegisterOrganisation {}, &NoQuery {}, &text).await;
        let registered = registered.account.unwrap().employer.unwrap().slug;
        self.is("/api/staff/employers/{employer}", registered.as_str());
        self.is("/api/companies/{company}", "alpha");
        self.is("/api/employer/jobs/{job}", "web");
        self.is("/api/jobs/{job}", "web");
        self.sends("SaveDraft", serde_json::to_value(DraftChange { version: draft.version, content }).unwrap());
        self.sends("PublishDraft", json!({"version": draft.version}));
        self.sends("ChangeMember", json!({"role": "owner"}));
        let no = json!({"name": name, "website": website, "approve": false, "reason": "No", "verify_domain": false});
        self.sends("DecideRegistration", no);
    }

    async fn candidacy(&mut self) {
        let pdf = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n".to_vec();
        let headers = [("content-type", "application/octet-stream")];
        let file = self.server.send_with(&self.candidate, "POST", "/api/files?name=quillon.pdf", &headers, pdf).await;
        let file = file.json::<FileRef>().id;
        let message = "Quillonne would like to learn this work.".to_owned();
        let sent = NewApplication { message, cv: Some(file.clone()), ..application("application-1") };
        let sent = self.server.ok(&self.candidate, Apply { job: "web".into() }, &NoQuery {}, &sent).await;
        let id: ApplicationId = sent.id;
        let slot = NewSlot { starts_at: DateTime::from_timestamp_millis(START_MS + 2 * DAY_MS), minutes: 45 };
        let slots = NewSlots { slots: vec![slot], place: "Quillon street 5".into() };
        let offer = OfferSlots { application: id.clone() };
        let offered = self.server.ok(&self.owner, offer, &NoQuery {}, &slots).await;
        let choice = SlotChoice { slot: Some(offered[0].id.clone()) };
        let choose = ChooseSlot { application: id.clone() };
        self.server.ok(&self.candidate, choose, &InLanguage::default(), &choice).await;
        let (to, text) = (AddNote { application: id.clone() }, json!({"text": "Quillon note", "key": "note-key-1"}));
        let note = self.server.ok(&self.owner, to, &NoQuery {}, &typed(text)).await;
        let text = json!({"text": "Quillon task", "due": null, "key": "task-key-1"});
        let to = AddTask { application: id.clone() };
        let task = self.server.ok(&self.owner, to, &NoQuery {}, &typed(text)).await;
        self.is("/api/files/{file}", file.as_str());
        self.is("/api/applications/{application}", id.as_str());
        self.is("/api/employer/applications/{application}", id.as_str());
        self.is("/api/employer/notes/{note}", note.id.as_str());
        self.is("/api/employer/tasks/{task}", task.id.as_str());
        self.sends("RefuseSlots", json!({"words": "Mornings suit me better."}));
        for endpoint in ["SignContract", "SignForEmployer"] {
            self.sends(endpoint, json!({"signed": "2026-01-05", "starts": "2026-02-01"}));
        }
        for endpoint in ["EndContract", "EndForEmployer"] {
            self.sends(endpoint, json!({"day": "2026-01-05"}));
        }
        self.sends("AddNote", json!({"text": "Mine now", "key": "note-key-2"}));
        self.sends("AddTask", json!({"text": "Mine now", "due": null, "key": "task-key-2"}));
        self.sends("ChangeTask", json!({"done": true}));
        self.sends("AnswerApplication", json!({"status": "interview", "reason": null, "note": null}));
        self.sends("OfferSlots", serde_json::to_value(slots).unwrap());
        self.sends("ChooseSlot", serde_json::to_value(choice).unwrap());
        self.sends("Apply", serde_json::to_value(application("application-2")).unwrap());
        let spontaneous = json!({"occupation": null, "application": application("application-3")});
        self.sends("ApplySpontaneously", spontaneous);
    }

    /// What whoever makes it names themselves.
    async fn own_names(&mut self) {
        let note = |text: &str| json!({"course": COURSE, "chapter": CHAPTER, "position_ms": null, "heading": null, "text": text});
        let thought = typed(note("Quillon thought"));
        self.server.ok(&self.candidate, SaveNote { note: "learner-note-1".into() }, &NoQuery {}, &thought).await;
        let outside = |title: &str| {
            let (employer, url) = ("Elsewhere", "https://elsewhere.example/");
            json!({"title": title, "employer": employer, "url": url, "status": "sent", "applied_on": null, "note": ""})
        };
        let (to, elsewhere) = (SaveOutside { application: "outside-00001".into() }, typed(outside("Quillon baker")));
        self.server.ok(&self.candidate, to, &NoQuery {}, &elsewhere).await;
        let search = json!({"name": "Quillon search", "search": {}});
        let (to, jobs) = (SaveSearch { search: "search-of-jobs".into() }, typed(search.clone()));
        self.server.ok(&self.candidate, to, &NoQuery {}, &jobs).await;
        self.server.app.search.catch_up(&self.server.app.store).await.unwrap();
        let (to, talents) = (SaveTalentSearch { search: "search-of-talents".into() }, typed(search));
        self.server.ok(&self.owner, to, &NoQuery {}, &talents).await;
        let template = typed(json!({"name": "Quillon no", "text": "Thank you, says Quillon."}));
        let to = SaveTemplate { template: "template-0001".into() };
        self.server.ok(&self.owner, to, &NoQuery {}, &template).await;
        let (to, list) = (SaveShortlist { list: "shortlist-0001".into() }, typed(json!({"name": "Quillon list"})));
        self.server.ok(&self.owner, to, &NoQuery {}, &list).await;
        self.is("/api/notes/{note}", "learner-note-1");
        self.is("/api/outside-applications/{application}", "outside-00001");
        self.is("/api/saved-searches/{search}", "search-of-jobs");
        self.is("/api/employer/talent-searches/{search}", "search-of-talents");
        self.is("/api/employer/templates/{template}", "template-0001");
        self.is("/api/employer/shortlists/{list}", "shortlist-0001");
        self.sends("SaveNote", note("Mine now"));
        self.sends("SaveOutside", outside("Mine now"));
        for endpoint in ["SaveSearch", "SaveTalentSearch"] {
            self.sends(endpoint, json!({"name": "Mine now", "search": {}}));
        }
        for endpoint in ["LookAtSavedSearch", "LookAtTalentSearch"] {
            self.sends(endpoint, json!({}));
        }
        self.sends("SaveTemplate", json!({"name": "Mine now", "text": "Mine now"}));
        self.sends("SaveShortlist", json!({"name": "Mine now"}));
    }

    async fn meeting(&mut self) {
        let talent = self.ids["/api/talents/{talent}"].as_str();
        let put = ListTalent { list: "shortlist-0001".into(), talent: talent.into() };
        self.server.ok(&self.owner, put, &NoQuery {}, &()).await;
        let ask = AskContact { talent: talent.into() };
        let asked = self.server.ok(&self.owner, ask, &NoQuery {}, &contact("web", "contact-key-1")).await;
        self.is("/api/contacts/{contact}", asked.id.as_str());
        self.sends("AnswerContact", json!({"accept": true}));
        self.sends("AskContact", serde_json::to_value(contact("office", "contact-key-2")).unwrap());
    }

    async fn teaching(&mut self) {
        let ask = typed(json!({
            "help": ["cv"], "text": "Quillonne looks for work.", "reachable": ["evenings"], "lang": "en", "key": "coaching-1",
        }));
        let coaching = self.server.ok(&self.candidate, AskForCoach {}, &NoQuery {}, &ask).await.id;
        self.server.ok(&self.teacher, TakeCoaching { coaching: coaching.clone() }, &NoQuery {}, &()).await;
        let slot = NewSlot { starts_at: DateTime::from_timestamp_millis(START_MS + 2 * DAY_MS), minutes: 30 };
        let times = json!({"slots": [slot], "way": "link", "link": "https://meet.example/quillon"});
        let offer = OfferCoachingTimes { coaching: coaching.clone() };
        let offered = self.server.ok(&self.teacher, offer, &NoQuery {}, &typed(times.clone())).await;
        let choice = json!({"slot": offered.times[0].id, "none": false});
        let choose = ChooseCoachingTime { coaching: coaching.clone() };
        self.server.ok(&self.candidate, choose, &NoQuery {}, &typed(choice.clone())).await;
        let held = json!({"organisation": "Quillon bakery", "held_on": "2026-01-04", "skills": ["html"], "notes": ""});
        let to = SaveInterview { interview: "interview-0001".into() };
        self.server.ok(&self.teacher, to, &InLanguage::default(), &typed(held.clone())).await;
        let course = typed(json!({
            "skills": ["html"], "people": 12, "region": null, "remote": true, "start_on": null, "candidates": true,
            "purpose": "Quillon gets a site that everybody can use.", "key": "training-1",
        }));
        let training = self.server.ok(&self.owner, AskForTraining {}, &InLanguage::default(), &course).await.id;
        self.is("/api/coaching/{coaching}", coaching.as_str());
        self.is("/api/teach/interviews/{interview}", "interview-0001");
        self.is("/api/employer/training/{training}", training.as_str());
        self.is("/api/staff/training/{training}", training.as_str());
        self.sends("OfferCoachingTimes", times);
        self.sends("ChooseCoachingTime", choice);
        self.sends("WriteCoachingMessage", json!({"text": "Mine now", "key": "message-1"}));
        self.sends("SaveInterview", held);
        self.sends("AnswerTraining", json!({"status": "planned", "words": "In May.", "from": "sent"}));
    }

    /// All that the owners read of what they have.
    pub async fn state(&self) -> Vec<String> {
        let mut state = Vec::new();
        for (who, urls) in [
            (&self.candidate, OF_CANDIDATE),
            (&self.owner, OF_OWNER),
            (&self.teacher, OF_TEACHER),
            (&self.staff, OF_STAFF),
        ] {
            for url in urls {
                let reply = self.server.send(who, "GET", url, None).await;
                assert_eq!(reply.status, 200, "{url}: {}", reply.text());
                state.push(format!("{url} {}", reply.text()));
            }
        }
        state
    }
}
