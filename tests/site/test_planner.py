"""The planner in a real browser: the command line's answers, two people's stories, and nothing lost."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from build import main
from catalogue.read.reader import read_catalogue
from catalogue.rules.worked_profiles import build_question
from tests.roots import OURS
from tests.site.axe import clean
from tests.site.fonts import BROAD, USUAL, with_both_fonts, with_broad_fonts
from tests.site.host import serving
from tests.site.test_calculator import tab_to

KEY = "career-profile-1"
ON = "2026-11-22"
LIMIT = 20_000

# 14 months as a Brand Ambassador, nothing else.
BEGINNER = "jobs: [{role: Brand Ambassador, from: 2025-09-23, to: open}]\nholds: {designation: none}\n"
# Two years of leading a team with a CCSUP; an unknown school certificate.
LEADER = """# remarks and quotes are read
qualifications:
- id: '93996'
  state: completed
- {title: "Bachelor: Call Centres", nqf_level: 7, state: planned, date: 2028-02-29}
jobs:
  - role: [Team Leader, Call Centre Supervisor]   # two roles of one job
    from: 2024-11-01
    to: open
    employer: "A: B"
  - role: other
    equivalent_to: Team Leader
    from: 2023-01-01
    to: 2023-06-30
certificates: {matric: unknown}
holds:
  designation: ccsup
  awarded: 2025-01-31
  points: 25
"""
MANAGER = """
qualifications: [{id: 119830, state: completed}, {id: 57712, state: partly}, {id: 21792, state: planned}]
jobs:
  - {role: Contact Centre Manager, from: 2020-01-01, to: 2022-12-31}
  - {role: Generic Management Contact Centre, from: 2022-06-15, to: open}
certificates: {matric: equivalent}
holds: {designation: ccop, awarded: 2026-01-10, points_met: yes}
"""
PROFILES = {
    "beginner": BEGINNER,
    "leader": LEADER,
    "manager": MANAGER,
    "blank": "certificates: {matric: yes}",
}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    yield made
    made.close()


@pytest.fixture
def opened(context: BrowserContext, address: str) -> Callable[..., Page]:
    def open_page(hash_: str = "") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(f"{address}pathways/{hash_}")
        expect(page.locator("#planner")).to_be_visible()
        return page

    return open_page


@pytest.fixture(scope="module")
def left_open(browsers: Callable[[str], Browser], address: str) -> Iterator[Page]:
    """A planner for what leaves nothing behind: it is opened once."""
    page = browsers(USUAL).new_page(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{address}pathways/")
    expect(page.locator("#planner")).to_be_visible()
    ask_on(page)
    yield page
    page.close()


@pytest.fixture
def planner(opened: Callable[..., Page]) -> Page:
    page = opened()
    ask_on(page)
    return page


HELD = "[name=designation]:checked"


def unfold(page: Page, question: str) -> None:
    """Open a question with the keys; the others close."""
    tab_to(page, f".plan-ask:has(#plan-{question}) > summary")
    page.keyboard.press("Enter")


JOB = "[data-rows=job] > :last-child"
COURSE = "[data-rows=qualification] > :last-child"


def choose(page: Page, kind: str) -> None:
    """Choose a kind of work with the keys: what is typed leaves few to pass."""
    tab_to(page, f"{JOB} [data-find]")
    page.keyboard.type(kind)
    tab_to(page, f"{JOB} .plan-kinds [data-known*='{kind}'] input")
    page.keyboard.press("Space")


def count_said(page: Page, kind: str) -> int:
    """Rows that say something."""
    return page.locator(f"[data-rows={kind}] > :not(.plan-blank)").count()


def open_folds(page: Page, card: Locator) -> None:
    """Unfold all that a card holds, which is made when it opens."""
    card.locator("> details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
    if card.locator("[data-name^='way:']").count():
        expect(card.locator(".plan-route").first).to_be_attached()


def ask_on(page: Page, day: str = ON) -> None:
    page.evaluate("document.querySelector('[name=on]').closest('details').open = true")
    page.fill("[name=on]", day)
    page.press("[name=on]", "Tab")


def give(page: Page, text: str, name: str = "me.yml") -> None:
    """Import a profile."""
    page.set_input_files(
        "#plan-file", {"name": name, "mimeType": "text/plain", "buffer": text.encode("utf-8")}
    )


def given(page: Page, text: str) -> None:
    page.evaluate("document.getElementById('plan-status').textContent = ''")
    give(page, text)
    expect(page.locator("#plan-status")).to_have_text("The profile is imported.")


def saved(page: Page) -> str:
    with page.expect_download() as download:
        page.click("[data-do=export]")
    return Path(download.value.path()).read_text("utf-8")


def commanded(*words: object) -> Any:
    result = CliRunner().invoke(main, [*map(str, words), "--on", ON, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def parts(tree: dict[str, Any]) -> Iterator[list[str]]:
    yield [tree["id"], tree["state"], tree["first"] or "never"]
    for part in tree["parts"]:
        yield from parts(part)


SHOWN = """name => [...document.querySelectorAll(`[data-name="${name}"] [data-part]`)]
    .map(({dataset}) => [dataset.part, dataset.state, dataset.first])"""


@pytest.mark.parametrize("name", PROFILES)
def test_every_answer_is_the_command_lines(planner: Page, tmp_path: Path, name: str) -> None:
    given(planner, PROFILES[name])
    file = tmp_path / "me.yml"
    file.write_text(PROFILES[name], "utf-8")
    keys = planner.locator(".plan-card").evaluate_all("cards => cards.map(card => card.id.slice(8))")
    assert keys == ["ccba", "ccsup", "ccop", "ccstp", "ccidp"]
    for key in keys:
        answer = commanded("eligible", file, "--designation", key)
        card = planner.locator(f"#plan-to-{key}")
        expect(card).to_have_attribute("data-state", answer["state"])
        expect(card).to_have_attribute("data-first", answer["first"] or "never")
        open_folds(planner, card)
        for reading in answer["readings"]:
            shown = "why" if reading["adopted"] and reading["in_force"] else reading["id"]
            assert planner.evaluate(SHOWN, f"{shown}:{key}") == list(parts(reading["tree"]))
        way = commanded("path", file, "--to", key)
        if way["held"]:
            continue
        firsts = card.locator(".plan-route").evaluate_all("all => all.map(({dataset}) => dataset.first)")
        told = [route["first"] or "never" for route in way["routes"]]
        quickest = way["quickest"] or 0  # it stands open, before the others
        assert firsts == [told[quickest], *told[:quickest], *told[quickest + 1 :]]
        marked = way["quickest"] is not None and len(firsts) > 1
        assert card.locator(".plan-route h4 .tag").count() == marked


def test_worked_profiles_have_the_answers_that_were_worked_out(planner: Page) -> None:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    seen = 0
    for key in ("ccop", "ccstp"):
        file = next(one for one in catalogue.profiles.values() if one.profiles == key)
        for case in file.cases.values():
            if case.expect.refused or not case.expect.state:
                continue
            profile, day = build_question(file, case)
            text = profile.model_dump_json(exclude_none=True, exclude_defaults=True)
            given(planner, text.replace('"equivalent_to":[],', ""))
            if planner.input_value("[name=on]") != day.isoformat():
                ask_on(planner, day.isoformat())
            card = planner.locator(f"#plan-to-{key}")
            expect(card).to_have_attribute("data-state", case.expect.state)
            if case.expect.first:
                expect(card).to_have_attribute("data-first", case.expect.first)
            seen += 1
    assert seen > 20


@with_broad_fonts
def test_a_brand_ambassador_finds_out_when_the_next_step_opens(opened: Callable[..., Page]) -> None:
    page = opened()
    press = page.keyboard.press
    unfold(page, "jobs")
    choose(page, "brand ambassador")
    tab_to(page, "[name=from]")
    page.keyboard.type("09232025")
    tab_to(page, "[name=open]")
    press("Space")
    expect(page.locator("[data-rows=job] legend")).to_have_text("Job 1")
    unfold(page, "holds")
    tab_to(page, "[name=designation]")
    press("Space")
    unfold(page, "certificates")
    tab_to(page, "[name='certificate:matric']")
    press("Space")
    ask_on(page)
    tab_to(page, "#plan-chips a[href='#plan-to-ccsup']")
    expect(page.locator("#plan-chips")).to_be_in_viewport()
    press("Enter")
    card = page.locator("#plan-to-ccsup")
    expect(card.locator("h3")).to_be_in_viewport()
    # 18 months from 23 September 2025 are full with 22 March 2027.
    expect(card.locator(".plan-said")).to_have_text(
        "You have 1 of 4. Work: 14 of 18 months, full on 22 March 2027."
    )
    expect(card.locator(".plan-rows > [data-sort=running]")).to_contain_text("Full on 22 March 2027")
    # What if: a certificate by the end of June, and leading a team from January on.
    tab_to(page, "[data-name='way:ccsup'] > summary")
    press("Enter")
    said = card.locator(".plan-earliest")
    expect(said).to_contain_text("No day yet")
    tab_to(page, ".plan-try p:first-of-type input")
    page.keyboard.type("06302027")
    tab_to(page, ".plan-try p:last-of-type input")
    # More than 6 months of leading a team, from 1 January 2027, are there with 1 July 2027: a day later.
    page.keyboard.type("01012027")
    expect(said).to_have_text("Earliest day: 1 July 2027.")
    expect(card).to_have_attribute("data-first", "never")  # nothing is kept yet
    straight = card.locator(".plan-route").first
    expect(straight).to_contain_text("Straight there: 1 July 2027")
    expect(straight).to_contain_text("132 credits to study: about 1 320 hours, an estimate")
    expect(straight.locator(".plan-strip")).to_have_count(3)
    moments = straight.locator(".plan-time > li > b").all_text_contents()
    assert moments == [
        *("By 22 March 2027", "By 30 June 2027", "By 1 July 2027"),
        "On 1 July 2027, at the earliest",
    ]
    expect(straight.locator("li", has_text="leading a contact centre team").locator(".tag")).to_have_text(
        "decides the day"
    )
    assert clean(page) == []
    tab_to(page, ".plan-try > button")
    press("Enter")
    expect(page.locator("#plan-status")).to_contain_text("CCSUP: ")
    expect(card).to_have_attribute("data-first", "2027-07-01")
    assert (count_said(page, "qualification"), count_said(page, "job")) == (1, 2)


def test_a_team_leader_compares_two_readings(opened: Callable[..., Page]) -> None:
    page = opened("#to=ccop")
    tab_to_first(page, f"{COURSE} [data-find]")
    page.keyboard.type("further certificate contact")
    tab_to(page, f"{COURSE} [data-pick='93996']")
    page.keyboard.press("Enter")
    expect(page.locator(f"{COURSE} .plan-picked")).to_contain_text("Contact Centre Operations")
    unfold(page, "jobs")
    choose(page, "team leader")
    tab_to(page, "[name=from]")
    page.keyboard.type("11012024")
    tab_to(page, "[name=open]")
    page.keyboard.press("Space")
    ask_on(page)
    tab_to(page, "#plan-chips a[href='#plan-to-ccop']")
    page.keyboard.press("Enter")
    card = page.locator("#plan-to-ccop")
    expect(card).to_have_attribute("data-state", "not-met")
    others = card.locator("[data-name='others:ccop'] > summary")
    expect(others).to_contain_text("SAQA's register, present text: cannot tell")
    tab_to(page, "[data-name='others:ccop'] > summary")
    page.keyboard.press("Enter")
    saqa = card.locator("[data-name='saqa:ccop']")
    expect(saqa.locator("[data-part='saqa/1/3']")).to_be_visible()
    expect(saqa.locator("[data-part='saqa/1/3']")).to_have_attribute("data-state", "met")
    tab_to(page, "[data-name='saqa:ccop'] .plan-source a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/saqa-395/**")


def tab_to_first(page: Page, selector: str) -> None:
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.focus(".plan-ask:has(#plan-qualifications) > summary")
    tab_to(page, selector)


def test_it_is_kept_undone_and_erased(planner: Page, opened: Callable[..., Page]) -> None:
    given(planner, LEADER)
    unfold(planner, "jobs")
    planner.click("[data-rows=job] [data-remove] >> nth=1")
    expect(planner.locator("[data-add=job]")).to_be_focused()
    planner.reload()
    expect(planner.locator("[data-rows=job] > *")).to_have_count(1)
    expect(planner.locator(HELD)).to_have_value("ccsup")
    other = opened()
    unfold(other, "holds")
    other.check("[name=designation][value=ccop]")
    expect(planner.locator(HELD)).to_have_value("ccop")
    expect(planner.locator("#plan-to-ccop h3")).to_be_visible()
    expect(planner.locator("#plan-to-ccop .plan-said")).to_have_text("You hold it.")
    other.click("[data-do=undo]")
    expect(planner.locator(HELD)).to_have_value("ccsup")
    planner.click("[data-do=erase]")
    expect(planner.locator("#plan-status")).to_contain_text("erased")
    assert planner.evaluate("Object.keys(localStorage).filter(key => key.startsWith('career'))") == []
    planner.click("[data-do=undo]")
    expect(planner.locator(HELD)).to_have_value("ccsup")


@pytest.mark.parametrize(
    ("text", "fonts"),
    [("{", BROAD), ("null", USUAL), ('{"format": 99}', USUAL)],
    indirect=["fonts"],
)
def test_damaged_storage_is_kept_and_offered(planner: Page, text: str) -> None:
    planner.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    planner.reload()
    expect(planner.locator("#plan-trouble")).to_contain_text("cannot be read")
    assert clean(planner) == []
    with planner.expect_download() as download:
        planner.click("#plan-trouble >> text=Download it")
    assert Path(download.value.path()).read_text("utf-8") == text
    planner.click("#plan-trouble >> text=Erase it")
    expect(planner.locator("#plan-trouble")).to_be_empty()


@pytest.mark.parametrize("name", PROFILES)
def test_what_is_exported_is_the_same_profile(planner: Page, tmp_path: Path, name: str) -> None:
    given(planner, PROFILES[name])
    text = saved(planner)
    (tmp_path / "in.yml").write_text(PROFILES[name], "utf-8")
    (tmp_path / "out.yml").write_text(text, "utf-8")
    for key in ("ccsup", "ccop", "ccstp"):
        before, after = (
            commanded("eligible", tmp_path / file, "--designation", key) for file in ("in.yml", "out.yml")
        )
        assert before == after
    if name == "leader":
        assert yaml.safe_load(text)["jobs"][0]["employer"] == "A: B"
    planner.click("[data-do=erase]")
    given(planner, text)
    assert saved(planner) == text
    planner.click("[data-do=erase]")
    given(planner, json.dumps(yaml.load(text, yaml.BaseLoader)))
    assert saved(planner) == text


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("jobs:\n\t- role: x", (2, 1), "a tab"),
        ("jobs: &a []", (1, 7), "may not begin with this sign"),
        ("jobs: {role: x", (1, 7), "opened here and never closed"),
        ('holds: "x', (1, 8), "Quotes are opened"),
        ("jobs:\n  - role: Team Leader\n role: x", (3, 2), "does not fit the lines above"),
        ("holds:\n  designation: none\n    awarded: x", (3, 5), "too far in"),
        ("jobs: []\njobs: []", (2, 1), "a second time"),
        ("work: []", (1, 1), "no key “work”. Expected: one of qualifications, jobs, certificates, holds"),
        ("certificate: {matric: yes}", (1, 1), "Did you mean “certificates”?"),
        ("jobs: yes", (1, 1), "Expected: a list"),
        ("jobs:", (1, 1), "Expected: a list"),
        ("jobs: [{role: Team Leader, to: open}]", (1, 8), "“from” is missing"),
        ("jobs: [{role: Team Leader, from: 2026-02-30, to: open}]", (1, 28), "“2026-02-30” does not fit"),
        ("jobs: [{role: Team Leader, from: 2026-02-01, to: opn}]", (1, 46), "Did you mean “open”?"),
        (
            "jobs: [{role: Brand Ambasador, from: 2026-02-01, to: open}]",
            (1, 9),
            "Expected: one of a role of the catalogue, as it writes it; “other” for any other role. "
            "Did you mean “Brand Ambassador”?",
        ),
        ("jobs: [{role: x, role: other, from: 2026-02-02, to: open}]", (1, 18), "a second time"),
        ("jobs: [{role: Team Leader, from: 2026-02-02, to: 2026-02-01}]", (1, 8), "lies before the first"),
        ("qualifications: [{id: 21793, state: completed}]", (1, 19), "Did you mean “21792”?"),
        ("qualifications: [{id: 21792, state: complet}]", (1, 30), "Did you mean “completed”?"),
        ("qualifications: [{state: completed}]", (1, 18), "one of “id” and “title”"),
        ("qualifications: [{title: x, nqf_level: 11, state: partly}]", (1, 29), "from 1 to 10"),
        (
            '{"qualifications": [\n  {"title": "x", "nqf_level": 0, "state": "partly"}]}',
            (2, 18),
            "from 1 to 10",
        ),
        ("certificates: {matric: maybe}", (1, 16), "one of yes, no, unknown, equivalent"),
        ("holds: {designation: ccup}", (1, 9), "Did you mean “ccsup”?"),
        ("holds: {designation: none, points_met: yes}", (1, 1), "nothing else"),
        ("holds: {designation: ccop, points: 3, points_met: yes}", (1, 1), "not both"),
        ("holds: {designation: ccop, points: 3,5}", (1, 38), "a key, a colon"),
    ],
)
def test_a_wrong_profile_is_told_where_the_command_line_tells_it(
    left_open: Page, tmp_path: Path, text: str, place: tuple[int, int], said: str
) -> None:
    planner = left_open
    planner.evaluate("document.activeElement.blur(); document.querySelector('#plan-wrong').textContent = ''")
    give(planner, text)
    wrong = planner.locator("#plan-wrong")
    expect(wrong).to_contain_text("Line {}, column {}: ".format(*place))
    expect(wrong).to_contain_text(said)
    expect(wrong).to_be_focused()
    assert (count_said(planner, "qualification"), count_said(planner, "job")) == (0, 0)
    (tmp_path / "me.yml").write_text(text, "utf-8")
    asked = ["eligible", str(tmp_path / "me.yml"), "--designation", "ccop", "--on", ON]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 1
    # Of quotes that are never closed, and of lines too far in, the page tells where they begin.
    line, column = place
    exact = "Quotes" not in said and "too far in" not in said
    assert f"me.yml:{line}:{f'{column}: error' if exact else ''}" in result.output


# Nine mistakes.
WRONG = """qualifications:
  - {id: 9399, state: complet}
  - {title: x, nqf_level: 11, state: partly}
jobs:
  - role: Brand Ambasador
    from: 2026-02-30
    to: opn
  - {role: Team Leader, to: open}
certificate: {matric: maybe}
holds: {designation: ccop, points: 3, points_met: yes}
"""


@with_broad_fonts
def test_everything_wrong_is_told_at_once_and_nothing_is_lost(planner: Page) -> None:
    given(planner, LEADER)
    before = saved(planner)
    planner.click("text=Bring in a profile")
    planner.fill("#plan-text", WRONG)
    planner.click("[data-do=paste]")
    told = planner.locator("#plan-wrong li")
    expect(told).to_have_count(9)
    places = [one.partition(":")[0] for one in told.all_text_contents()]
    assert places == [
        "Line 2, column 6",
        "Line 2, column 16",
        "Line 3, column 16",
        "Line 5, column 5",
        "Line 6, column 5",
        "Line 7, column 5",
        "Line 8, column 5",
        "Line 9, column 1",
        "Line 10, column 1",
    ]
    assert clean(planner) == []
    expect(planner.locator("#plan-text")).to_have_value(WRONG)
    assert saved(planner) == before
    planner.fill("#plan-text", BEGINNER)
    planner.click("[data-do=paste]")
    expect(told).to_have_count(0)
    expect(planner.locator("[data-rows=job] > *")).to_have_count(1)
    planner.click("[data-do=undo]")
    assert saved(planner) == before


@with_broad_fonts
def test_a_link_carries_the_profile_to_another_browser(planner: Page, chromium: Browser) -> None:
    given(planner, LEADER)
    planner.click("[data-do=share]")
    expect(planner.locator("#plan-share")).to_contain_text("personal data")
    expect(planner.locator("#plan-link")).to_be_focused()
    assert clean(planner) == []
    other = chromium.new_page()
    other.goto(planner.input_value("#plan-link"))
    # It is looked at first: nothing is kept, and what was entered here stays.
    expect(other.locator("#plan-looking")).to_be_focused()
    expect(other.locator("#plan-to-ccop .plan-said")).to_contain_text("You have")
    assert other.evaluate("key => localStorage.getItem(key)", KEY) is None
    assert clean(other) == []
    other.get_by_role("button", name="Back to mine").click()
    expect(other.locator("#plan-result")).to_be_hidden()
    other.goto("about:blank")
    other.goto(planner.input_value("#plan-link"))
    other.get_by_role("button", name="Make it mine").click()
    expect(other.locator("#plan-result-title")).to_be_focused()
    expect(other.locator("[name=on]")).to_have_value(ON)
    assert saved(other) == saved(planner)
    assert "#" not in other.url
    other.goto(f"{other.url}#profile=nothing")
    expect(other.locator("#plan-status")).to_contain_text("cannot be read")
    assert saved(other) == saved(planner)
    other.close()


def test_what_is_open_is_never_called_met(planner: Page) -> None:
    """Each of these leaves the CCOP open, or the one who asks."""
    whole: dict[str, Any] = {
        "qualifications": [{"id": "57712", "state": "completed"}],
        "jobs": [
            {"role": "Team Leader", "from": "2020-01-01", "to": "open"},
            {"role": "Generic Management Contact Centre", "from": "2020-01-01", "to": "open"},
        ],
        "certificates": {"matric": "yes"},
        "holds": {"designation": "none"},
    }
    given(planner, json.dumps(whole))
    expect(planner.locator("#plan-to-ccop")).to_have_attribute("data-state", "met")
    management = whole["jobs"][1]
    changes: list[dict[str, Any]] = [
        {"certificates": {}},
        {"certificates": {"matric": "equivalent"}},
        {"holds": {"designation": "ccba", "awarded": "2020-01-01", "points_met": "yes"}},
        {"holds": {"designation": "ccsup", "awarded": "2020-01-01"}},
        {"holds": {"designation": "ccsup", "points_met": "yes"}},
        {"holds": {"designation": "ccsup", "awarded": "2025-11-23", "points_met": "yes"}},
        {"jobs": [{"role": "other", "equivalent_to": "Team Leader", "from": "2020-01-01", "to": "open"}]},
        {"jobs": [{"role": "Call Centre Supervisor", "from": "2020-01-01", "to": "open"}, management]},
        {"qualifications": [{"title": "National Diploma Contact Centre Management", "state": "completed"}]},
        {"qualifications": [{"id": "57712", "state": "planned"}]},
    ]
    for change in changes:
        given(planner, json.dumps(whole | change))
        expect(planner.locator("#plan-to-ccop")).not_to_have_attribute("data-state", "met")
        expect(planner.locator("#plan-chips a[href='#plan-to-ccop']")).not_to_contain_text("now")
        expect(planner.locator("#plan-to-ccop .plan-said")).not_to_contain_text("Everything")
        # Nor is it called missing: that are only a plan without a day, and management where no job is in it.
        missing = int("planned" in json.dumps(change) or len(change.get("jobs", whole["jobs"])) == 1)
        told = planner.locator("#plan-to-ccop [data-sort=missing]")
        assert told.count() == missing, (change, told.all_text_contents())


def test_nothing_known_is_missing_where_the_source_is_cut(planner: Page) -> None:
    given(
        planner,
        "qualifications: [{id: 71490, state: completed}]\n"
        "jobs: [{role: Contact Centre Agent, from: 2025-09-25, to: open}]\n"
        "certificates: {matric: yes}\nholds: {designation: none}\n",
    )
    card = planner.locator("#plan-to-ccba")
    expect(card.locator(".plan-said")).to_have_text(
        re.compile(r"Nothing that we know of is missing\. Only [A-Z]+ can say the rest\.")
    )
    expect(card.locator("[data-sort=done]")).to_contain_text("Contact Centre Support")
    expect(card.locator("[data-sort=ask]")).to_have_count(2)
    expect(card.locator(".plan-cost")).to_contain_text("R800 (excl. VAT) for 12 months")
    expect(card.locator(".plan-next a").first).to_have_attribute("href", "tel:0114386590")
    above = planner.locator("#plan-to-ccsup")
    expect(above.locator(".plan-said")).to_contain_text("13 of 18 months, full on 24 March 2027")
    expect(above.locator("[data-sort=missing]").last).to_contain_text("None yet. If you start today: ")
    given(planner, "qualifications: [{id: 93996, state: planned, date: 2026-06-30}]")
    expect(above.locator("[data-sort=unsaid]").first).to_contain_text("say whether it is completed")
    expect(above.locator("[data-sort=unsaid]").first).to_contain_text("You did not say.")
    expect(above.locator("[data-sort=missing]")).to_have_count(2)


WORDS = {
    "Leading a team": "team leader, team lead, tl",
    "Supervising": "supervisor, shift supervisor, team manager, floor manager, call centre supervisor",
    "Serving customers": "agent, csr, brand ambassador, consultant, help desk, representative",
    "Customer care": "telemarketer, client services, sales agent, telesales, debt collector, outbound",
    "Data capturing": "qa, data capturer, back office, admin clerk, administrator, quality assurance",
    "Managing operations": "operations manager, ops manager, general manager, campaign manager, director",
    "Planning": "workforce, data analyst, scheduler, mis analyst, workforce planner, wfm",
    "Training": "trainer, coach, facilitator, quality auditor",
    "Managing a call centre": "call centre manager",
}


def test_people_find_their_work_by_their_own_words(planner: Page) -> None:
    unfold(planner, "jobs")
    assert sum(len(words.split(", ")) for words in WORDS.values()) >= 30
    for kind, words in WORDS.items():
        for word in words.split(", "):
            planner.fill(f"{JOB} [data-find]", word)
            expect(planner.locator(".plan-kinds label:visible").filter(has_text=kind)).to_have_count(1)
            assert planner.locator(".plan-kinds label:visible").count() < 8, word


def test_the_way_to_the_calculator_and_from_a_designation(planner: Page, address: str) -> None:
    given(planner, LEADER)
    unfold(planner, "holds")
    planner.click("#plan-counted a")
    planner.wait_for_url("**/calculator/ccsup-2017/")
    planner.click(".band >> text=Check if you qualify")
    expect(planner.locator(HELD)).to_have_value("ccsup")
    planner.goto(f"{address}designations/ccop/")
    planner.click("main a[href$='pathways/#to=ccop']")
    expect(planner.locator("[data-name='way:ccop']")).to_have_attribute("open", "")
    expect(planner.locator(HELD)).to_have_value("ccsup")


@with_both_fonts
def test_axe_finds_nothing_in_any_state(planner: Page, fonts: str) -> None:
    assert clean(planner, fonts) == []
    give(planner, "jobs: [")
    expect(planner.locator("#plan-wrong")).not_to_be_empty()
    unfold(planner, "qualifications")
    planner.click(f"{COURSE} [data-pick=other]")
    assert clean(planner, fonts) == []
    for name in ("leader", "manager"):
        given(planner, PROFILES[name])
        for card in planner.locator(".plan-card").all():
            open_folds(planner, card)
        planner.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert clean(planner, fonts) == []
    planner.emulate_media(color_scheme="dark", reduced_motion="reduce")
    planner.reload()
    planner.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert clean(planner, fonts) == []


def test_a_second_damaged_record_is_kept_beside_the_first(planner: Page) -> None:
    for text in ("{first", "{second"):
        planner.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
        planner.reload()
    assert planner.evaluate("localStorage.getItem('career-profile-damaged')") == "{first\n{second"
    assert planner.evaluate("key => localStorage.getItem(key)", KEY) is None


def test_a_damaged_record_is_not_stored_over_where_storage_is_full(planner: Page) -> None:
    """It finds no place beside: it stays, and what is entered is called unsaved until it may go."""
    full = """([key, text]) => {
        localStorage.setItem(key, text);
        const store = Storage.prototype.setItem;
        Storage.prototype.setItem = function (name, value) {
            if (name.endsWith("damaged")) throw new DOMException("full", "QuotaExceededError");
            store.call(this, name, value);
        };
        dispatchEvent(new StorageEvent("storage", { key }));
    }"""
    planner.evaluate(full, [KEY, "{first"])
    trouble = planner.locator("#plan-trouble")
    expect(trouble).to_contain_text("cannot be read")
    given(planner, BEGINNER)
    assert planner.evaluate("key => localStorage.getItem(key)", KEY) == "{first"
    expect(trouble).to_contain_text("does not let the page store anything")
    with planner.expect_download() as download:
        trouble.get_by_text("Download it").click()
    assert Path(download.value.path()).read_text("utf-8") == "{first"
    trouble.get_by_text("Erase it").click()
    expect(trouble).to_be_empty()
    assert "Brand Ambassador" in planner.evaluate("key => localStorage.getItem(key)", KEY)


def pack(text: str) -> str:
    """What stands in a link, as the page packs it."""
    bare = zlib.compressobj(wbits=-15)
    return base64.urlsafe_b64encode(bare.compress(text.encode()) + bare.flush()).decode().rstrip("=")


@pytest.mark.parametrize("on", ["zzz", "2026-02-30", "1899-12-31", "9"])
def test_a_link_with_a_day_that_is_none_is_not_taken(planner: Page, on: str) -> None:
    for day, said in ((on, "cannot be read"), (ON, "You look at what a link brought")):
        code = pack(json.dumps({"certificates": {"matric": "yes"}, "on": day}))
        planner.evaluate("code => { location.hash = `profile=${code}`; }", code)
        expect(planner.locator("#planner")).to_contain_text(said)
    expect(planner.locator("[name=on]")).to_have_value(ON)


def test_a_certificate_shows_what_stands_on_the_paper(planner: Page) -> None:
    """Two of one title are one choice, told by level, credits, who issued it, years and both numbers."""
    unfold(planner, "qualifications")
    found = planner.locator(f"{COURSE} [data-pick]", has_text="National Certificate: Contact Centre Support")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("NQF level 2, 128 credits, ")
    expect(found).to_contain_text(re.compile(r"registered \d{4} to \d{4} by our copy, no\. \d+ or \d+"))
    assert set(re.findall(r"\d{5}", found.inner_text())) == {"71490", "67466"}
    planner.fill(f"{COURSE} [data-find]", "67466")
    expect(found).to_be_visible()
    expect(planner.locator(f"{COURSE} [data-pick]:visible")).to_have_count(2)  # it, and the way out


ENGINE = ("criterion", "judged", "cannot tell", "profile does", "look at", "leads there", "?.")


@pytest.mark.parametrize("name", PROFILES)
def test_no_card_speaks_as_the_engine_does(planner: Page, name: str) -> None:
    """Questions, cards and ways in plain words; behind "Why" and other texts stand the engine's states."""
    given(planner, PROFILES[name])
    for way in planner.locator("[data-name^='way:'] > summary").all():
        way.evaluate("one => one.click()")
    expect(planner.locator(".plan-earliest").last).to_be_attached()
    planner.evaluate("for (const one of document.querySelectorAll('.plan-ask')) one.open = true")
    text = planner.evaluate("""() => {
        for (const one of document.querySelectorAll('[data-name^=others], [data-name^=why]')) one.remove();
        return document.getElementById('planner').innerText;
    }""")
    assert [word for word in ENGINE if word in text] == []


def test_what_is_planned_can_be_tried_on_another_day(planner: Page) -> None:
    ready = (
        PROFILES["beginner"]
        .replace("2025-09-23", "2020-01-01")
        .replace("Brand Amb", "Team Leader, Brand Amb")
    )
    ready = ready.replace("role: Team Leader, Brand Ambassador", "role: [Team Leader, Brand Ambassador]")
    given(
        planner,
        f"qualifications: [{{id: 93996, state: planned, date: 2027-06-30}}]\n"
        f"certificates: {{matric: yes}}\n{ready}",
    )
    card = planner.locator("#plan-to-ccsup")
    open_folds(planner, card)
    said = card.locator(".plan-earliest")
    expect(said).to_have_text("Earliest day: 30 June 2027.")
    field = card.get_by_role("textbox", name="Completed on which day: Further Education and Training")
    field.fill("2028-03-31")
    expect(said).to_have_text("Earliest day: 31 March 2028.")
    expect(card).to_have_attribute("data-first", "2027-06-30")  # nothing is kept


def test_the_way_tells_the_last_day_to_enrol_before_anybody_pays(planner: Page) -> None:
    given(planner, PROFILES["blank"])
    card = planner.locator("#plan-to-ccsup")
    open_folds(planner, card)
    way = card.locator(".plan-time").first
    expect(way).to_contain_text("The last day to enrol was 30 June 2024, by our copy of the register")
    # Of two of one title the day of the one that could be begun later: 71490, not 67466.
    below = planner.locator("#plan-to-ccba")
    open_folds(planner, below)
    expect(below.locator(".plan-time").first).to_contain_text("The last day to enrol was 30 June 2024")
    expect(below.locator(".plan-time").first).not_to_contain_text("2011")
    expect(way.locator("> li > b").first).to_have_text("No day yet")
    expect(way.locator("> li > b").last).to_have_text("After that")


def test_an_award_that_lies_ahead_is_told(planner: Page) -> None:
    given(planner, LEADER)
    unfold(planner, "holds")
    planner.fill("[name=awarded]", "2027-01-01")
    planner.press("[name=awarded]", "Tab")
    expect(planner.locator("#plan-status")).to_contain_text("lies after the day asked about")
    expect(planner.locator(".plan-card")).to_have_count(0)


def test_it_reads_whole_without_scripts_and_on_paper(chromium: Browser, address: str, planner: Page) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}pathways/")
    expect(page.locator("#planner")).to_be_hidden()
    expect(page.locator(".plan-static li")).to_have_count(4)
    asked = page.locator(".plan-static li").all_text_contents()
    assert (
        "Which certificates do you have? The CCBA, CCSUP, CCOP and CCStP ask for a certificate." in asked[0]
    )
    assert all("?." not in one and "criteria" not in one for one in asked)
    expect(page.locator(".compare tbody tr")).to_have_count(5)
    expect(page.locator(".compare tbody tr").nth(2)).to_contain_text("18 months")
    context.close()
    given(planner, LEADER)
    planner.emulate_media(media="print")
    assert planner.pdf().startswith(b"%PDF")
    expect(planner.locator("#plan-to-ccop")).to_be_visible()
    expect(planner.locator("#plan-bar")).to_be_hidden()


def test_its_scripts_and_styles_are_light(chromium: Browser, site: Path) -> None:
    with serving(site) as host:
        page = chromium.new_page()
        page.goto(f"{host.address}pathways/", wait_until="networkidle")
        expect(page.locator("#planner")).to_be_visible()
        page.close()
    own = {path: size for path, size in host.sent if path.endswith((".js", ".css"))}
    own = {path: size for path, size in own.items() if path.rpartition("/")[2] not in ("site.css", "site.js")}
    assert len(own) == 6, own
    assert sum(own.values()) <= LIMIT, own


def test_cpd_is_told_in_what_each_designation_counts(context: BrowserContext, elsewhere: str) -> None:
    page = context.new_page()
    page.goto(f"{elsewhere}pathways/")
    page.locator("#planner").wait_for()
    ask_on(page)
    page.locator("[name=designation][value=hand]").evaluate("choice => choice.click()")
    page.locator("#plan-held > p [name=points]").evaluate("field => { field.value = '5'; }")
    page.locator("#plan-held > p [name=points]").dispatch_event("change")
    expect(page.locator("[data-said=holds]")).to_contain_text("HH, 5 hours")
    page.locator("[data-show]").first.evaluate("button => button.click()")
    asked = page.locator("#plan-to-keeper")
    expect(asked).to_contain_text("At least 24 hours for the HH in the 12 months before you apply")
    expect(page.locator("label:has([name=points])").first).to_contain_text("Its CPD hours or points of")
