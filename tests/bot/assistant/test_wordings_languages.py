"""Japanese and German questions about records get the reply that the plain English one gets."""

from __future__ import annotations

import pytest

from tests.bot.assistant.conversations import alike


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("2019年より前の論文は?", "papers before 2019"),
        ("2020年までの論文", "papers up to 2020"),
        ("2020年からの論文", "papers since 2020"),
        ("2020年より後に出た論文", "papers after 2020"),
        ("2020年より新しい論文", "papers after 2020"),
        ("2021年から2023年までの論文", "papers between 2021 and 2023"),
        ("2021年〜2023年の論文", "papers between 2021 and 2023"),
        ("2020年に発表された論文はいくつですか", "how many papers in 2020"),
        ("Hartleyの論文はいくつ?", "how many papers by Hartley"),
        ("lidarの論文の著者は誰ですか", "authors of the lidar paper"),
        ("lidarの論文の著者は?", "authors of the lidar paper"),
        ("lidarの論文の筆頭著者は?", "first author of the lidar paper"),
        ("lidarの論文はいつ発表されましたか", "when was the lidar paper published"),
        ("lidarの論文はいつ出版されたのですか", "when was the lidar paper published"),
        ("lidarの論文は何年に出ましたか", "when was the lidar paper published"),
        ("lidarの論文の発表年は", "when was the lidar paper published"),
        ("lidarの論文は何回引用されましたか", "how often was the lidar paper cited"),
        ("lidarの論文は何回引用されていますか", "how often was the lidar paper cited"),
        ("lidarの論文はどの雑誌に載っていますか", "which journal is the lidar paper in"),
        ("lidarの論文はどこに掲載されましたか", "where was the lidar paper published"),
        ("著者にBellがいる論文", "papers by Bell"),
        ("タナカの論文", "papers by Tanaka"),
        ("論文の種類は?", "how many papers of each type"),
    ],
)
async def test_japanese_of_records_is_read(question: str, plain: str) -> None:
    await alike(question, plain)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("am häufigsten zitierter Artikel", "most cited paper"),
        ("Welcher Autor kommt am häufigsten vor?", "author with the most papers"),
        ("häufigster Autor", "author with the most papers"),
        ("Inhaltsverzeichnis", "list all papers"),
        ("Welche Artikel sind vor 2019 erschienen?", "papers before 2019"),
        ("Artikel aus dem Jahr 2017", "papers from 2017"),
        ("Wer hat den Artikel über Wracks geschrieben?", "who wrote the paper on wrecks"),
        ("Wann ist die Studie über Lidar rausgekommen?", "when was the lidar paper published"),
        ("Wie viele Arbeiten stammen von Hartley?", "how many papers by Hartley"),
        ("Wie heißt der Letztautor der Lidar-Studie?", "last author of the lidar paper"),
        ("Arbeiten zwischen 2021 und 2023", "papers between 2021 and 2023"),
        ("Arbeiten ab 2021", "papers since 2021"),
        ("Arbeiten bis 2019", "papers up to 2019"),
        ("Arbeiten seit 2021", "papers since 2021"),
        ("mindestens 50 mal zitierte Arbeiten", "papers with at least 50 citations"),
        ("höchstens 20 Zitationen", "papers with at most 20 citations"),
        ("Arbeiten mit genau einem Autor", "papers with one author"),
        ("Welche Arbeit hat die wenigsten Seiten?", "shortest paper"),
        ("Sortiere nach Erstautor", "sort by first author"),
        ("Wie oft wird die Lidar-Arbeit zitiert?", "how often was the lidar paper cited"),
        ("Wie viele Arbeiten pro Zeitschrift?", "papers per journal"),
    ],
)
async def test_german_of_records_is_read(question: str, plain: str) -> None:
    await alike(question, plain)
