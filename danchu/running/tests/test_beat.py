"""The pulse of a hall is answered at the server's door; everything else goes on into the house."""

import json

import pytest

from danchu.mechanisms.dialogues import pulse
from danchu.mechanisms.dialogues.tests.stories import collecting
from danchu.running.beat import beating

pytestmark = pytest.mark.django_db


def test_the_server_s_door_answers_the_pulse_and_nothing_else(cast, thursday):
    pulse.forget()
    d = collecting(cast, thursday)
    told = []
    door = beating(lambda environ, start: [b"the house"])
    asking = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/doi-thoai/{d.code}/nhip/"}
    body = b"".join(door(asking, lambda status, headers: told.append((status, dict(headers)))))
    assert told[0][0].startswith("200") and json.loads(body)["state"] == "collecting"
    again = asking | {"HTTP_IF_NONE_MATCH": told[0][1]["ETag"]}
    assert b"".join(door(again, lambda status, headers: told.append((status, dict(headers))))) == b""
    assert told[1][0].startswith("304")
    for other in ("/doi-thoai/", f"/doi-thoai/{d.code}/", "/doi-thoai/DT-26-222222/nhip/"):
        assert b"".join(door(asking | {"PATH_INFO": other}, lambda *_: None)) == b"the house"
    assert b"".join(door(asking | {"REQUEST_METHOD": "POST"}, lambda *_: None)) == b"the house"
