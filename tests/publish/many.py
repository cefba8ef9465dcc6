"""Ten thousand qualifications that nobody offers, to measure what search weighs and finds."""

from __future__ import annotations

import dataclasses
import itertools
import random

from catalogue.model.base import Citation
from catalogue.model.catalogue import Catalogue
from catalogue.model.qualification import Qualification


def listed(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",")]


TYPES = listed("""
Higher Certificate in, Advanced Certificate in, Diploma in, Advanced Diploma in,
Postgraduate Diploma in, Bachelor of, Bachelor of Commerce in, Bachelor of Science in,
Bachelor of Education in, Bachelor of Arts in, Bachelor of Technology:,
Bachelor of Engineering in, Bachelor of Social Science in, Master of, Master of Science in,
Master of Commerce in, Doctor of Philosophy in, National Certificate:, National Diploma:,
Further Education and Training Certificate:, General Education and Training Certificate:,
Occupational Certificate:, National N Diploma:, Skills Programme:,
Higher Occupational Certificate:, Advanced Occupational Certificate:
""")
FIELDS = listed("""
Accounting, Taxation, Agricultural, Building, Chemical, Civil, Clothing, Community, Computer,
Construction, Dental, Early Childhood, Electrical, Environmental, Fashion, Financial, Food,
Forestry, Geology, Health, Hospitality, Human Resources, Industrial, Information, Insurance,
Journalism, Labour, Language, Legal, Library, Logistics, Marine, Marketing, Mathematics,
Mechanical, Media, Metallurgy, Mining, Music, Nature, Nursing, Office, Optometry, Paper,
Petroleum, Pharmacy, Physics, Plant, Plumbing, Police, Public, Radiography, Rail, Real Estate,
Retail, Road, Safety, Security, Social, Software, Sport, Statistics, Sugar, Textile, Theatre,
Tourism, Transport, Veterinary, Water, Welding, Wine, Wood, Wool, Youth
""")
TOPICS = listed("""
Administration, Advice, Analysis, Care, Design, Development, Education, Engineering, Finance,
Inspection, Installation, Leadership, Maintenance, Management, Manufacturing, Operations,
Planning, Practice, Production, Quality, Research, Sales, Services, Studies, Supervision,
Support, Systems, Technology, Trade, Training
""")


def enlarged(catalogue: Catalogue, count: int = 10_000) -> Catalogue:
    """The catalogue with so many qualifications more; the same ones at every call."""
    chance = random.Random(20)
    titles = chance.sample(list(itertools.product(TYPES, FIELDS, TOPICS)), count)
    numbers = chance.sample(range(2_000, 260_000), count)
    source = next(iter(catalogue.qualifications.values())).source
    more = {
        str(number): made(number, " ".join(title), source)
        for number, title in zip(numbers, titles, strict=True)
    }
    return dataclasses.replace(catalogue, qualifications={**more, **catalogue.qualifications})


def made(number: int, title: str, source: tuple[Citation, ...]) -> Qualification:
    return Qualification(qualification=str(number), nlrd_id=number, title=title, nqf_level=5, source=source)
