"""The rules at their stable addresses, as another site imports them in a browser."""

from __future__ import annotations

import json

from playwright.sync_api import Browser

from catalogue.read.reader import read_catalogue
from catalogue.rules.examples import build_question
from catalogue.rules.figures import RefusedError
from catalogue.rules.kernel import build_kernel
from catalogue.rules.points import assess
from tests.roots import OURS
from tests.rules.engines import write_json

ASK = """
async ([address, cases]) => {
  const { assess, Refused } = await import(`${address}assets/rules/points.js`);
  const answer = async ({ id, log, options }) => {
    const schedule = await (await fetch(`${address}api/v1/schedules/${id}.json`)).json();
    try {
      return JSON.stringify(assess(schedule, log, options));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return JSON.stringify({ refused: { code: error.code, values: error.values } });
    }
  };
  return Promise.all(cases.map(answer));
}
"""


def test_the_engine_of_the_site_answers_the_worked_examples(chromium: Browser, address: str) -> None:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    cases, expected = [], []
    for id_, file in catalogue.examples.items():
        for example in file.cases.values():
            log, options = build_question(file, example)
            case = {
                "log": [entry.model_dump(mode="json", exclude_none=True) for entry in log],
                "options": options.model_dump(mode="json", exclude_none=True),
            }
            cases.append({"id": id_, **case})
            try:
                expected.append(write_json(assess(build_kernel(catalogue.schedules[id_]), log, options)))
            except RefusedError as refused:
                expected.append(write_json({"refused": {"code": refused.code, "values": refused.values}}))
    page = chromium.new_page()
    page.goto(address)
    answers = page.evaluate(ASK, [address, cases])
    page.close()
    assert len(answers) >= 40
    assert any("refused" in json.loads(answer) for answer in answers)
    assert answers == expected


def test_the_lines_for_developers_run_as_they_are_printed(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}api/")
    lines = "\n".join(page.locator("pre code.js").all_inner_texts())
    page.evaluate(f"async () => {{ {lines} }}")
    page.close()
    assert said == ["Contact Centre Operational Professional", "open"]
