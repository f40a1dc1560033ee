"""A worker outlives a database that is busy or away for a moment."""

from django.db import OperationalError

from avow.jobs.management.commands import worker as module


class Shaky:
    """A loop that loses its database twice."""

    def __init__(self, losses: int, *, running: bool = True) -> None:
        self.losses, self.running, self.runs = losses, running, 0

    def run(self) -> None:
        self.runs += 1
        if self.runs <= self.losses:
            raise OperationalError("database is locked")


def test_the_loop_goes_on_when_the_database_is_back(monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    loop = Shaky(2)
    module.Command().work(loop)
    assert loop.runs == 3


def test_a_worker_told_to_stop_does_not_begin_again(monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    loop = Shaky(1, running=False)
    module.Command().work(loop)
    assert loop.runs == 1
