"""Ask the site's own API, as a program outside would."""

from collections.abc import Iterable, Iterator

from django.test import Client

from tests.engines.relevance.evaluator import PLACES, Answer, Found, Score, score
from tests.engines.relevance.questions import Question


class NoAnswer(Exception):
    """There is no index, or the API failed: nothing that a grade could be given for."""


def scores(questions: Iterable[Question], engine: str) -> Iterator[Score]:
    """Each question with its answer's worth. Raises NoAnswer when another engine than `engine` answers."""
    client = Client()
    for question in questions:
        yield score(question, ask(client, question, engine))


def ask(client: Client, question: Question, engine: str) -> Answer:
    response = client.get(
        "/api/search", {"q": question.text, "limit": str(PLACES), "lang": question.language}
    )
    told = response.json()
    if response.status_code != 200 or told["engine"] != engine:
        raise NoAnswer(f"{question.id}: status {response.status_code}, engine {told.get('engine')}")
    return Answer(_found(told["results"]), _found(told["related"]))


def _found(hits: list[dict[str, str]]) -> tuple[Found, ...]:
    return tuple(Found(hit["type"], hit["slug"]) for hit in hits)
