"""Fills a server that has the demo content with some of each thing that people make, and prints what it asked for.

The fuzz draws names and bodies from these requests, so that it meets things that are there. A request that the server
refuses here ends it all: a world that lacks something would be fuzzed with less than it seems.
"""

import datetime
import json
import sys
import urllib.parse
import uuid

import requests

ADDRESS = sys.argv[1].rstrip("/")
PASSWORD = "passerelle-demo"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\nThe address bar\nis at the top.\n"
SUBRIP = "1\n00:00:01,000 --> 00:00:04,000\nThe address bar\n"
FORMS = ["txt", "brf.txt", "srt", "vtt"]
SOON = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=9)).strftime("%Y-%m-%dT09:00:00Z")
AGO = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=90)).strftime("%Y-%m-%d")
TODAY = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")

# Method, path without its query, JSON body or the text of a file, and the query where there is one. What the fuzz draws from.
asked = []

# Where the second page of a list begins, by path.
cursors = {}


def name():
    """A name as browsers give one. The same in each run."""
    name.last = getattr(name, "last", 0) + 1
    return str(uuid.UUID(int=name.last))


class Person:
    """Somebody who is signed in. The cookie is for HTTPS alone, so that it is carried by hand."""

    def __init__(self, role):
        self.cookie = ""
        answer = self.exchange("POST", "/api/session", {"email": f"{role}@example.org", "password": PASSWORD})
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.account = answer.json()["account"]

    def exchange(self, method, path, body=None, data=None):
        path_alone, _, query = path.partition("?")
        said = data.decode() if data is not None else body
        asked.append([method, path_alone, said, dict(urllib.parse.parse_qsl(query))])
        headers = {"Cookie": self.cookie}
        if data is not None:
            headers["Content-Type"] = "application/octet-stream"
        answer = requests.request(method, ADDRESS + path, json=body, data=data, headers=headers, timeout=30)
        if not answer.ok:
            sys.exit(f"{method} {path} answered {answer.status_code}: {answer.text}")
        return answer

    def send(self, method, path, body=None, data=None):
        answer = self.exchange(method, path, body, data)
        reply = answer.json() if answer.headers.get("content-type") == "application/json" else None
        if isinstance(reply, dict) and reply.get("next"):
            cursors[path.split("?")[0]] = reply["next"]
        return reply


def sign_up(role):
    """Makes an account that has nothing yet."""
    account = {"name": f"Some {role}", "email": f"{role}@example.org", "password": PASSWORD}
    requests.post(f"{ADDRESS}/api/accounts", json=account, timeout=30).raise_for_status()


def may_be_deleted(path):
    """Names what the fuzz may delete; the rest stays, so that it does not run out of things to ask for."""
    asked.append(["DELETE", path, None])


def named(person, path, body, times=3):
    """Makes things that the browser names, and offers a further one to be deleted."""
    made = [name() for _ in range(times)]
    gone = name()
    for key in [*made, gone]:
        # Some may not have the name of another one.
        own = {"name": f"{body['name']} {key[-6:]}"} if "name" in body else {}
        person.send("PUT", f"{path}/{key}", body | own)
    may_be_deleted(f"{path}/{gone}")
    return made


def learning(learner, mentor, staff):
    course = "first-steps-online"
    shown = learner.send("GET", f"/api/courses/{course}")
    chapters = [chapter["slug"] for chapter in shown["chapters"]]
    quizzes = []
    for chapter in chapters:
        path = f"/api/courses/{course}/chapters/{chapter}"
        learner.send("GET", path)
        learner.send("PUT", f"{path}/progress", {"read": True, "reading_block": 1})
        quiz = learner.send("GET", f"{path}/quiz")["questions"]
        answers = [{"question": it["id"], "choices": [it["choices"][0]["id"]]} for it in quiz]
        for tries in range(3):
            marked = learner.send("POST", f"{path}/attempts", {"key": name(), "answers": answers})
            if tries == 1:
                # What is right stands in the answer to the second try.
                right = [(it["id"], [it["id"] for it in it["choices"] if it["correct"]]) for it in marked["questions"]]
                answers = [{"question": question, "choices": choices} for question, choices in right]
        quizzes += answers
    for form in FORMS:
        learner.send("GET", f"/api/courses/{course}/chapters/{chapters[0]}/transcript/{form}?language=en")
    item = {"course": course, "chapter": chapters[0], "answers": [], "position_ms": 1000, "read": True}
    learner.send("POST", "/api/progress/import", {"items": [item]})
    code = learner.send("POST", f"/api/courses/{course}/certificate")["code"]
    learner.send("GET", f"/api/certificates/{code}")
    named(learner, "/api/notes", {"course": course, "chapter": chapters[0], "text": "Read again", "position_ms": 1000})
    mentor.send("GET", f"/api/courses/{course}/tracks")
    track = f"/api/courses/{course}/chapters/{chapters[0]}/tracks"
    mentor.send("PUT", f"{track}?kind=captions&language=es", data=CAPTIONS.encode())
    for file in [CAPTIONS, SUBRIP]:
        mentor.send("POST", f"{track}/check?kind=captions&language=es", data=file.encode())
    may_be_deleted(track)
    staff.send("POST", f"/api/courses/{course}/authors", {"email": "mentor@example.org"})
    may_be_deleted(f"/api/courses/{course}/authors/{mentor.account['id']}")
    staff.send("PUT", f"/api/courses/{course}/publication", {"published": True})
    report = {"text": "Too quiet", "page": f"/courses/{course}", "contact": "", "key": name()}
    learner.send("POST", "/api/reports", report | {"course": course, "chapter": chapters[0], "second": 4})
    for kept in staff.send("GET", "/api/staff/reports")["items"]:
        staff.send("PUT", f"/api/staff/reports/{kept['id']}", {"state": "seen"})
    return {
        "CourseSlug": [course],
        "ChapterSlug": chapters,
        "QuestionId": [it["question"] for it in quizzes],
        "ChoiceId": [choice for it in quizzes for choice in it["choices"]],
    }


def seated(employer, people):
    """Gives people seats in an organisation, each the one that they are called by."""
    for role, person in people.items():
        employer.send("POST", "/api/employer/invitations", {"email": person.account["email"], "role": role})
        # Whoever is a member already cannot be invited.
        asked.pop()
        (invitation,) = [it["id"] for it in person.send("GET", "/api/invitations")]
        person.send("POST", f"/api/invitations/{invitation}/acceptance")


def organisation(employer, jury, staff, others, newcomer):
    company = employer.account["employer"]["slug"]
    # Each of another name: an ad that repeats another one takes no applications.
    titles = [
        "Apprenticeship on the web", "Pages for a museum", "Forms for a town", "Letters for a clinic", "Maps for walkers",
        "A shop for bakers",
    ]
    content = {
        "title": titles[0], "summary": "Pages for everybody.", "description": "## Days\n\n- HTML",
        "lang": "en", "contract": "apprenticeship", "level": 4, "remote": "hybrid", "place": "lyon",
        "pay": {"min": 1000, "max": 1200, "currency": "EUR", "period": "month"}, "start": SOON[:10],
        "duration_months": 24, "training_days": 1, "must": ["html"], "nice": ["css"], "languages": ["fr"],
        "openings": 2, "steps": "We answer within a week.", "questions": [], "about_public": False,
        "occupation": "M1855",
    }
    jobs = []
    for title, publishes in zip(titles, (True, True, True, True, False, False)):
        content = content | {"title": title}
        draft = employer.send("POST", "/api/employer/drafts", {})
        path = f"/api/employer/drafts/{draft['id']}"
        draft = employer.send("PUT", path, {"version": draft["version"], "content": content})
        employer.send("GET", f"{path}/preview")
        if publishes:
            jobs.append(employer.send("POST", f"{path}/publication", {"version": draft["version"]})["job"])
        for version in (2, 3):
            # Each time a draft is kept, the next one who changes it has to know of it.
            asked.append(["PUT", path, {"version": version, "content": content}])
            asked.append(["POST", f"{path}/publication", {"version": version}])
    may_be_deleted(path)
    for job in jobs:
        employer.send("POST", f"/api/employer/jobs/{job}/closing")
        employer.send("DELETE", f"/api/employer/jobs/{job}/closing")
        employer.send("GET", f"/api/jobs/{job}")
        employer.send("GET", f"/api/jobs/{job}/similar")
        employer.send("POST", f"/api/employer/jobs/{job}/draft")
    # Only an ad that nobody finds for its age is renewed: `fuzz.rs` has the content hold one. The other is too young for it.
    old = [it["card"]["slug"] for it in employer.send("GET", "/api/employer/jobs")["items"] if "stale" in it["hidden"]]
    if not old:
        sys.exit("none of the organisation's ads is old enough to be renewed")
    for job in [*old, jobs[0]]:
        asked.append(["POST", f"/api/employer/jobs/{job}/renewal", None])
    openness = {"open": True, "occupations": ["M1855"], "places": ["lyon"]}
    employer.send("PUT", "/api/employer/openness", openness)
    named(employer, "/api/employer/templates", {"name": "No", "text": "Thank you. We chose somebody else."})
    search = {"name": "HTML", "search": {"must": "html", "nice": "", "only": ""}}
    for key in named(employer, "/api/employer/talent-searches", search):
        employer.send("GET", f"/api/employer/talent-searches/{key}/news")
        employer.send("POST", f"/api/employer/talent-searches/{key}/look", {})
    training = {
        "skills": ["html", "css"], "people": 12, "region": None, "remote": True, "start_on": SOON[:10],
        "purpose": "Our shop gets a site that everybody can use.", "candidates": True,
    }
    trainings = []
    for number in range(4):
        made = employer.send("POST", "/api/employer/training", training | {"key": name()})["id"]
        trainings.append(made)
    staff.send("PUT", f"/api/staff/training/{trainings[0]}/answer", {"status": "in-talks", "words": "", "from": "sent"})
    employer.send("POST", f"/api/employer/training/{trainings[1]}/withdrawal")
    employer.send("GET", "/api/employer/training")
    staff.send("GET", "/api/staff/training")
    # What is open still can be answered and taken back by the fuzz.
    asked.append(["PUT", f"/api/staff/training/{trainings[2]}/answer", {"status": "planned", "words": "In May."}])
    asked.append(["POST", f"/api/employer/training/{trainings[3]}/withdrawal", None])
    held = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3)).strftime("%Y-%m-%d")
    interview = {"organisation": "Corner bakery", "held_on": held, "skills": ["html"], "notes": "Twice."}
    interviews = named(staff, "/api/teach/interviews", interview)
    staff.send("GET", f"/api/teach/interviews/{interviews[0]}")
    employer.send("POST", "/api/employer/invitations", {"email": "jury@example.org", "role": "viewer"})
    invitation = jury.send("GET", "/api/invitations")[0]["id"]
    jury.send("POST", f"/api/invitations/{invitation}/acceptance")
    member = f"/api/employer/members/{jury.account['id']}"
    employer.send("PATCH", member, {"role": "viewer"})
    may_be_deleted(member)
    # Each can be answered once, and inviting the same address again takes the earlier one back.
    for number, other in enumerate([*others, None, None]):
        email = other.account["email"] if other else f"guest{number}@example.org"
        made = employer.send("POST", "/api/employer/invitations", {"email": email, "role": "viewer"})
        asked.pop()
        (invitation,) = [it["id"] for it in made if it["email"] == email]
        if other is None:
            may_be_deleted(f"/api/employer/invitations/{invitation}")
        elif number < 3:
            asked.append(["POST", f"/api/invitations/{invitation}/acceptance", None])
        else:
            may_be_deleted(f"/api/invitations/{invitation}")
    text = {
        "name": "Workshop of the bridge", "about": "We mend bicycles.", "lang": "en", "size": 12, "place": "lyon",
        "website": "https://workshop.example.org/", "accessible_workplace": True, "disability_confident": False,
    }
    others[-1].send("POST", "/api/employers", text)
    read = employer.send("GET", "/api/employer")["text"]
    employer.send("PUT", "/api/employer", {"text": read | {"about": "We mend pages."}, "was": read})
    for waiting in staff.send("GET", "/api/staff/employers")["items"]:
        decision = {"approve": True, "name": waiting["name"], "website": waiting["website"], "verify_domain": False}
        staff.send("POST", f"/api/staff/employers/{waiting['slug']}/decision", decision)
    # Nobody lets this one in. What it may do before that is to write an ad.
    newcomer.send("POST", "/api/employers", text | {"name": "Oven of the bridge", "website": "https://oven.example.org/"})
    draft = newcomer.send("POST", "/api/employer/drafts", {})
    path = f"/api/employer/drafts/{draft['id']}"
    newcomer.send("PUT", path, {"version": draft["version"], "content": content})
    newcomer.send("GET", f"{path}/preview")
    employer.send("GET", f"/api/companies/{company}")
    employer.send("GET", f"/api/companies/{company}/ads")
    return company, jobs, {"TrainingId": trainings, "InterviewId": interviews}


def candidacies(candidate, learner, employer, company, jobs):
    application = {"profile": "I made a site for our club.", "message": "I would like to learn this work with you."}
    cv = candidate.send("POST", "/api/files?name=cv.pdf", data=PDF)["id"]
    candidate.send("GET", f"/api/files/{cv}")
    candidate.send("GET", f"/api/files/{cv}/content")
    sent = [
        candidate.send("POST", f"/api/jobs/{job}/applications", application | {"key": name(), "cv": cv})["id"]
        for job in jobs[:-1]
    ]
    # The last one is for the fuzz to apply to.
    asked.append(["POST", f"/api/jobs/{jobs[-1]}/applications", application | {"key": name()}])
    spontaneous = {"application": application | {"key": name()}, "occupation": "M1855"}
    candidate.send("POST", f"/api/companies/{company}/applications", spontaneous)
    received = []
    for job in jobs[:-1]:
        employer.send("GET", f"/api/employer/jobs/{job}/applications")
        employer.send("GET", f"/api/employer/jobs/{job}/pipeline")
    # Nobody is met twice at one time.
    def times(at):
        return {"place": "Here", "slots": [{"starts_at": SOON.replace("T09", f"T{9 + at:02}"), "minutes": 30}]}

    for at, id in enumerate(sent):
        path = f"/api/employer/applications/{id}"
        employer.send("POST", f"{path}/answer", {"status": "interview", "note": "Please come"})
        for slot in employer.send("POST", f"{path}/slots", times(at)):
            candidate.send("POST", f"/api/applications/{id}/slot", {"slot": slot["id"]})
        candidate.send("GET", f"/api/applications/{id}/interview.ics")
        employer.send("POST", f"{path}/views")
        note = employer.send("POST", f"{path}/notes", {"key": name(), "text": "Met her"})
        may_be_deleted(f"/api/employer/notes/{note['id']}")
        for _ in range(2):
            task = employer.send("POST", f"{path}/tasks", {"key": name(), "text": "Call", "due": SOON[:10]})["id"]
            employer.send("PATCH", f"/api/employer/tasks/{task}", {"done": True})
        may_be_deleted(f"/api/employer/tasks/{task}")
        employer.send("GET", f"{path}/fit")
        received.append(id)
    # The first one stays where a time can be chosen.
    asked.append(["POST", f"/api/applications/{sent[0]}/slots-refusal", {"words": "Mornings suit me better."}])
    employer.send("POST", "/api/employer/moves", {"applications": received[1:], "stage": "offer"})
    candidate.send("POST", f"/api/applications/{sent[-1]}/withdrawal")
    again = candidate.send("POST", f"/api/jobs/{jobs[-2]}/applications", application | {"key": name()})["id"]
    for open_still in ["answer", "notes", "tasks"]:
        asked.append(["POST", f"/api/employer/applications/{again}/{open_still}", None])
    asked.append(["POST", f"/api/applications/{again}/withdrawal", None])
    # Somebody who was hired, with a contract that each side may confirm and take back.
    hired = learner.send("POST", f"/api/jobs/{jobs[1]}/applications", application | {"key": name()})["id"]
    employer.send("POST", "/api/employer/moves", {"applications": [hired], "stage": "hired"})
    signature = {"signed": TODAY, "starts": SOON[:10]}
    own, theirs = f"/api/applications/{hired}", f"/api/employer/applications/{hired}"
    learner.send("PUT", f"{own}/signature", signature)
    learner.send("DELETE", f"{own}/signature")
    employer.send("PUT", f"{theirs}/signature", signature)
    employer.send("DELETE", f"{theirs}/signature")
    for side in [own, theirs]:
        asked.append(["PUT", f"{side}/signature", signature])
    # Another, whose contract both confirmed, so that each side may say that it ended. Nothing else touches it.
    signed = learner.send("POST", f"/api/jobs/{jobs[2]}/applications", application | {"key": name()})["id"]
    employer.send("POST", "/api/employer/moves", {"applications": [signed], "stage": "hired"})
    own, theirs = f"/api/applications/{signed}", f"/api/employer/applications/{signed}"
    learner.send("PUT", f"{own}/signature", signature)
    employer.send("PUT", f"{theirs}/signature", signature)
    for side in [own, theirs]:
        asked.append(["POST", f"{side}/ending", {"day": TODAY}])
    # Another, which no answer closes before times are offered.
    other = learner.send("POST", f"/api/jobs/{jobs[0]}/applications", application | {"key": name()})["id"]
    asked.append(["POST", f"/api/employer/applications/{other}/slots", times(len(sent))])
    outside = {
        "employer": "Elsewhere", "title": "Web", "url": "https://elsewhere.example.org/", "note": "", "status": "sent",
    }
    named(candidate, "/api/outside-applications", outside)
    for key in named(candidate, "/api/saved-searches", {"name": "Lyon", "search": {"place": "lyon"}}):
        candidate.send("GET", f"/api/saved-searches/{key}/news")
        candidate.send("POST", f"/api/saved-searches/{key}/look", {})
    return {"JobSlug": jobs, "ApplicationId": [*sent, hired], "FileId": [cv]}


def meeting(candidate, learner, employer, jobs):
    profile = {
        "visible": True, "headline": "Pages that everybody can use", "about": "I like forms.", "lang": "en",
        "skills": ["html", "css"], "level": 4, "place": "lyon", "radius_km": 60, "remote": ["on-site", "hybrid"],
        "contracts": ["apprenticeship"], "languages": [{"code": "fr", "cefr": "C1"}],
        "projects": [{
            "title": "Club pages", "text": "A site for a club.", "skills": ["html"], "year": 2024,
            "link": "https://club.example.org", "defence": {"day": "2024-06-20", "heard_by": "A jury", "shown": True},
        }],
    }
    talent = candidate.send("PUT", "/api/profile", profile)["id"]
    candidate.send("PUT", "/api/profile/privacy", {"blocked": [], "hidden": ["pay"], "named": ["Acme", "acme.example"]})
    candidate.send("PUT", "/api/account/declaration/groups", {"consent": True, "age": "26-to-44"})
    candidate.send("PUT", "/api/account/declaration/health", {"consent": True, "disability": "no"})
    found = [card["id"] for card in employer.send("GET", "/api/talents")["items"]]
    talents = [talent] + [it for it in found if it != talent][:2]
    contact = {"job": jobs[0], "pay_min": 1000, "pay_max": 1200, "message": "We would like to show you our workshop."}
    for it in talents:
        employer.send("GET", f"/api/talents/{it}")
    made = employer.send("POST", f"/api/talents/{talent}/contacts", contact | {"key": name()})
    candidate.send("POST", f"/api/contacts/{made['id']}/answer", {"accept": True})
    # Whoever accepted is not asked again; the answer to this one is for the fuzz to give.
    other = learner.send("PUT", "/api/profile", profile | {"projects": []})["id"]
    waiting = employer.send("POST", f"/api/talents/{other}/contacts", contact | {"job": jobs[1], "key": name()})
    asked.append(["POST", f"/api/contacts/{waiting['id']}/answer", {"accept": False}])
    for key in named(employer, "/api/employer/shortlists", {"name": "First"}):
        for it in talents:
            employer.send("PUT", f"/api/employer/shortlists/{key}/talents/{it}")
        may_be_deleted(f"/api/employer/shortlists/{key}/talents/{talents[-1]}")
    employer.send("GET", "/api/employer/views")
    return {"TalentId": talents, "ContactId": [made["id"]]}


def coaching(people, mentor):
    """The first has a coach and chose a time; the second has one and may choose, or end it; the third was offered times,
    which others may take the place of; nobody took the last. What is left open is for the fuzz."""
    ask = {"help": ["cv", "interview"], "text": "My first job.", "reachable": ["evenings"], "lang": "en"}
    made = [person.send("POST", "/api/coaching", ask | {"key": name()})["id"] for person in people]
    mentor.send("GET", "/api/coaching/open")
    times = {"slots": [{"starts_at": SOON, "minutes": 30}], "way": "link", "link": "https://meet.example.org/bridge"}
    for number, id in enumerate(made[:-1]):
        mentor.send("POST", f"/api/coaching/{id}/taking")
        offered = mentor.send("POST", f"/api/coaching/{id}/times", times)["times"]
        mentor.send("POST", f"/api/coaching/{id}/messages", {"text": "Bring your CV.", "key": name()})
        if number == 0:
            people[0].send("POST", f"/api/coaching/{id}/choice", {"slot": offered[0]["id"], "none": False})
            people[0].send("GET", f"/api/coaching/{id}/meeting.ics")
        elif number == 1:
            asked.append(["POST", f"/api/coaching/{id}/choice", {"slot": None, "none": True}])
            asked.append(["POST", f"/api/coaching/{id}/end", None])
    asked.append(["POST", f"/api/coaching/{made[-1]}/taking", None])
    people[0].send("GET", "/api/coaching")
    return {"CoachingId": made}


def main():
    roles = ["learner", "candidate", "employer", "mentor", "staff", "jury", "partner"]
    learner, candidate, employer, mentor, staff, jury, partner = map(Person, roles)
    # These have no account in the demo; `fuzz.rs` asks as them as well.
    for role in ["viewer", "recruiter", "newcomer"]:
        sign_up(role)
    seated(employer, {role: Person(role) for role in ["viewer", "recruiter"]})
    for country in ["FR", "GB", "US"]:
        learner.send("GET", f"/api/apprenticeships/{country}")
    sign_up("somebody")
    account = {"name": "Somebody", "password": "a quiet blue harbour"}
    asked.append(["POST", "/api/accounts", account | {"email": "another@example.org"}])
    learner.send("PATCH", "/api/account", {"language": "en", "theme": "dark"})
    for path in ["/api/outcomes", "/api/outcomes/board", "/api/account/outcome"]:
        learner.send("GET", path)
    # The demo's learner holds a certificate that is old enough to be asked.
    answer = {
        "situation": "job", "related": True, "began_on": AGO, "pay_now": 1800, "currency": "EUR", "period": "month",
    }
    learner.send("PUT", "/api/account/outcome", answer)
    learner.send("PUT", "/api/account/preferences", {"items": [{"name": "speed", "value": "1", "chosen_ms": 1}]})
    pools = learning(learner, mentor, staff)
    company, jobs, further = organisation(
        employer, jury, staff, [learner, candidate, mentor, staff, partner], Person("newcomer")
    )
    pools |= further
    pools |= candidacies(candidate, learner, employer, company, jobs)
    pools |= meeting(candidate, learner, employer, jobs)
    pools |= coaching([candidate, learner, partner, jury], mentor)
    pools |= {
        "EmployerSlug": [company],
        "AccountId": [jury.account["id"], mentor.account["id"]],
        "PlaceSlug": [place["slug"] for place in learner.send("GET", "/api/places")][:8],
        "OccupationCode": [it["code"] for it in learner.send("GET", "/api/directory/occupations")][:8] + ["M1855"],
        "SkillCode": [skill["code"] for skill in learner.send("GET", "/api/skills")][:8] + ["html", "css"],
    }
    for path in ["/api/jobs", "/api/companies", "/api/courses", "/api/talents", "/api/transcripts?q=page"]:
        employer.send("GET", path)
    # What is offered to the fuzz alone has no query.
    print(json.dumps({"asked": [[*it, {}][:4] for it in asked], "cursors": cursors, "pools": pools}, indent=1))


main()
