"""Which uploaded files have an address."""

import pytest


@pytest.fixture
def media(settings):
    """`media("images/a.png")` puts a file there."""

    def put(name):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x89PNG\r\n")

    return put


def test_pictures_of_pages_are_served(client, db, media):
    media("images/lake.width-800.png")

    response = client.get("/media/images/lake.width-800.png")

    assert response.status_code == 200
    assert response.getvalue().startswith(b"\x89PNG")
    response.close()
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["original_images/lake.png", "documents/list.pdf"])
def test_originals_and_documents_are_not(client, db, media, name):
    media(name)

    assert client.get(f"/media/{name}").status_code == 404
    assert client.get(f"/media/images/../{name}").status_code in (400, 404)
    assert client.get(f"/media/images/%2e%2e/{name}").status_code in (400, 404)


def test_a_folder_shows_no_list(client, db, media):
    media("images/lake.png")

    assert client.get("/media/images/").status_code == 404
