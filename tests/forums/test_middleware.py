"""An address below /<language>/<forum>/ carries its forum."""

import pytest
from django.http import Http404

from avow.forums.middleware import ForumMiddleware


@pytest.fixture
def middleware():
    return ForumMiddleware(lambda request: request)


def test_the_forum_is_put_on_the_request_and_leaves_the_arguments(forum, rf, middleware):
    request, arguments = rf.get("/"), {"forum": forum.slug, "slug": "x"}
    middleware.process_view(request, None, (), arguments)
    assert request.forum == forum
    assert arguments == {"slug": "x"}


def test_an_unknown_forum_is_not_found(db, rf, middleware):
    with pytest.raises(Http404, match="no forum nix"):
        middleware.process_view(rf.get("/"), None, (), {"forum": "nix"})


def test_an_address_outside_every_forum_has_none(rf, middleware):
    request = rf.get("/")
    middleware.process_view(request, None, (), {"pk": 1})
    assert not hasattr(request, "forum")


def test_the_rest_is_passed_on(rf, middleware):
    request = rf.get("/")
    assert middleware(request) is request
